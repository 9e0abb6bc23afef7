"""What a question asks for: its form, its subject, the version meant, and the words to search with."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from assistant.answering.message.follow_up import read_with
from assistant.answering.message.spelling import tidy
from assistant.dates import earliest, latest, parse
from assistant.models.texts import TURNS, question_text
from assistant.values import Question, Role


class Form(StrEnum):
    """What sort of answer the question wants."""

    PERMISSION = "permission"
    PROHIBITION = "prohibition"
    OBLIGATION = "obligation"
    FACT = "fact"


@dataclass(frozen=True, slots=True)
class Understood:
    """A question made ready: `search` are the words to look up, `binds` the group whose rules it asks about.

    `asked` is the question as the models read it, with the asker's role and the turns that it leans on. `day` is the
    time whose rules it asks about ("from February 2027", "back in 2025 could staff …"), of reduced precision.
    """

    search: str
    form: Form
    binds: str
    asked: str = ""
    version: str = ""
    previous: bool = False
    day: str = ""


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
PERMISSION = re.compile(
    r"\b(?:can|could|may|might|allowed|permitted|ok|okay|alright|fine|mind|harm|wrong|able|let|problem)\b",
    re.IGNORECASE,
)
RULE = re.compile(
    r"^\W*(?:[\w(][^.?!]{2,120}?\b)?(?:must|should|shall|(?<!in )(?<!of )(?<!this )may|will|are (?:not )?(?:required|permitted|allowed|expected|responsible)|is (?:not )?(?:required|permitted|allowed|expected|responsible|prohibited)|is (?:strictly )?(?:forbidden|banned))\b",
    re.IGNORECASE,
)
ASKER = re.compile(
    r"\?|\b(?:i|i'm|i've|i'd|i'll|me|my|mine|we're|we've|ok|okay|right|yeah|aren't|isn't|don't|can't|he|she|he's|she's|gonna|surely|lad|mum|dad|kid|kids|bloke|lol|tell me|wondering)\b"
    r"|^\W*(?:and |so |but )?(?:can|could|may|might|must|should|shall|do|does|did|is|are|am|will|would|have|has|who|what|when|where|which|why|how|what's|who's)\b",
    re.IGNORECASE,
)
SHORTEST_RULE = 8
"""Words. A shorter statement is a question in a hurry more often than a clause pasted."""
MONTHS = "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
VERSION = re.compile(
    r"\b(?:(?:in|of|the|from|since|our|your)\s+)?(20\d\d)\b(?=[^.?]{0,30}\b(?:policy|version|rules?|edition|one)\b)|\b(?:policy|version|rules?)\b[^.?]{0,20}\b(20\d\d)\b",
    re.IGNORECASE,
)
TIME = rf"(?P<time>(?:(?:{MONTHS})\s+)?20\d\d)\b"
THEN = re.compile(rf"\b(?:back )?in\s+{TIME}", re.IGNORECASE)
SENTENCE = re.compile(r"[.?!;]\s")
PAST = re.compile(r"\b(?:could|was|were|did|had|used to)\b", re.IGNORECASE)
FROM_THEN = re.compile(rf"\b(?:from|as of|as from|starting|beginning|once it's|after|in)\s+{TIME}", re.IGNORECASE)
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
    """Read a question in the light of those before it; spelling apart, one question is understood in one way."""
    text = tidy(question.text)
    before = read_with(text, tuple(tidy(turn) for turn in question.history[-TURNS - 1 :]))
    form = form_of(text) or (form_of(before[-1]) if before else None) or Form.PERMISSION
    version = VERSION.search(text)
    return Understood(
        search=" ".join((*before, text)),
        asked=question_text(text, question.role.value, before),
        form=form,
        binds=_whose_rules(text, question.role),
        version=next((year for year in version.groups() if year), "") if version else "",
        previous=bool(PREVIOUS.search(text)),
        day=_day_meant(text, question.as_of),
    )


def _day_meant(text: str, today: str) -> str:
    """The time before or after today whose rules a question asks about; "" when it asks about today's."""
    then = next((THEN.search(part) for part in SENTENCE.split(text) if PAST.search(part)), None)
    if then and (iso := parse(then["time"])) and latest(iso).isoformat() < today:
        return iso
    later = FROM_THEN.search(text)
    return iso if later and (iso := parse(later["time"])) and earliest(iso).isoformat() > today else ""


def form_of(text: str) -> Form | None:
    """The form of one question; None when its words don't show it. A clause pasted asks for itself: a fact."""
    if is_clause(text):
        return Form.FACT
    if PROHIBITION.search(text):
        return Form.PROHIBITION
    if DUTY_WORD.search(text) and not FACT.search(text):
        return Form.OBLIGATION
    if FACT.search(text):
        return Form.FACT
    return Form.PERMISSION if PERMISSION.search(text) else None


def is_clause(text: str) -> bool:
    """Whether a text asks nothing and reads like a rule: somebody in general must, may or will do something."""
    return len(text.split()) >= SHORTEST_RULE and not ASKER.search(text) and bool(RULE.search(text))


def _whose_rules(text: str, role: Role) -> str:
    named = SUBJECT.search(text)
    if named:
        return next((group for group, pattern in GROUPS if pattern.search(named["who"])), BINDS_OF_ROLE[role])
    return BINDS_OF_ROLE[role]
