"""The one fact that a question leaves open and its deciding clause turns on, as a sentence to ask back."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.answering.message.spelling import tidy
from assistant.answering.understand import Form, form_of
from assistant.values import Clause, Modality

READ = 2000
"""Characters of a clause or a question that are looked at."""

AGE = re.compile(
    r"\b(?:(?:under|over|aged?|turns?|turned|reach(?:es|ed)?|at least|until|before|still)\s+(?:the age of\s+|they are\s+|aged\s+)?(?P<age>1[0-9]|2[0-5])\b(?!\s*(?:days?|weeks?|months?|minutes?|hours?|hrs|am|pm|%|[.:]\d|[A-Z][a-z]))"
    r"|(?P<birthday>1[0-9]|2[0-5])(?:st|nd|rd|th) birthday|(?P<years>1[0-9]|2[0-5]) years (?:old|of age))"
)
YEARS = re.compile(r"\byears? (?:groups? )?(?:1[0-3]|[1-9])\b|\bsixth[- ]form|\bkey stage [1-5]\b", re.IGNORECASE)
FORMER = re.compile(r"\b(?:former|ex|past|previous)[- ](?:pupil|student|learner)s?\b", re.IGNORECASE)
CURRENT = re.compile(
    r"\b(?:current|present)(?:ly)?\b|\bpast or present\b|\bpresent or (?:past|former)\b|\bon roll\b", re.IGNORECASE
)
HOURS = re.compile(
    r"\b(?:during|in|outside|within|out of|throughout)\s+(?:the |their |our |normal |paid )*(?:school|working|lesson|teaching|contact|office|core|directed)\s(?:hours|days?|time)\b"
    r"|\bduring (?:lessons|lesson time|the school day)\b",
    re.IGNORECASE,
)
DEVICE = re.compile(
    r"\b(?:personal(?:ly[- ]owned)?|own|private(?:ly[- ]owned)?|school(?:'s|[- ](?:owned|issued|provided))?|work|trust(?:'s)?) (?:mobile |smart)?(?:phones?|devices?|laptops?|tablets?|cameras?|equipment)\b",
    re.IGNORECASE,
)
CONSENT = re.compile(
    r"\b(?:with|without|unless|only with|only if|subject to|provided|has|have)\b[^.;]{0,60}?\b(?P<prior>written |prior )?(?P<kind>consent|permission|approval|agreement)\b",
    re.IGNORECASE,
)
SITE = re.compile(
    r"\b(?:only|except|unless|other than)\b[^.;]{0,30}?\b(?:on|off)[- ](?:the )?(?:school(?:'s)? )?(?:site|premises|grounds)\b|\b(?:on|off)[- ]site only\b",
    re.IGNORECASE,
)
MORE_THAN_ONE = re.compile(
    r"\b(?:other than|except|apart from|even (?:with|if|where|when)|without needing|(?:not|nor) (?:required|needed)|as long as|so long as|provided|never|both|nobody could|in (?:an )?emergency|as well as|or a court|planning permission)\b",
    re.IGNORECASE,
)
LIMIT = re.compile(
    r"\b(?:if|unless|except|only|until|provided|where|when|while|with|without|under|over|aged?|during|in|outside|within|on|off|own|personal|former|at least|before|still)\b",
    re.IGNORECASE,
)
NUMBER_OR_AGE = re.compile(
    r"\b\d{1,2}(?:yo)?\b|\b(?:adult|grown|teen\w*|eighteen|sixteen|nineteen|twenty|twenties|thirties|sixth form|primary|infants?|reception|nursery|prefect|toddler|baby|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|seven)teen|thirty|lower sixth|upper sixth|gcse)\b|\byear \d|\b[ps]\d\b"
)
PERSON_YOUNG = re.compile(
    r"\b(?:pupils?|students?|child|children|kids?|son|daughter|lads?|girls?|boys?|learners?|brother|sister|i|me)\b"
)
PUPIL = re.compile(r"\b(?:pupils?|students?|learners?|lad|girl|boy|kid)\b")
STANDING = re.compile(
    r"\b(?:former|ex|past|previous|old|current|present|left|leaver\w*|used to|taught|still|graduated|years? ago|my class|my form|our|year \d+|alumni|since|now)\b"
)
TIME_OF_DAY = re.compile(
    r"\b(?:lessons?|class|school day|school hours|working hours|lunch\w*|break\w*|dinner|playtime|after school|before school|evenings?|weekends?|nights?|holidays?|half term|tonight|saturday|sunday|home|morning|afternoon|o'clock|\d+ ?[ap]m|\d+[.:]\d\d|duty|trips?|always|ever|all day|till|mondays?|tuesdays?|wednesdays?|thursdays?|fridays?|maths|english|science|pe|assembly|in my own time|free period|ppa)\b"
)
THING = re.compile(
    r"\b(?:phones?|mobiles?|devices?|laptops?|tablets?|ipads?|cameras?|photos?|pictures?|film|video|record|whatsapp|text|message|call|ring)\b"
)
WHOSE_THING = re.compile(
    r"\b(?:my|own|his|her|their|personal|private|work|school|school's|trust|yours?|the office|issued|chromebook|class|official|nursery)\b"
)
AGREED = re.compile(
    r"\b(?:consent\w*|permission|permit\w*|approv\w*|agree\w*|signed|form|said (?:yes|ok|it's ok|it's fine|i can|we can|no)|says (?:yes|ok|it's ok|it's fine|i can|we can|no)|allow(?:s|ed) (?:me|us|him|her|it)|ok(?:'d|ayed)|writing|authori[sz]\w*|cleared|asked|without|sign|signs|sign off|letter|email\w*|say|a note|ticked)\b"
)
PLACE = re.compile(
    r"\b(?:on site|off site|site|premises|grounds|home|sofa|couch|bed|trips?|visit|gate|playground|car park|in town|street|park|in school|at school|school hall|classroom|class|corridor|hall|museum|coach|bus|beach|holiday)\b"
)


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact that rules turn on: where a clause turns on it, what a question must be about, and what settles it."""

    turns_on: re.Pattern[str]
    concerns: re.Pattern[str] | None
    told_by: re.Pattern[str]
    ask: str


