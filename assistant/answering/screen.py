"""First step: what must be known before any index is touched. Rules alone, so it works when all else is broken."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.answering.concerns import is_concern
from assistant.answering.languages import foreign_language
from assistant.values import Outcome

LONGEST_QUESTION = 2000
"""Characters. The longest of 14,700 hand-written questions has under a thousand."""

EMPTY = "The question is empty. Type a question about a policy, for example: “May staff use their own phones in class?”"
TOO_LONG = f"The question is longer than {LONGEST_QUESTION:,} characters. Ask it again in a sentence or two."
FOREIGN = (
    "This question seems to be in {language}. Questions can be answered in English only: ask it in English, or {ask}."
)
INSTRUCTION = (
    "This asks the assistant to do something other than look up a policy, so it was not carried out. "
    "Ask what a policy says, in a sentence or two."
)
GREETING = "Type a question about a policy, for example: “Can I accept a friend request from a former pupil?”"

INSTRUCTIONS = re.compile(
    r"\b(ignore|disregard|forget|override|bypass)\b[^.?!]{0,40}\b(instruction|prompt|rules? (above|you)|guideline|programming|polic(y|ies)\b[^.?!]{0,25}\b(say|answer|tell|reply))"
    r"|\b(system|hidden|initial|developer) (prompt|message|instructions?)\b"
    r"|\byou are (now|no longer)\b|\bact as (an?|if|my)\b|\bpretend (to be|that|you)\b|\bjailbreak|\bDAN mode\b"
    r"|\b(just )?(say|answer|reply|respond)( with)? (only )?[\"'“‘]?(yes|no)[\"'”’]? (no matter|whatever|regardless|to everything)"
    r"|\b(print|reveal|repeat|show|output|dump)\b[^.?!]{0,30}\b(your (prompt|instructions|rules|password)|api key|database|everything above)"
    r"|<\s*/?\s*(script|system|img|iframe)\b|\bdrop table\b|\bend of (document|context)\b",
    re.IGNORECASE,
)
GREETINGS = re.compile(
    r"^\W*(hi|hello|hey|hiya|good (morning|afternoon|evening)|thanks?( you)?|cheers|ta|ok(ay)?|bye|test(ing)?|help)"
    r"(\s+(there|all|again|everyone|so much|very much))?\W*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Screened:
    """What the screen found: an outcome that stops the question, its sentence, and whether it tells of a concern."""

    stop: Outcome | None = None
    sentence: str = ""
    concern: bool = False


def screen(text: str, ask: str) -> Screened:
    """Screen a question. `ask` says whom to ask instead ("ask the school office")."""
    if is_concern(text):
        return Screened(concern=True)
    if not text.strip():
        return Screened(Outcome.REFUSED_INPUT, EMPTY)
    if len(text) > LONGEST_QUESTION:
        return Screened(Outcome.REFUSED_INPUT, TOO_LONG)
    if INSTRUCTIONS.search(text):
        return Screened(Outcome.REFUSED_INPUT, INSTRUCTION)
    if GREETINGS.match(text) or not re.search(r"[^\W\d_]{2}", text):
        return Screened(Outcome.UNCLEAR_QUESTION, GREETING)
    if language := foreign_language(text):
        return Screened(Outcome.REFUSED_INPUT, FOREIGN.format(language=language, ask=ask))
    return Screened()
