"""The patterns of questions about one document: each must fit a whole question, in lower case and without fillers.

"§" stands for the words that name a document ("the phone policy"); see about.py.
"""

from __future__ import annotations

import re


def fitting(*patterns: str) -> tuple[re.Pattern[str], ...]:
    """The patterns, compiled."""
    return tuple(re.compile(pattern) for pattern in patterns)


NAMED = re.compile(
    r"""(?x)\b(?:the|this|that|our|your|their|its|last[ ]year's|my[ ]school's)[ ]
    (?P<name>(?:(?!(?:the|this|that|is|are|was|were|did|does|do|in|on|to|of|if|by|at|for|with|when|who|what|about|review
        |approval|date|owner|author|version|policy|document|next|change|changes|rules?|rule)\b)[\w'&/-]+[ ]){0,5}?)
    (?P<noun>policy|document|doc|(?:version|edition)(?![ ](?:number|of)\b)|sheet|procedure|code[ ]of[ ]conduct|code
        |handbook|guidance|guidelines|agreement|protocol|charter
        |statement)(?:[ ](?:document|policy|for[ ](?:staff|pupils|parents|students)))?\b"""
)
NEWEST = re.compile(
    r"\bis (?:this|it|that|§) (?:still )?(?:the|our|your) (?:most )?(?:latest|newest|current|recent|up)\b"
)

S = r"(?:§|it|this|this one|this thing|all this)"
V = (
    r"(?:reviewed|renewed|updated|revised|revisited|rewritten|redone|looked at|looked over|checked|refreshed|gone over"
    r"|replaced|amended)(?: again| next)?"
)
A = (
    r"(?:approved?s?|signed off|signs off|signed|agreed|adopted|adopts|ratified|ratifies|passed|okayed|authorised"
    r"|authorized|endorsed|sanctioned)"
)
BODY = r"(?:(?:the )?(?:governors|governing body|trustees|board|trust|school|head|committee|council)|they|you|we)"
DUE = (
    r"(?:next|due|going|set|supposed|meant|scheduled|expected|to|be|being|get|getting|need|up|come"
    r"|coming|for|a|its|again)"
)
VALID = r"(?:good|valid|in force|current|in date)"

