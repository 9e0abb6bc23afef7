"""Questions to begin with: only such as this school's policies answer, from the policy that they are about."""

from __future__ import annotations

from dataclasses import dataclass, field
from threading import Lock

from assistant.errors import AssistantError
from assistant.values import Outcome, Policy, Role
from assistant.web.ports import Asker

TOPICS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("phone", ("Can my child bring a phone to school?", "What happens to a phone that is taken away?")),
    ("social media", ("May parents share photos of a school event?", "May parents take photos at a school event?")),
    ("complain", ("How do I make a complaint?",)),
    ("behaviour", ("What happens if a pupil breaks the rules?",)),
    ("data protection", ("Can I see the records held about my child?", "How do I ask for my child’s data?")),
    ("acceptable use", ("May pupils share their password?",)),
)
"""A word of a policy's title, and questions that such a policy is for: the first one that it answers is shown."""
MOST = 3


@dataclass(frozen=True, slots=True)
class Examples:
    """Asks each example once for each state of the policies and keeps what was answered."""

    asker: Asker
    known: dict[tuple[str, ...], tuple[str, ...]] = field(default_factory=dict)
    asking: Lock = field(default_factory=Lock)

    def of(self, slug: str, policies: tuple[Policy, ...]) -> tuple[str, ...]:
        """At most three questions; none while the policies can't be searched, or somebody else's page asks them."""
        state = (slug, *(f"{policy.id} {policy.digest}" for policy in policies))
        if state not in self.known and self.asking.acquire(blocking=False):
            try:
                self.known[state] = self._found(slug, " ".join(policy.title.casefold() for policy in policies))
            except AssistantError:
                return ()
            finally:
                self.asking.release()
        return self.known.get(state, ())

    def _found(self, slug: str, titles: str) -> tuple[str, ...]:
        found = [self._first(slug, word, asked) for word, asked in TOPICS if word in titles]
        return tuple(question for question in found if question)[:MOST]

    def _first(self, slug: str, word: str, questions: tuple[str, ...]) -> str:
        return next((question for question in questions if self._answered(slug, word, question)), "")

    def _answered(self, slug: str, word: str, question: str) -> bool:
        answer = self.asker.ask(question, organisation=slug, role=Role.PARENT.value)
        cited = answer.citations[0].title.casefold() if answer.citations else ""
        return answer.outcome is Outcome.ANSWERED and word in cited
