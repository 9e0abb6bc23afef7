"""The widget's two pages for one school: the frame, and the plain page that needs no JavaScript."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from urllib.parse import quote, urlencode

from assistant.answering.word import reach
from assistant.errors import AssistantError
from assistant.values import Organisation, Policy, Role, Status
from assistant.web import links, viewing
from assistant.web.ports import Library
from assistant.web.templating import render
from assistant.web.widget import ringing
from assistant.web.widget.answers import Reply, office_ways
from assistant.web.widget.asking import LONGEST, REMEMBERED, ParentQuestion
from assistant.web.widget.colours import Scheme, scheme
from assistant.web.widget.examples import Examples

NAME_LENGTH = 80
URGENT = (
    "If a child may be at risk, do not wait for an answer here: in immediate danger ring 999, and tell {lead} today."
)


@dataclass(frozen=True, slots=True)
class Look:
    """What the tag on the school's page asks for: a name and a colour, "" for those of the settings."""

    name: str = ""
    colour: str = ""

    @property
    def query(self) -> str:
        """The wishes as they follow an address: "" or "?name=…&colour=…"."""
        wishes = {"name": self.name[:NAME_LENGTH], "colour": self.colour}
        given = urlencode({key: value for key, value in wishes.items() if value})
        return f"?{given}" if given else ""


@dataclass(frozen=True, slots=True)
class Exchange:
    """What the plain page shows: what was asked, and the reply or what stood in its way."""

    asked: ParentQuestion | None = None
    reply: Reply | None = None
    problem: AssistantError | None = None

    @property
    def box(self) -> str:
        """What stands in the question box: nothing is lost that still has to be answered."""
        answered = self.reply is not None and not self.reply.keep
        return "" if self.asked is None or answered else self.asked.question

    @property
    def earlier(self) -> list[str]:
        """The questions that the page hands on with the next one."""
        before = self.asked.history if self.asked else []
        now = [self.asked.question] if self.asked and self.reply and self.reply.remember else []
        return [*before, *now][-REMEMBERED:]


def frame(library: Library, school: Organisation, look: Look, day: date, examples: Examples) -> str:
    """The page inside the frame."""
    begin_with = examples.of(school.slug, in_force(library, school.slug, day))
    return render("widget/frame.html", examples=begin_with, **_values(library, school, look, day))


def plain(library: Library, school: Organisation, look: Look, day: date, exchange: Exchange) -> str:
    """The page by itself, an answer included: a form that works without JavaScript."""
    return render("widget/page.html", exchange=exchange, **_values(library, school, look, day))


def not_here(problem: AssistantError) -> str:
    """The one page for an unknown school and for one that has paused: nothing of either is in it."""
    return render("widget/not_here.html", problem=problem)


def colours(school: Organisation, look: Look) -> Scheme:
    """The school's colours: the tag's wish before the settings."""
    return scheme(look.colour, school.widget.colour)


def _values(library: Library, school: Organisation, look: Look, day: date) -> dict[str, object]:
    policies = in_force(library, school.slug, day)
    return {
        "school": school,
        "at": f"/widget/{quote(school.slug)}",
        "name": look.name[:NAME_LENGTH] or school.name,
        "look": look,
        "policies": [(policy.title, links.to_policy(policy, Role.PARENT.value)) for policy in policies],
        "office": office_ways(school),
        "urgent": ringing.spans(URGENT.format(lead=reach(school.safeguarding_lead))),
        "longest": LONGEST,
    }


def in_force(library: Library, slug: str, day: date) -> tuple[Policy, ...]:
    """The policies in force that a parent may see, by title."""
    found = viewing.versions_on(library.versions(slug, public=True), Role.PARENT, day)
    return tuple(each.policy for each in found if each.status is Status.IN_FORCE)