FACTS: tuple[tuple[str, tuple[re.Pattern[str], ...]], ...] = (
    (
        "review",
        fitting(
            rf"when(?:'s|s| is| will| does| do you| are you| are we| are they| do they)? {S} (?:{DUE} )*{V}(?: by)?",
            rf"when(?:'s|s| is| will| does)? {S} (?:{DUE} )*(?:review|renewal|update|look|reviewing|updating|renewing)",
            rf"when(?:'s|s| is) {S} (?:next up|up next|next due|due)",
            rf"(?:what|which) (?:date|day|month|year) (?:is|will) {S} (?:{DUE} )*{V}",
            rf"when (?:do|will|are) (?:you|they|we|the governors) (?:next |going to |next going to )?"
            rf"(?:review|update|revise|look at|reviewing|updating) {S}(?: next| again)?",
            rf"when(?:'s|s| is) (?:the |its |§'s )?(?:next )?(?:review|renewal|review date|expiry date"
            rf"|expiry)(?: date)?"
            rf"(?: (?:of|for|on) {S})?(?: due| planned| happening)?",
            rf"(?:what(?:'s|s| is) )?(?:the |its )?(?:next review|review date|next review date|renewal date|expiry date"
            rf"|date of (?:the )?next review|review due date)(?: (?:of|for|on) {S})?",
            rf"(?:till|until|up to) when is {S} {VALID}(?: for| until)?",
            rf"how long is {S} {VALID}(?: for| until)?",
            rf"when (?:does|will) {S} (?:expire|run out|lapse|go out of date|stop being valid|need redoing)",
            rf"is {S} (?:over)?due(?: for| a| an| its)*(?: review| update| renewal)",
            r"is §'?s? (?:review )?overdue",
        ),
    ),
    (
        "cycle",
        fitting(
            rf"how (?:often|regularly|frequently) (?:is|are|does|do) {S} (?:get )?{V}",
            rf"how (?:often|regularly) (?:do|does|will) (?:you|they|we|the governors|the school|the head) "
            rf"(?:review|update|revise|look at) {S}",
        ),
    ),
    (
        "last",
        fitting(
            rf"when (?:was|were|did|has) {S} (?:(?:last|been|get|most recently) )*(?:{V}|changed|edited)(?: last)?",
            rf"when (?:did|was) {BODY} last (?:review|update|change|revise|look at) {S}",
            rf"when(?:'s|s| is| was) (?:the |its )?(?:last|latest|most recent) (?:review|update|change|revision)"
            rf"(?: (?:of|to|for) {S})?",
        ),
    ),
    (
        "approver",
        fitting(
            rf"(?:who|which (?:committee|body|board|person|governors?|people|group)|what committee)"
            rf"(?: at the top| exactly| actually)? (?:has |have )?{A} {S}(?: off)?",
            rf"who (?:was|is|has|were) {S} (?:been )?{A}(?: off)? by",
            rf"(?:by whom|by who) (?:was|is) {S} {A}",
            rf"(?:has|was|is) § (?:been )?(?:formally |officially |ever |actually )?{A}(?: off)?"
            r"(?: by (?:the )?[\w']+(?: [\w']+){0,3})?",
            r"(?:who(?:'s| is) )?(?:the )?approver(?: of §)?",
        ),
    ),
    (
        "approved",
        fitting(
            rf"when (?:was|were) {S} (?:first |originally |formally |finally |last )*(?:{A}|written"
            rf"|published|issued|released"
            r"|drawn up|produced|created|dated|brought out|brought in)(?: off| by [\w' ]{2,40})?",
            rf"when did {BODY} (?:approve|sign off|sign|agree|adopt|ratify|pass|authorise) {S}(?: off)?",
            rf"what(?:'s|s| is) the (?:approval )?date (?:of|on|for) {S}",
            rf"what date (?:is|was) {S}(?: (?:from|approved|agreed|adopted))?",
            rf"(?:what(?:'s| is) )?(?:the |its )?(?:approval date|date of approval)(?: of {S})?",
            r"what year is § from",
        ),
    ),
    (
        "start",
        fitting(
            r"when (?:did|does|will) § (?:first )?(?:come into (?:force|effect|operation|being)|take effect|start|begin"
            r"|come in|kick in|apply from|go live|become effective|start applying|start to apply)",
            r"when (?:did|does|will) (?:it|this) (?:come into (?:force|effect)|take effect|go live|apply from)",
            rf"when (?:was|is) {S} (?:in force|effective|valid|live)(?: from)?",
            rf"(?:from|since) when (?:has|is|does|did|was) {S} (?:been )?(?:in force|in effect|apply|valid|effective)",
            rf"how long has {S} been (?:in force|in effect|in place|current|around|running)",
            rf"(?:what(?:'s|s| is) )?(?:the |its )?(?:effective date|start date|commencement date)(?: of §| for §)"
            rf"|(?:what(?:'s|s| is) )?(?:the |its )?effective date(?: of {S})?",
        ),
    ),
    (
        "version",
        fitting(
            rf"(?:which|what) (?:version|edition)(?: number)?(?: of {S})?(?: is| are| am| do| does)?"
            rf"(?: {S}| in force| current| the (?:current|latest|newest)(?: one)?|"
            r" (?:you|we|i)(?: on| use| using| have| got| reading| looking at| answering from| working from)?)?",
            rf"(?:which|what) (?:version|edition)(?: of §)? (?:is|are) (?:{S} )?(?:now )?(?:in force"
            rf"|current|the current one)",
            r"(?:which|what) (?:version|edition)(?: of §)? applies",
            rf"what(?:'s|s| is) (?:the |its )?(?:version|version number|current version|latest version)(?: of {S})?",
        ),
    ),
    (
        "current",
        fitting(
            r"is § (?:(?:still|even|the|now|really) )*(?:current|valid|in force|up[- ]to[- ]date"
            r"|in date|out[- ]of[- ]date"
            r"|outdated|live|in effect|active|the current one|current one|in use|superseded"
            r"|(?:the )?latest(?: one| version)?)"
            r"(?: or .{1,30})?",
            r"is (?:it|this|this one) (?:still )?(?:current|valid|in force|up[- ]to[- ]date"
            r"|out[- ]of[- ]date|superseded)",
            r"does § still (?:apply|stand|count|hold)",
            r"is there (?:a|any) (?:newer|later|more recent) (?:policy|version|one|edition)(?: of (?:§|it|this))?",
            r"is (?:this|it|that) (?:still )?(?:the|our|your) (?:most )?(?:latest|newest|current"
            r"|recent|up[- ]to[- ]date)"
            r"(?: (?:version|policy|one|document|edition))?(?: of (?:it|the policy|this policy))?",
        ),
    ),
    (
        "author",
        fitting(
            rf"who (?:wrote|writes|made|created|drafted|drew up|produced|compiled|prepared"
            rf"|put together|owns|looks after"
            rf"|maintains|keeps up) {S}(?: up| together| up to date)?(?:, .{{1,20}})?",
            rf"who(?:'s|s| is| are| was) (?:the )?(?:author|owner|lead|person in charge|contact) (?:of|for|on) {S}",
            rf"who(?:'s|s| is| are| was) (?:in charge of|responsible for|accountable for|behind)"
            rf"(?: (?:keeping|updating|maintaining|writing|looking after))? {S}(?: up to date)?",
            r"whose (?:policy|document) is (?:this|it)|who(?:'s|s| is) the (?:policy owner|document owner)",
            r"who(?:'s|s| is| was) (?:§ (?:owner|author)|the (?:author|policy lead))",
            rf"who (?:was|is) {S} (?:written|drawn up|drafted|owned|produced) by",
        ),
    ),
    ("age", fitting(r"how old is (?:§|it|this|this one)(?: exactly)?")),
    (
        "title",
        fitting(
            rf"what(?:'s|s| is)? {S} (?:actually |officially )?called",
            r"what(?:'s|s| is) (?:the )?(?:proper |full |exact |official )?(?:name|title) of §",
            r"(?:what|which) (?:policy|document) (?:is this|am i (?:looking at|reading)|are we (?:in"
            r"|looking at|reading))",
        ),
    ),
)
