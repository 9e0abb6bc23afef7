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
FOLLOW_UP = re.compile(
    r"^\W*(?:and|but|so|what about|how about|what if|or|also|then|even|only|not|ok|okay|same|does that|is that|in that case|he|she|they|it|if)\b|\b(?:that|it|this|those|them|he|she|they|him|her)\b",
    re.IGNORECASE,
)
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
FIRST = re.compile(r"\b(?:i|we|me|us|my|i'm|im|i've)\b", re.IGNORECASE)
BINDS_OF_ROLE = {Role.STAFF: "staff", Role.PARENT: "parent", Role.PUPIL: "pupil", Role.TRAINER: "staff"}

EVERYDAY = (
    (r"\b(?:ex|former|old|past)[- ]?(?:pupil|student|kid)s?\b|\bused to (?:teach|go here)\b|\b(?:left|leaver|finished|graduated)\b[^.?]{0,20}\b(?:school|year|ago|us)\b|\b(?:past|old) (?:girl|boy)s?\b", "former pupils past pupils ex-pupil left the school"),
    (r"\b(?:friend request|add(?:ed|s|ing)?|follow(?:ed|s|ing)?(?: back)?|befriend|accept|unfriend)\b", "accept friend request follow personal social media account"),
    (r"\b(?:fb|insta(?:gram)?|snap(?:chat)?|tiktok|twitter|facebook|discord|youtube|whatsapp|linkedin|x)\b", "social media"),
    (r"\b(?:pics?|selfies?|snaps|photos?|photographs?|filming|filmed|videos?|footage)\b", "photos images photograph"),
    (r"\b(?:dm|dms|pm|message[sd]?|messaging|text(?:ed|ing|s)?|chat(?:ting)?|whatsapp(?:ed)?|contact(?:ed|s)?)\b", "communicate contact message"),
    (r"\b(?:moan(?:ed|ing)?|rant(?:ed|ing)?|slag(?:ged|ging)?|grumble|vent(?:ed|ing)?|complain(?:ed|ing)?|slate[ds]?|have a go)\b", "complain comments"),
    (r"\b(?:mobile|phone|iphone|smartphone|handset|smartwatch)s?\b", "mobile phone device"),
    (r"\b(?:boss|head|headteacher|principal|slt)\b", "headteacher senior leadership"),
    (r"\b(?:dsl|safeguarding lead)\b", "designated safeguarding lead"),
    (r"\b(?:kid|kids|bairn|lad|lass|class|child|children)\b", "pupils children"),
    (r"\b(?:mum|dad|mums|dads|mam|family|families)\b", "parents carers"),
    (r"\b(?:spy|snoop|watch(?:ed)?|see what|look at|track|check up)\b", "monitor"),
    (r"\b(?:laptop|ipad|tablet|chromebook|computer)s?\b", "device equipment"),
)  # fmt: skip
LEXICON = tuple((re.compile(pattern, re.IGNORECASE), words) for pattern, words in EVERYDAY)


def understand(question: Question) -> Understood:
    """Read a question in the light of those before it."""
    text = question.text.replace("’", "'")
    whole = _with_history(text, question.history)
    form = form_of(text) or (form_of(question.history[-1]) if question.history else None) or Form.PERMISSION
    version = VERSION.search(text)
    return Understood(
        search=f"{whole} {_formal_words(whole)}".strip(),
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
    """A short or pointing question is searched together with the one before it."""
    if not history:
        return text
    leans = len(text.split()) <= 6 or FOLLOW_UP.search(text)
    return f"{history[-1]} {text}" if leans else text


def _whose_rules(text: str, role: Role) -> str:
    named = SUBJECT.search(text)
    if named:
        return next((group for group, pattern in GROUPS if pattern.search(named["who"])), BINDS_OF_ROLE[role])
    return BINDS_OF_ROLE[role]


def _formal_words(text: str) -> str:
    """The words in which policies speak of what a question says in everyday ones."""
    return " ".join(words for pattern, words in LEXICON if pattern.search(text))