ASKED = (Form.PERMISSION, Form.PROHIBITION)
FACTS = (
    Fact(AGE, PERSON_YOUNG, NUMBER_OR_AGE, "How old is the {who}: {age} or over, or younger?"),
    Fact(YEARS, PERSON_YOUNG, NUMBER_OR_AGE, "Which year group is the pupil in?"),
    Fact(FORMER, PUPIL, STANDING, "Is this a current pupil or a former one?"),
    Fact(HOURS, None, TIME_OF_DAY, "Is this during school hours or outside them?"),
    Fact(DEVICE, THING, WHOSE_THING, "Is it a personal device or one that belongs to the school?"),
    Fact(CONSENT, None, AGREED, "Has {prior}{kind} been given?"),
    Fact(SITE, None, PLACE, "Is this on the school site or away from it?"),
)


def missing_fact(question_text: str, clause: Clause) -> str | None:
    """The sentence to ask back when the clause turns on just one fact that the question leaves open; else None."""
    question = tidy(question_text[:READ])
    if clause.modality in (Modality.STATES, Modality.DEFINES) or form_of(question) not in ASKED:
        return None
    words = f"{clause.stem} {clause.text}"[:READ]
    if not LIMIT.search(words) or MORE_THAN_ONE.search(words):
        return None
    turning = [(fact, found) for fact in FACTS if (found := _turns_on(fact, words))]
    still_open = [(fact, found) for fact, found in turning if not fact.told_by.search(question)]
    if len(still_open) != 1:  # with two conditions open, the answer to one of them settles nothing
        return None
    fact, found = still_open[0]
    if fact.concerns and not fact.concerns.search(question):
        return None
    return _sentence(fact, found, words)


def _turns_on(fact: Fact, words: str) -> re.Match[str] | None:
    """Where the clause turns on the fact; a rule for former and current pupils alike turns on neither."""
    if fact.turns_on is FORMER and CURRENT.search(words):
        return None
    return fact.turns_on.search(words)


def _sentence(fact: Fact, found: re.Match[str], words: str) -> str:
    parts = {name: value or "" for name, value in found.groupdict().items()}
    age = parts.get("age") or parts.get("birthday") or parts.get("years") or ""
    who = "former pupil" if FORMER.search(words) else "pupil"
    prior, kind = parts.get("prior", "").lower(), parts.get("kind", "").lower()
    return fact.ask.format(age=age, who=who, prior=prior, kind=kind)
