"""The patterns of questions about what changed, what policies mention and which there are; see patterns.py."""

from __future__ import annotations

from assistant.answering.short.patterns import fitting

BEFORE = (
    r"(?: (?:since|from|after|over|between|in|than|to|with|and|compared (?:to|with)|versus|vs|on)"
    r" (?:§|(?:the )?20\d\d(?:(?:'s)? (?:one|version|policy|edition))?|last year(?:'s)?(?: one"
    r"| version| policy)?|last time"
    r"|(?:the|your|our) (?:old|last|previous|earlier|former) (?:one|version|policy|edition|rules?)|before|then))"
)
NEW = (
    r"(?:new|different|changed?|changes|differences?|updates?|updated|altered|amended|amendments|added|removed|dropped"
    r"|taken out|revised)"
)
RULE = r"(?:the |our |your |its )?(?P<topic>[\w'-]+(?: [\w'-]+){0,3} )?(?:rules?|clauses?)"
CHANGES = fitting(
    rf"what(?:'s|s| is| are| was| were| has| have)? (?:been )?(?:the )?(?:main |key |biggest )?{NEW}"
    rf"(?: (?:in|to|about|with|between|for|on|from) §)?(?: and §)?(?: this year| this time)?{BEFORE}*",
    rf"what(?:'s|s| is| are| was| were| has| have)? (?:been )?(?:the )?(?:main )?{NEW} (?:in|to|about|with"
    rf"|on) {RULE}{BEFORE}*",
    rf"what(?:'s|s| is| has)? (?:been )?{NEW} (?:about|on|for|with) (?P<topic>[\w'-]+(?: [\w'-]+)?)(?: in §)?"
    rf" (?:since|from) (?:§|20\d\d)",
    rf"what(?:'s|s| is| has)? (?:been )?{NEW} (?:about|on|for|with) (?P<topic>[\w'-]+(?: [\w'-]+)?) in §{BEFORE}*",
    rf"(?:did|has|have|does|is|are|was|were|will) (?:§|{RULE}(?: (?:on|about|for"
    rf"|around) (?P<about>[\w'-]+(?: [\w'-]+){{0,2}}))?)"
    rf" (?:be |been |any )?(?:chang(?:e|ed|ing)|updated|different|altered|revised|amended|rewritten){BEFORE}+",
    rf"(?:did|has|have) {RULE}(?: (?:on|about|for"
    rf"|around) (?P<about>[\w'-]+(?: [\w'-]+){{0,2}}))? (?:been )?chang(?:e|ed)"
    rf"(?: at all)?{BEFORE}*",
    rf"(?:has|did) (?:anything|much|something) (?:been )?chang(?:e|ed)(?: (?:in|about) §{BEFORE}*|{BEFORE}+)",
    rf"what changes? (?:was|were|has been|have been) made (?:in|to) §{BEFORE}*|what did § change",
    rf"(?:are there |were there )?any (?:recent |new )?(?:changes|updates) (?:to|in) §{BEFORE}*",
    r"compare (?:the )?20\d\d (?:and|with|to) (?:the )?20\d\d (?:policies|versions|rules)",
    rf"(?:did|has) § (?:been )?(?:change|changed|updated|revised){BEFORE}*(?: (?:much|lately|recently|this year))?",
    rf"how (?:has|have|did|does|is|are) (?:§|{RULE}) (?:been )?(?:change|changed|differ|different){BEFORE}*",
    rf"(?:(?:list|show(?: me)?|what are) )?(?:the )?(?:main )?(?:differences?|changes) (?:between|in"
    rf"|to|from) §(?: and §)?{BEFORE}*",
    rf"(?:which|what) (?:rules|clauses|bits|parts)(?: (?:of|in) §)? (?:have |has |were |are )?(?:been )?{NEW}{BEFORE}*",
    r"compare §(?: (?:with|to|and) (?:§|the (?:old|last|previous) (?:one|version)|20\d\d))",
)

OF_OURS = r"(?:(?: of)?(?: (?:our|your|the|these|this school's|the school's|school|all|other|existing))*)"
POLICIES = r"(?:policies|policy|documents?|docs?)"
SAY = (
    r"(?:mentions?|talks? about|covers?|says? (?:(?:anything|something) )?(?:about|on)|deals? with|refers? to|includes?"
    r"|contains?|touch(?:es)? on|speaks? (?:of|about)|discuss(?:es)?"
    r"|(?:is|are) about|ha(?:s|ve) (?:the word|anything (?:on|about)|something (?:on|about)|rules (?:on|about|for)))"
)
TOPIC = r"(?:the words? |anything (?:on|about) )?([\w'\"“”&./-]+(?: [\w'\"“”&./-]+){0,4})"
MENTIONS = fitting(
    rf"(?:which|what){OF_OURS} {POLICIES}(?: (?:do|does|would|actually|all))* {SAY} {TOPIC}",
    rf"(?:do|does|did) (?:any|either|some){OF_OURS} {POLICIES} (?:(?:also|actually|even) )?{SAY} {TOPIC}",
    rf"(?:is|are) {TOPIC} (?:mentioned|covered|talked about|dealt with) (?:in|by) (?:any|which){OF_OURS} {POLICIES}",
    rf"(?:find|list|show(?: me)?|give me) (?:(?:all|every|the|any) )*{OF_OURS} ?{POLICIES} (?:that "
    rf"|which |to )?{SAY} {TOPIC}",
    rf"where (?:else )?(?:do|does|in) (?:our|your|the) policies {SAY} {TOPIC}",
    rf"(?:in )?which{OF_OURS} {POLICIES} (?:is|are) {TOPIC} (?:mentioned|covered|talked about|in)",
    rf"(?:do|does) (?:our|your|the)(?: school)? (?:policies) {SAY} {TOPIC}",
    rf"(?:is there|do we have) anything (?:about|on) {TOPIC} in (?:our|any|the|your)(?: of)?(?: (?:our|the"
    rf"|your))? policies",
    rf"(?:search|look through) (?:(?:all|our|the|your|through) )*policies for {TOPIC}",
)
SHORT_TOPIC = r"([\w'&-]+(?: [\w'&-]+){0,2})"
SCHOOL_HAS = r"(?:is there|are there|do (?:we|you) have|have (?:we|you) got|does (?:the|this|our) school have)"
HAVE = fitting(
    rf"{SCHOOL_HAS} (?:a|an|any) (?:policy|policies) (?:on|about|for|covering) {SHORT_TOPIC}",
    rf"{SCHOOL_HAS} (?:a|an|any) {SHORT_TOPIC} (?:policy|policies)",
)
LIST = fitting(
    r"(?:what|which) (?:policies|documents)(?: (?:do|does|are|have|can|could))?(?: (?:we|you|i"
    r"|the school|this school|there))?"
    r"(?: (?:have|got|there|ask(?: you)? about|hold|here|in force|look at|see|search|know|know about|cover|answer from"
    r"|get at))?(?: here| in force)?",
    r"(?:(?:please )?(?:list|show|give)(?: me| us)? )(?:all )?(?:of )?(?:the |our |your )?(?:school )?policies"
    r"(?: (?:you|we) have)?",
    r"(?:(?:what are |see )?(?:all )?(?:the |our |your )(?:school )?policies|policy list)",
    r"(?:(?:can|could|may) (?:i|we|you) (?:see|have|get|show me|give me) )?(?:a "
    r"|the )?list of (?:all )?(?:the |our |your )?"
    r"policies",
    r"how many policies (?:do (?:we|you) have|are there|have (?:we|you) got)(?: in force)?",
)
