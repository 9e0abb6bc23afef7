"""How the words look that answer a question of fact: a time, a sum, a person, a place."""

from __future__ import annotations


def _one_of(words: str) -> str:
    """An alternation of words; "_" stands for a space."""
    return f"(?:{'|'.join(words.split()).replace('_', ' ')})"


_NUMBER_WORDS = _one_of(
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen eighteen twenty "
    "thirty forty forty-five fifty sixty ninety"
)
_AMOUNT = rf"(?:\d[\d,]*(?:\.\d+)?|{_NUMBER_WORDS}\b|half an?\b|an?\b)"
_UNIT = _one_of(
    "seconds minutes? mins? hours? days? weeks? fortnights? months? terms? years? sessions? lessons? half[-_]terms?"
)
_WHOSE = (
    "(?:" + _one_of("school working calendar full clear whole academic teaching consecutive week further") + "[ -])*"
)
_TAIL = r"[^,;.|\t]{3,40}?(?= and\b| or\b| but\b| unless\b| if\b|[,;.|\t]|$)"
_AT_ONCE = r"\b(?:the same day|at once|immediately|straight away)\b"

DURATION = (
    rf"(?:{_one_of('within for after up_to at_least at_most no_more_than about')} "
    rf"(?:the (?:first|next|last) )?{_AMOUNT}|(?:the (?:first|next|last) )?\b(?!an? ){_AMOUNT})[ -]{_WHOSE}{_UNIT}\b"
    rf"|\bwithin (?:\d+|{_NUMBER_WORDS})\b|\b(?:until|the end of) {_TAIL}"
    rf"|\bfor ever\b|\bpermanently\b|\bthe next (?:working |school )?day\b|{_AT_ONCE}"
)

_HALF_DAY = r"(?: ?(?:[ap]m\b|[ap]\.m\.))"
_HOUR = rf"(?:\d{{1,2}}(?:[.:]\d\d)?{_HALF_DAY}|\d{{1,2}}[.:]\d\d(?! ?%)|noon|midday|midnight)"
CLOCK = rf"\b{_HOUR}(?: ?(?:to|and|–|-|until) ?{_HOUR})?|\b\d{{1,2}}(?:[.:]\d\d)? ?(?:to|and|–|-) ?{_HOUR}"
_MONTH = _one_of("January February March April May June July August September October November December")
_DATE = rf"(?:\b\d{{1,2}}(?:st|nd|rd|th)? {_MONTH}\b(?: \d{{4}})?|\b{_MONTH}\b(?: \d{{4}}\b)?(?: and {_MONTH})?)"
_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?"
_DAY = rf"\b(?:the )?(?:first |last |second )?{_WEEKDAY}\b(?: (?:mornings?|afternoons?|evenings?))?"
WHEN = (
    rf"(?:\b{_one_of('by from after before between in on at each every until within no_later_than')} )?"
    rf"(?:{CLOCK}|{_DATE}|{_DAY})"
    rf"|\b{_one_of('within after before by at_least no_later_than')} {_AMOUNT}[ -]{_WHOSE}{_UNIT}\b"
    rf"(?: (?:of|after|before) {_TAIL}| beforehand)?"
    rf"|\b{_AMOUNT} {_WHOSE}{_UNIT} (?:before|after|beforehand)\b"
    rf"|\b(?:by|at|before) the (?:end|start|beginning) of {_TAIL}"
    rf"|\b(?:each|every) (?:term|half[- ]term|year|week|morning|day|month)\b|{_AT_ONCE}"
)
_TURN = rf"(?:{_UNIT}|mornings?|nights?|{_MONTH}|{_WEEKDAY})"
OFTEN = (
    rf"\b(?:each|every)(?: (?:{_NUMBER_WORDS}|other|second|\d+))? (?:school |working )?{_TURN}\b"
    rf"|\b(?:once|twice|three times|four times) (?:a|an|each|every|per) (?:school )?{_TURN}\b"
    r"|\b(?:daily|weekly|fortnightly|monthly|(?:half-)?termly|yearly|annually)\b"
)

