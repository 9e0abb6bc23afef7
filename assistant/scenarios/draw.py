"""Draws scenarios for a room: balanced over verdicts and topics, the same for the same seed, none twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from random import Random

from assistant.scenarios.ruling import silent
from assistant.scenarios.sources import Candidate, of
from assistant.scenarios.tempting import related, tempting
from assistant.scenarios.values import CHOICES, Scenario
from assistant.values import Clause, Document, Role

FEWEST, MOST = 5, 30
"""How many scenarios a set may be asked to hold."""

Near = Callable[[str, frozenset[str]], Sequence[Clause]]
"""The clauses of these documents (file names) nearest to a question, best first."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What a trainer asked for. No `topics` (slugs of policies) are all; `without` are ids not to draw again."""

    number: int
    audience: Role
    topics: frozenset[str] = frozenset()
    without: frozenset[str] = frozenset()
    seed: int = 0


def draw(candidates: Sequence[Candidate], ruling: Sequence[Document], wish: Wish, near: Near) -> tuple[Scenario, ...]:
    """At most `wish.number` scenarios over the documents in force; fewer where there are no more."""
    documents = frozenset(document.policy.document for document in ruling)
    homes = {document.policy.document: document.policy.slug for document in ruling}

    def topic(candidate: Candidate) -> str:
        if not candidate.policy:  # nothing decides and none was named: the topic is that of the nearest clause
            nearest = near(candidate.question, documents)[:1]
            return homes[nearest[0].document] if nearest else ""
        return homes[candidate.policy]

    fresh = [(each, topic(each)) for each in candidates if each.id not in wish.without]
    wanted = [(each, about) for each, about in fresh if not wish.topics or about in wish.topics]
    chosen = _balanced(wanted, wish.number, Random(wish.seed))
    return tuple(_scenario(each, about, ruling, wish.audience, near) for each, about in chosen)


def count(candidates: Sequence[Candidate], ruling: Sequence[Document]) -> dict[str, int]:
    """How many questions there are by topic; those that name no policy are counted under ""."""
    homes = {document.policy.document: document.policy.slug for document in ruling}
    return dict(Counter(homes.get(each.policy, "") for each in candidates))


def _balanced(wanted: Sequence[tuple[Candidate, str]], number: int, random: Random) -> list[tuple[Candidate, str]]:
    """Pick one after the other of the verdict, then the topic, that is rarest so far; in a random order in the end."""
    # By id first: a seed draws the same however the sources were ordered.
    left = random.sample(sorted(wanted, key=lambda each: each[0].id), len(wanted))
    verdicts, topics = Counter[str](dict.fromkeys(CHOICES, 0)), Counter[str]()
    chosen: list[tuple[Candidate, str]] = []
    while left and len(chosen) < number:
        place = min(range(len(left)), key=lambda i: (verdicts[left[i][0].verdict], topics[left[i][1]], i))
        candidate, about = left.pop(place)
        verdicts[candidate.verdict] += 1
        topics[about] += 1
        chosen.append((candidate, about))
    random.shuffle(chosen)
    return chosen


def _scenario(candidate: Candidate, topic: str, ruling: Sequence[Document], audience: Role, near: Near) -> Scenario:
    own = next((document for document in ruling if document.policy.slug == topic), None)
    lured = lures(candidate.question, candidate.deciding, candidate.settles, ruling, near, topic)
    return Scenario(
        id=candidate.id,
        question=candidate.question,
        verdict=candidate.verdict,
        role=audience,
        topic=topic if candidate.policy else "",  # a question that names no policy is asked of them all
        deciding=of(candidate.deciding, ruling),
        tempting=of(next(iter(lured), None), ruling),
        source=candidate.source,
        against=silent(own.policy) if own and candidate.deciding is None else "",
    )


def lures(
    question: str, deciding: Clause | None, settles: Collection[str], ruling: Sequence[Document], near: Near, topic: str
) -> tuple[Clause, ...]:
    """The tempting clauses for a question, best first; where nothing decides, those of the topic's own policy."""
    wider = [each for each in ruling if deciding or not topic or each.policy.slug == topic]
    asked = f"{question} {deciding.stem} {deciding.text}" if deciding else question
    found = near(asked, frozenset(document.policy.document for document in wider))
    clauses = [clause for document in ruling for clause in document.clauses]
    own = {deciding.key, *related(clauses, deciding)} if deciding else set()
    return tempting(found, deciding, {*settles, *own})
