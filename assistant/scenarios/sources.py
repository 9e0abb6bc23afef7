"""From question sets and the organisation's bank to scenarios over the versions in force."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from assistant.cases import Case, Kind
from assistant.errors import UnknownName
from assistant.known import KnownQuestion, places
from assistant.scenarios.check import same
from assistant.scenarios.ruling import Library, cited
from assistant.scenarios.values import CHOICES, Cited
from assistant.values import Clause, Document, Outcome, Role, Verdict

INFORMATION = re.compile(
    r"(?:^|[.!?,;:–-])\s*(?:and |so )?(?:who|whose|what|when|where|why|how|which)(?:['’]?s)?\b", re.IGNORECASE
)
"""A question whose very form says that it is not to be answered by yes or no."""
NOT_FOR_A_ROOM = frozenset({Kind.DISCLOSURE, Kind.INJECTION})


@dataclass(frozen=True, slots=True)
class Pool:
    """The questions there are for an organisation: written cases, and its own bank."""

    cases: tuple[Case, ...] = ()
    known: tuple[KnownQuestion, ...] = ()


@dataclass(frozen=True, slots=True)
class Candidate:
    """A question that fits a room. `policy` is the file of the policy that decides, "" where nothing does.

    `settles` are keys of other clauses that settle it too.
    """

    question: str
    verdict: Verdict
    source: str
    deciding: Clause | None = None
    policy: str = ""
    settles: frozenset[str] = frozenset()

    @property
    def id(self) -> str:
        """The same for the same question, whatever its case and spacing."""
        return question_id(self.question)


Judge = Callable[[str], Verdict]
"""The verdict on a question of the bank whose approval left it to the clause."""


def question_id(question: str) -> str:
    """Twelve hexadecimal digits for a question, case and spacing aside."""
    return hashlib.sha256(" ".join(question.casefold().split()).encode()).hexdigest()[:12]


def candidates(
    pool: Pool, library: Library, ruling: Sequence[Document], organisation: str, audience: Role, judge: Judge
) -> tuple[Candidate, ...]:
    """What the pool holds for this audience over the documents in force; each question once, the bank's first."""
    found: dict[str, Candidate] = {}
    ours = (case for case in pool.cases if case.organisation == organisation and _fits(case, audience))
    for each in (*_of_bank(pool.known, ruling, audience, judge), *_of_cases(ours, library, ruling)):
        found.setdefault(each.id, each)
    return tuple(found.values())


def _fits(case: Case, audience: Role) -> bool:
    stands_alone = not case.history and case.kind not in NOT_FOR_A_ROOM
    plain = case.outcome in (Outcome.ANSWERED, Outcome.NOT_COVERED)
    judged = case.verdict in CHOICES and not (case.verdict is Verdict.NOT_COVERED and INFORMATION.search(case.question))
    same_asker = case.asker is audience or not (case.asker.public or audience.public)
    return same_asker and stands_alone and plain and judged


def _of_cases(cases: Iterable[Case], library: Library, ruling: Sequence[Document]) -> Iterable[Candidate]:
    homes = {document.policy.document: document for document in ruling}
    for case in cases:
        if case.verdict is Verdict.NOT_COVERED:
            if not case.document:  # what one policy leaves open another may settle, and a room asks them all
                yield Candidate(case.question, case.verdict, case.key)
            continue
        settling = [_now(target.document, target.names, case, library, homes) for target in (*case.clauses, *case.also)]
        if settling[0] is not None and case.verdict:
            others = frozenset(clause.key for clause in settling[1:] if clause)
            home = settling[0].document
            yield Candidate(case.question, case.verdict, case.key, settling[0], home, others)


def _now(
    name: str, means: Callable[[Clause], bool], case: Case, library: Library, homes: dict[str, Document]
) -> Clause | None:
    """The clause that a case means, in the version in force: the same words, if the case names an older version."""
    document = homes.get(name) or _older(name, case.organisation, library)
    if document is None:
        return None
    named = [clause for clause in document.clauses if means(clause)]
    if len(named) != 1 or name in homes:
        return named[0] if len(named) == 1 else None
    quoted = cited(named[0], document.policy)
    successors = [home for home in homes.values() if home.policy.slug == document.policy.slug]
    return next((found for home in successors if (found := same(quoted, home))), None)


def _older(name: str, organisation: str, library: Library) -> Document | None:
    try:
        return library.find(name, organisation)
    except UnknownName:
        return None


def _of_bank(
    known: Sequence[KnownQuestion], ruling: Sequence[Document], audience: Role, judge: Judge
) -> Iterable[Candidate]:
    mine = [entry for entry in known if entry.role in ("", audience.value)]
    for entry, clauses in zip(mine, places(mine, ruling), strict=True):
        if not clauses:
            continue
        verdict = Verdict(entry.verdict) if entry.verdict else judge(entry.question)
        if verdict in CHOICES and verdict is not Verdict.NOT_COVERED:
            yield Candidate(entry.question, verdict, "known", clauses[0], clauses[0].document)


def of(clause: Clause | None, ruling: Iterable[Document]) -> Cited | None:
    """A clause of the documents in force as a scenario keeps it."""
    if clause is None:
        return None
    return next(cited(clause, each.policy) for each in ruling if each.policy.document == clause.document)
