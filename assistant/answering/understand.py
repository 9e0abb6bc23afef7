"""What a question asks for: its form, its subject, the version meant, and the words to search with."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from assistant.values import Question, Role


class Form(StrEnum):
    """What sort of answer the question wants."""

    PERMISSION = "permission"
    PROHIBITION = "prohibition"
    OBLIGATION = "obligation"
    FACT = "fact"


@dataclass(frozen=True, slots=True)
class Understood:
    """A question made ready: `search` are the words to look up, `binds` the group whose rules it asks about."""

    search: str
    form: Form
    binds: str
    version: str = ""
    previous: bool = False


PEOPLE = r"(?:i|we|you|they|he|she|it|one|my \w+|our \w+|the \w+|a \w+|an \w+|any \w+|staff|teachers?|parents?|pupils?|students?|children|kids|governors?|volunteers?|someone|anyone)"
PROHIBITION = re.compile(
    rf"\b(?:is|are|am|was|were|isn't|aren't)\b[^?.]{{0,60}}\b(?:banned|forbidden|prohibited|off limits|outlawed|against (?:the |our |your )?(?:rules?|policy|law))\b|\b(?:are|am|is) {PEOPLE} (?:not allowed|barred)",
    re.IGNORECASE,
)
DUTY_WORD = re.compile(
    rf"\b(?:have to|has to|need to|needs to|got to|gotta|required|compulsory|mandatory|obliged|supposed to|obligation|necessary|optional)\b|\b(?:must|should|shall|shouldn't|mustn't|need)\s+{PEOPLE}\b|^\W*(?:must|should|shall)\b",
    re.IGNORECASE,
)
FACT = re.compile(
    r"^\W*(?:and |so |but |ok(?:ay)?,? |also |hi,? |hello,? |please,? |pls |can you (?:please )?(?:tell|say|explain) (?:me )?|could you tell me |tell me |do you know |any idea )*(?:who|whom|whose|what|when|where|why|how|which|whats|whos|wheres)\b(?! if\b| about (?:if|when)\b)"
    r"|\b(?:who|what|when|where|how (?:long|many|much|often|soon|old|do|does|is|are|can|should)|which) [^?]{2,80}\?\s*$",
    re.IGNORECASE,
)
LEADS_ON = re.compile(
    r"^\W*(?:and|but|so|what about|how about|what if|or|also|then|even|only|not|ok|okay|same|does that|is that|in that case|he|she|they|it|if)\b",
    re.IGNORECASE,
)
POINTS_BACK = re.compile(r"\b(?:that|it|this|those|them|he|she|they|him|her)\b", re.IGNORECASE)
VERSION = re.compile(
    r"\b(?:(?:in|of|the|from|since|our|your)\s+)?(20\d\d)\b(?=[^.?]{0,30}\b(?:policy|version|rules?|edition|one)\b)|\b(?:policy|version|rules?)\b[^.?]{0,20}\b(20\d\d)\b",
    re.IGNORECASE,
)
PREVIOUS = re.compile(
    r"\b(?:old|previous|former|last|earlier|superseded|outgoing)\s+(?:version|policy|edition|rules)\b|\bbefore (?:it|the policy) (?:was )?(?:changed|updated|revised)\b",
    re.IGNORECASE,
)

GROUPS = (
    ("pupil", re.compile(r"\b(?:pupils?|students?|(?:my|our|the) (?:child|kid|son|daughter|lad|boy|girl|children|kids)|year \d+s?|children)\b", re.I)),
    ("parent", re.compile(r"\b(?:parents?|carers?|mums?|dads?|famil(?:y|ies)|guardians?)\b", re.I)),
    ("staff", re.compile(r"\b(?:staff|teachers?|tas?|teaching assistants?|employees?|colleagues?|volunteers?|governors?|trainees?)\b", re.I)),
)  # fmt: skip
SUBJECT = re.compile(
    rf"\b(?:can|could|may|might|must|should|do|does|are|is|shall|allowed|let)\s+(?:a |an |the |our |my |any )?(?P<who>{'pupils?|students?|child(?:ren)?|kids?|sons?|daughters?|parents?|carers?|mums?|dads?|staff|teachers?|governors?|volunteers?'})\b",
    re.IGNORECASE,
)
BINDS_OF_ROLE = {Role.STAFF: "staff", Role.PARENT: "parent", Role.PUPIL: "pupil", Role.TRAINER: "staff"}


def understand(question: Question) -> Understood:
    """Read a question in the light of those before it."""
    text = question.text.replace("’", "'")
    form = form_of(text) or (form_of(question.history[-1]) if question.history else None) or Form.PERMISSION
    version = VERSION.search(text)
    return Understood(
        search=_with_history(text, question.history),
        form=form,
        binds=_whose_rules(text, question.role),
        version=next((year for year in version.groups() if year), "") if version else "",
        previous=bool(PREVIOUS.search(text)),
    )


def form_of(text: str) -> Form | None:
    """The form of one question; None when its words don't show it."""
    if PROHIBITION.search(text):
        return Form.PROHIBITION
    if DUTY_WORD.search(text) and not FACT.search(text):
        return Form.OBLIGATION
    if FACT.search(text):
        return Form.FACT
    permission = r"\b(?:can|could|may|might|allowed|permitted|ok|okay|alright|fine|mind|harm|wrong|able|let|problem)\b"
    return Form.PERMISSION if re.search(permission, text, re.IGNORECASE) else None


def _with_history(text: str, history: tuple[str, ...]) -> str:
    """A question that leans on the one before it is searched together with it."""
    return f"{history[-1]} {text}" if history and _leans(text) else text


def _leans(text: str) -> bool:
    """Whether a question can't stand alone: it begins with "and", points back, or is too short to ask by itself."""
    words = len(text.split())
    if LEADS_ON.search(text) or words <= 3:
        return True
    return (words <= 12 and bool(POINTS_BACK.search(text))) or (words <= 6 and form_of(text) is None)


def _whose_rules(text: str, role: Role) -> str:
    named = SUBJECT.search(text)
    if named:
        return next((group for group, pattern in GROUPS if pattern.search(named["who"])), BINDS_OF_ROLE[role])
    return BINDS_OF_ROLE[role]
