"""A school whose policies can be republished under a test's hands, with cases and an assistant over it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from fastapi import FastAPI

from assistant.cases import Case, Kind, Target
from assistant.errors import UnknownName
from assistant.known import KnownQuestion
from assistant.scenarios.sources import Pool
from assistant.state import State
from assistant.values import (
    Answer,
    Clause,
    Contact,
    Document,
    Modality,
    Organisation,
    Outcome,
    Policy,
    Role,
    Verdict,
)  # fmt: skip
from assistant.web.pages import pages_router
from assistant.web.train.sets import train_router
from tests.app_parts import part_of_app
from tests.web_fakes import FakeAssistant, citation

TODAY = date(2026, 11, 21)
SCHOOL = Organisation("gull-rock", "Gull Rock School", Contact("Ms Tern", "01234 1"), Contact("the office", "01234 2"))
PHONES = Policy("gull-rock", "phones", "phones.md", "Phones", "2026-02", "2026-02", digest="aa")
OLD_PHONES = replace(PHONES, document="phones-old.md", version="2024-09", approved="2024-09", digest="bb")
TRIPS = Policy("gull-rock", "trips", "trips.md", "Trips & visits", "2025-09", "2025-09", digest="cc")
ROTA = Policy("gull-rock", "rota", "rota.md", "Staff rota", "2026", "2026", audiences=("staff",), digest="dd")

PHONE_RULES = (
    ("must not lend a personal phone to a pupil.", Modality.PROHIBITS),
    ("may carry a phone, on silent, in the staff room.", Modality.PERMITS),
    ("must hand a lost phone to the office the same day.", Modality.REQUIRES),
    ("may photograph pupils only with a school camera.", Modality.PERMITS),
)
TRIP_RULES = (
    ("must carry the school's phone on every trip.", Modality.REQUIRES),
    ("may buy pupils an ice cream on a trip.", Modality.PERMITS),
    ("must not drive pupils home alone.", Modality.PROHIBITS),
)
ROTA_RULES = (("must swap duties through the office alone.", Modality.REQUIRES),)


def document(policy: Policy, rules: Iterable[tuple[str, Modality]], stem: str = "Staff:") -> Document:
    """A policy whose text is its rules, one a line."""
    text, clauses = "", []
    for number, (words, modality) in enumerate(rules, 1):
        start = len(text)
        text += words + "\n"
        label = f"1. Rules, bullet {number}"
        clauses.append(
            Clause(
                policy.document, f"1.b{number}", label, words, start, start + len(words), stem=stem, modality=modality
            )
        )
    return Document(policy, text, tuple(clauses))


@dataclass
class School:
    """A library of one organisation; `documents` may be replaced at any time."""

    documents: tuple[Document, ...] = (
        document(OLD_PHONES, PHONE_RULES[:1]),
        document(PHONES, PHONE_RULES),
        document(TRIPS, TRIP_RULES),
        document(ROTA, ROTA_RULES),
    )

    def organisations(self) -> tuple[Organisation, ...]:
        return (SCHOOL,)

    def policies(self, organisation: str | None = None, public: bool = False) -> tuple[Policy, ...]:
        if organisation not in (None, SCHOOL.slug):
            raise UnknownName(f"There is no organisation “{organisation}”.", "Known: gull-rock.")
        return tuple(each.policy for each in self.documents)

    def versions(self, organisation: str, public: bool = False) -> tuple[Policy, ...]:
        return self.policies(organisation, public)

    def find(self, document: str, organisation: str | None = None, public: bool = False) -> Document:
        for each in self.documents:
            if document in (each.policy.document, each.policy.id):
                return each
        raise UnknownName(f"No document “{document}”.", "See the list.")

    def publish(self, *changed: Document) -> None:
        """Put these in the place of those with the same file name."""
        names = {each.policy.document for each in changed}
        self.documents = (*(each for each in self.documents if each.policy.document not in names), *changed)

    def withdraw(self, slug: str) -> None:
        """Take every version of a policy away."""
        self.documents = tuple(each for each in self.documents if each.policy.slug != slug)


@dataclass
class Colleague(FakeAssistant):
    """The web tests' assistant over the school: "lend" is forbidden, "who" is told, anything else isn't covered."""

    library: School = field(default_factory=School)  # type: ignore[assignment]

    def ask(self, text: str, *, organisation: str, role: str = "staff", **more: object) -> Answer:  # type: ignore[override]
        base = {"id": "", "question": text, "organisation": organisation, "role": role, "as_of": TODAY.isoformat()}
        rule = self.library.find("phones.md").clauses[0]
        if "lend" in text:
            told = {"outcome": Outcome.ANSWERED, "verdict": Verdict.NO, "answer": "No. Staff must not lend one. [1]"}
        elif "who" in text.casefold():
            told = {"outcome": Outcome.ANSWERED, "verdict": Verdict.INFO, "answer": "The office. [1]"}
        else:
            said = "The policies do not say."
            told = {"outcome": Outcome.NOT_COVERED, "verdict": Verdict.NOT_COVERED, "answer": said}
        cited = (citation(rule),) if told["outcome"] is Outcome.ANSWERED else ()
        return Answer(**base, **told, citations=cited)  # type: ignore[arg-type]


def case(id: str, question: str, verdict: Verdict, clause: str = "", document: str = "phones.md") -> Case:
    """A written case of the school, asked by staff; without a clause nothing answers it."""
    outcome = Outcome.ANSWERED if clause else Outcome.NOT_COVERED
    clauses = (Target(document, clause=clause),) if clause else ()
    return Case("tiny", id, question, SCHOOL.slug, Kind.PERMISSION, outcome, verdict, clauses=clauses)


CASES = (
    case("c1", "Can I lend a pupil my phone?", Verdict.NO, "1.b1"),
    case("c2", "May I keep my phone on me at break?", Verdict.CONDITIONAL, "1.b2"),
    case("c3", "Found a phone. Do I have to hand it in today?", Verdict.YES, "1.b3"),
    case("c4", "Can I take photos of pupils?", Verdict.CONDITIONAL, "1.b4"),
    case("c5", "Must we have the school phone on a trip?", Verdict.YES, "1.b1", "trips.md"),
    case("c6", "An ice cream for my group on a trip, OK?", Verdict.YES, "1.b2", "trips.md"),
    case("c7", "Can I drive a pupil home?", Verdict.NO, "1.b3", "trips.md"),
    case("c8", "May I park at the gate?", Verdict.NOT_COVERED),
    case("c9", "Is there a uniform shop?", Verdict.NOT_COVERED),
    case("c10", "Must I wear a tie to drive pupils home alone?", Verdict.NOT_COVERED),
)
PARENTS = (replace(CASES[6], id="p1", question="Will a teacher drive my child home?", asker=Role.PARENT),)
POOL = Pool((*CASES, *PARENTS))
KNOWN = KnownQuestion("Can I swap with a friend?", "rota", "1.b1", ROTA_RULES[0][0], "Staff:", verdict="no")


def questions_of(organisation: str) -> Pool:
    """The pool, whoever asks."""
    return POOL


def pages_over(school: School, state: State, questions: Callable[[str], Pool] = questions_of) -> FastAPI:
    """The trainers' pages behind their gate, with the policy pages."""
    room = train_router(Colleague(library=school), state, questions, lambda: TODAY)
    return part_of_app(pages_router(school, lambda: TODAY), room)
