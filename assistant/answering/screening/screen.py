"""First step: what must be known before any index is touched. Rules alone, so it works when all else is broken."""

from __future__ import annotations

import logging
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant import personal
from assistant.answering.message.pasted import without_mail
from assistant.answering.screening.concerns import is_concern
from assistant.answering.screening.languages import foreign_language
from assistant.answering.screening.small_talk import small_talk
from assistant.answering.screening.tellings import Tells
from assistant.values import Outcome

logger = logging.getLogger(__name__)

LONGEST_QUESTION = 2000
"""Characters. The longest of 14,700 hand-written questions has under a thousand."""
LONGEST_MAIL = 20_000
"""Characters of a pasted e-mail whose own words may still be a question."""

EMPTY = "The question is empty. Type a question about a policy, for example: “May staff use their own phones in class?”"
TOO_LONG = f"The question is longer than {LONGEST_QUESTION:,} characters. Ask it again in a sentence or two."
PERSONAL = (
    "The question seems to hold {kind}, so it was not looked up and nothing of it was kept. "
    "Take it out and ask again; {enough}."
)
EARLIER = (
    "An earlier question of this conversation seems to hold {kind}, so nothing was looked up or kept. "
    "Begin a new conversation and ask without it; {enough}."
)
FOREIGN = (
    "This question seems to be in {language}, and only questions in English can be answered: ask it in "
    "English, or {ask}."
)
INSTRUCTION = (
    "This asks the assistant to do something other than look up a policy, so it was not carried out. "
    "Ask what a policy says, in a sentence or two."
)
GREETING = "Type a question about a policy, for example: “Can I accept a friend request from a former pupil?”"

TOLD = r"(?:^\W*|[.!?,;:]\s*|\b(?:now|please|and|then|can you|could you|you (?:must|should|will|can)|want you to) )"
INSTRUCTIONS = re.compile(
    r"\b(ignore|disregard|forget|override|bypass)\b[^.?!]{0,40}\b(instruction|prompt|rules? (above|you)|guideline|programming|polic(y|ies)\b[^.?!]{0,25}\b(say|answer|tell|reply))"
    r"|\b(forget|ignore|disregard) (everything|all|what) (that |of )?(you|above|before|was said)"
    r"|^\W*(please )?(ignore|override|bypass|disregard) (the|your|all|any) (polic(y|ies)|rules?|filters?)\b"
    r"|\b(system|hidden|initial|developer) (prompt|message|instructions?)\b(?! (on|of|from) (the|my|a))|\bnew instructions?\s*:"
    rf"|\byou are (now|no longer)\b|{TOLD}act as (an?|if|my)\b|{TOLD}(pretend (to be|that|you|ur|u r|your|it)\b|role-?play)\b|\bjailbreak"
    r"|\b(DAN|developer|god|admin) mode\b|\bdo anything now\b|\bfrom now on,? (you|answer|reply|only|always)\b"
    r"|\b(just )?(say|answer|reply|respond)( with)? (only )?[\"'“‘]?(yes|no)[\"'”’]? (no matter|whatever|regardless|to (everything|(every|all|any) (question|thing)))"
    r"|\byou (must|will|should|shall) (only |always |now )?(say|answer|reply|respond)( with)? [\"'“‘]?(yes|no|ok)\b|^\W*(just )?(say|answer|reply) [\"'“‘]?(yes|no|ok)\W*$"
    r"|^\W*(please |just )?say (that )?[^?]{3,80} even (if|though) (the|your) (polic|rule)"
    r"|\b(print|reveal|repeat|show|output|dump)\b[^.?!]{0,30}\b(your (prompt|instructions|rules|password)|api key|database|everything above|(text|words|lines) above)"
    r"|^\W*(please )?(reveal|leak|dump) |\b(give|tell|show) (me|us) (the |your )?(admin|root|database|server) (password|login|key)|\bwhat were you told\b"
    r"|<\s*/?\s*(script|system|img|iframe|policy|document|context|instructions?)\b|^\W*(system|assistant|developer)\s*:|\bdrop table\b|\bend of (document|context)\b",
    re.IGNORECASE,
)
GREETINGS = re.compile(
    r"^\W*(hi|hello|hey|hiya|good (morning|afternoon|evening)|thanks?( you)?|cheers|ta|ok(ay)?|bye|test(ing)?|help)"
    r"(\s+(there|all|again|everyone|so much|very much))?\W*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Screened:
    """What the screen found: an outcome that stops the question, its sentence, and whether it tells of a concern.

    `question` is what every later step sees of it: without personal data and postcodes, and no longer than it may be.
    """

    stop: Outcome | None = None
    sentence: str = ""
    concern: bool = False
    question: str = ""


def screen(
    text: str,
    ask: str,
    tells: Tells | None = None,
    own: personal.Numbers = personal.NOBODY,
    history: Sequence[str] = (),
) -> Screened:
    """Screen a question. `ask` says whom to ask instead ("ask the school office"); `tells` is the trained model's view
    of whether it tells of someone at risk, heard where the rules find nothing. `own` are the organisation's published
    contacts; `history` the questions asked before. A concern that holds personal data is a concern and refused."""
    bare = personal.withheld(text, own)
    asked = _in_question_length(bare)
    concern = is_concern(text) or (asked != text and is_concern(asked)) or _also_tells(bare, tells)
    if refusal := _personal(text, () if concern else history, own):
        return Screened(Outcome.REFUSED_INPUT, refusal, concern, asked)
    return replace(Screened(concern=True) if concern else _unfit(asked, ask), question=asked)


def _in_question_length(text: str) -> str:
    """The text; of one that only the e-mail around its question makes too long, the writer's own words."""
    # With a line that is too long by itself it stays so: what is looked for in a line takes longer the longer it is.
    if not LONGEST_QUESTION < len(text) <= LONGEST_MAIL or max(map(len, text.splitlines())) > LONGEST_QUESTION:
        return text
    return without_mail(text)


def _personal(text: str, history: Sequence[str], own: personal.Numbers) -> str:
    """Why a question with personal data is refused; "" where neither it nor those before it hold any."""
    if kind := personal.found(text, own):
        return PERSONAL.format(kind=kind, enough=personal.SAYS_ENOUGH)
    kind = next(filter(None, (personal.found(turn, own) for turn in history)), "")
    return EARLIER.format(kind=kind, enough=personal.SAYS_ENOUGH) if kind else ""


def _unfit(text: str, ask: str) -> Screened:
    """What stops a question that is nobody's trouble and holds nobody's data."""
    if not text.strip():
        return Screened(Outcome.REFUSED_INPUT, EMPTY)
    if len(text) > LONGEST_QUESTION:
        return Screened(Outcome.REFUSED_INPUT, TOO_LONG)
    if INSTRUCTIONS.search(text):
        return Screened(Outcome.REFUSED_INPUT, INSTRUCTION)
    if GREETINGS.match(text) or not re.search(r"[^\W\d_]{2}", text):
        return Screened(Outcome.UNCLEAR_QUESTION, GREETING)
    if talk := small_talk(text):
        return Screened(Outcome.OUT_OF_SCOPE, talk.format(ask=ask))
    if language := foreign_language(text):
        return Screened(Outcome.REFUSED_INPUT, FOREIGN.format(language=language, ask=ask))
    return Screened()


def _also_tells(text: str, tells: Tells | None) -> bool:
    """What the trained model says; one that fails is logged, and the rules' word stands."""
    if tells is None:
        return False
    try:
        return tells(text)
    except Exception:
        logger.exception("The telling model failed; the safeguarding screen went by its rules alone.")
        return False
