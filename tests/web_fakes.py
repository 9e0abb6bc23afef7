"""A fake assistant for the web tests: one school, one policy in two versions, answers by keyword."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from assistant.comparing import Key, Says, Weighed
from assistant.errors import BadInput, UnknownName
from assistant.values import (
    Answer,
    Citation,
    Clause,
    Contact,
    Document,
    Notice,
    Organisation,
    Outcome,
    Policy,
    Status,
    Verdict,
)  # fmt: skip

TEXT = (
    "Phones & cameras\n\n1. Staff rules\n\nStaff must not:\n- lend a phone to a pupil;\n- charge phones in class.\n\n"
)
TEXT += "".join(f"{n}. Paragraph number {n} of this policy says little of note.\n\n" for n in range(2, 40))
TEXT += "40. Pupils may use a phone with <b>leave</b> of the office.\n"
SCHOOL = Organisation("gull-rock", "Gull Rock School", Contact("Ms Tern", "01234 1"), Contact("the office", "01234 2"))
SECRET = "staff-rota"


def _clause(address: str, words: str, stem: str = "") -> Clause:
    start = TEXT.index(words)
    label = f"{address.split('.')[0]}. Staff rules, bullet {address[-1]}"
    return Clause(
        "phones.md", address, label, words, start, start + len(words), headings=("1. Staff rules",), stem=stem
    )


LEND = _clause("1.b1", "lend a phone to a pupil;", "Staff must not:")
CHARGE = _clause("1.b2", "charge phones in class.", "Staff must not:")
LEAVE = _clause("40.s1", "Pupils may use a phone with <b>leave</b> of the office.")
NEW = Policy("gull-rock", "phones", "phones.md", "Phones & cameras", "2026-02", "2026-02", review="2026-03")
OLD = Policy("gull-rock", "phones", "phones-old.md", "Phones & cameras", "2024-09", "2024-09")
ROTA = Policy("gull-rock", SECRET, "rota.md", "Staff rota", "2026", "2026", audiences=("staff",))


def citation(clause: Clause, number: int = 1) -> Citation:
    """The clause cited as the pipeline would."""
    return Citation(
        number, "phones.md", NEW.id, NEW.title, NEW.version, Status.IN_FORCE, clause.clause, clause.label, 3,
        clause.stem, clause.text, clause.start, clause.end,
    )  # fmt: skip


class FakeLibrary:
    """Three documents of one school."""

    def organisations(self) -> tuple[Organisation, ...]:
        return (SCHOOL,)

    def policies(self, organisation: str | None = None, public: bool = False) -> tuple[Policy, ...]:
        if organisation not in (None, SCHOOL.slug):
            raise UnknownName(f"There is no organisation “{organisation}”.", "Known: gull-rock.")
        return tuple(each for each in (OLD, NEW, ROTA) if not public or each.audiences != ("staff",))

    def versions(self, organisation: str, public: bool = False) -> tuple[Policy, ...]:
        return self.policies(organisation, public)

    def find(self, document: str, organisation: str | None = None, public: bool = False) -> Document:
        found = [policy for policy in self.policies(organisation, public) if document in (policy.document, policy.id)]
        if not found:
            raise UnknownName(
                f"There is no document “{document}”.", "See what there is with `policy-assistant policies`."
            )
        [policy] = found
        return Document(policy, TEXT, (LEND, CHARGE, LEAVE))


@dataclass
class FakeAssistant:
    """Answers by keyword and notes the history it was handed."""

    library: FakeLibrary = field(default_factory=FakeLibrary)
    histories: list[tuple[str, ...]] = field(default_factory=list)

    def ask(
        self, text: str, *, organisation: str, role: str = "staff", as_of: str = "", document: str = "",
        history: Sequence[str] = (),
    ) -> Answer:  # fmt: skip
        self.library.policies(organisation)
        if as_of == "yesterday":
            raise BadInput("“yesterday” is not a date.", "Write it as 2026-11-20.")
        self.histories.append(tuple(history))
        return answer_to(text, role)

    def nearest(
        self, text: str, *, organisation: str, documents: Iterable[str], role: str = "staff", limit: int = 12
    ) -> tuple[Clause, ...]:
        """The clauses that share most words with the text."""
        asked, wanted = set(text.casefold().split()), frozenset(documents)
        clauses = [each for name in sorted(wanted) for each in self.library.find(name, organisation).clauses]
        ordered = sorted(clauses, key=lambda each: -len(asked & set(f"{each.stem} {each.text}".casefold().split())))
        return tuple(ordered)[:limit]

    def weigh(
        self, text: str, *, documents: Iterable[Key], role: str = "staff", as_of: str = "", history: Sequence[str] = ()
    ) -> Weighed:
        """Every document answers."""
        return Weighed(dict.fromkeys(documents, Says.ANSWERS), Verdict.NO)


def answer_to(text: str, role: str = "staff") -> Answer:
    """ "lend" gets a no, "hit" the safeguarding card, anything else is not covered."""
    base = {"id": "", "question": text, "organisation": "gull-rock", "role": role, "as_of": "2026-11-21"}
    if "hit" in text:
        card = "Tell Ms Tern today. In danger ring 999."
        notice = Notice("safeguarding", card)
        return Answer(**base, outcome=Outcome.SAFEGUARDING, verdict=Verdict.NOT_COVERED, answer=card, notices=(notice,))
    if "lend" not in text:
        return Answer(
            **base, outcome=Outcome.NOT_COVERED, verdict=Verdict.NOT_COVERED, answer="The policies do not say.",
            related=(citation(LEAVE),),
        )  # fmt: skip
    return Answer(
        **base, outcome=Outcome.ANSWERED, verdict=Verdict.NO, answer="No. Staff must not lend a phone to a pupil. [1]",
        citations=(citation(LEND), citation(CHARGE, 2)), related=(citation(LEAVE, 1),),
        notices=(Notice("review_overdue", "The review was due by March 2026."),), confidence=0.9,
    )  # fmt: skip