MONEY = (
    rf"(?:{_one_of('up_to over at_least no_more_than about')} )?(?:£\d[\d,]*(?:\.\d\d)?(?: ?(?:million|k))?"
    r"|\b\d+(?:\.\d+)?p\b|\b\d+(?:\.\d+)? ?(?:%|per cent|pence|pounds)\b|\bfree(?: of charge)?\b|\bno charge\b)"
    r"(?: (?:a|an|per|each|for each) (?!\w+ing\b)\w+)?"
)
_THING = r"(?: (?!(?:and|or|to|in|of|is|are|at|on|for|a|must|may|where|if)\b)[a-z][a-z-]*)"
COUNT = (
    rf"(?:{_one_of('up_to at_least at_most no_more_than more_than fewer_than only')} )?"
    rf"(?<![\w-])(?:\d[\d,]*|{_NUMBER_WORDS}|once|twice|none)\b(?! ?(?:pm|am)\b)(?![.:)\d-]){_THING}{{0,2}}"
)
MEASURE = (
    rf"(?:{_one_of('up_to at_least over under above below no_more_than')} )?\b(?:\d[\d,.]*\d|\d|{_NUMBER_WORDS})"
    rf"(?: ?{_one_of('cm mm kg km m g ml mb gb MB GB')}\b| ?°C"
    rf"| {_one_of('metres? miles? centimetres? millimetres? kilograms? kilos? litres? megabytes? gigabytes?')}\b)"
)
_YEARS = r"(?:[1-9]|1\d|2\d)"
AGE = (
    rf"\b(?:(?:under|over|at least|aged?|reaches) )?(?:the age of )?{_YEARS}"
    r"(?:(?:st|th|nd|rd) birthday| ?years? old\b| (?:or|and) (?:over|above|older|under|younger)\b)"
    rf"|\b{_one_of('neither_under none_under under over below aged? reaches turned turns the_age_of at')} {_YEARS}\b"
    r"(?! ?(?:pm|am|%|minutes|hours|days|weeks)|[.:]\d)"
)

_ROLE = _one_of(
    "[Hh]ead_?[Tt]eachers? [Hh]ead_of_[A-Z]\\w+(?:_[A-Z]\\w+)? [Pp]rincipals? [Dd]eput(?:y|ies)(?:_[Hh]eads?|_DSLs?)? "
    "[Cc]aretakers? [Gg]overnors [Gg]overning_[Bb]ody [Tt]rustees [Cc]lerk [Bb]ursar DSLs? SENDCo SENCo ALNCo "
    "[Mm]atron [Ff]irst_aiders? [Ll]ine_manager [Cc]lass_teachers? [Ff]orm_tutors? [Kk]ey_(?:person|worker) [Nn]urse "
    "[Rr]eceptionists? [Tt]reasurer [Cc]hair(?:_of_[A-Z]\\w+)? (?:\\w+_)?(?:manager|leader|officer) [Mm]anager "
    "[Ss]ite_team [Pp]olice [Ss]upervisors? [Ss]ecretary"
)
_OFFICE = (
    rf"(?!{_one_of('The An? If When In No All Any Each Every Only Where Our Your Staff Parents Pupils')} )"
    r"(?:[A-Z][\w'’-]+ (?:(?:and|of|for|&) )?){1,4}"
    + _one_of(
        "Manager Officer Lead Leader Director Co-?ordinator Secretary Committee Team Chair Governors? Trustees? "
        "Registrar Clerk Executive Services Supervisor Worker Nurse Office Desk Person Head Operator Administrator "
        "Technician Caretaker Teacher Treasurer Bursar Professional Conduct People Board Panel Centre Year"
    )
    + r"\b"
)
_NAME = r"(?:Mr|Mrs|Ms|Miss|Mx|Dr|Sir|Dame|Rev|Cllr)\.? [A-Z][\w'’-]+(?: [A-Z][\w'’-]+){0,2}"
_PERSON = rf"(?:{_NAME}|{_OFFICE}|\b{_ROLE}\b)"
WHO = (
    rf"{_PERSON}(?: of the {_PERSON}| \({_PERSON}\)|, {_NAME}"
    r"|: (?:[A-Z][\w'’-]+\.? )?[A-Z][\w'’-]+ [A-Z][\w'’-]+)?"
)
_SPOT = _one_of(
    "office reception foyer hall gate door desk room staffroom classroom car_park library yard playground "
    "cupboard safe website noticeboard bench cabin locker box tray fridge kitchen studio lounge bay lodge shed "
    "corridor page portal intranet folder drive register log drawer cabinet pouch entrance site field bin rack shelter"
)
PLACE = (
    rf"\b{_one_of('in at to into on from by behind outside inside beside')} "
    rf"{_one_of('the a an our your their its his her')} (?:[\w'’-]+ ){{0,3}}{_SPOT}(?:s|es)?\b"
    rf"|\b(?:in|at|on|use|to) (?:the )?(?:[\w'’-]+ )?{_SPOT}(?:s|es)?\b(?: [A-Z]?\d+\b)?|\bin [Rr]oom [A-Z]?\d+\b"
)
CONTACT = r"[\w.+-]+@[\w.-]+\w|\b0\d[\d ]{8,12}\d\b|\b(?:101|111|999)\b"
