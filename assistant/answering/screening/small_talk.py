"""What is said to the assistant rather than asked of a policy: thanks, "who are you", insults, jokes, sums, weather.

A narrow list of sure signs that must fit the whole message; a question about a policy is never declined here.
"""

from __future__ import annotations

import re

THANKS = "You are welcome. Ask about another policy at any time, for example: “Can parents take photos at sports day?”"
WHO = (
    "This is an automatic assistant, not a person: it looks up what this school's policies say and quotes the rule. "
    "Ask it, for example: “May staff use their own phones in class?”"
)
CALM = (
    "That can't be answered here. If something has gone wrong, {ask}; a question about a policy can be "
    "asked at any time."
)
ELSEWHERE = (
    "That is not something a school policy says. Ask here what a policy allows or requires; for anything else, {ask}."
)

FILLERS = re.compile(
    r"^(?:(?:hi|hello|hey|please|pls|so|ok|okay|and|but|can you|could you|would you|will you|can u|i want you to"
    r"|i need you to|do you know|tell me)\b[\s,!.]*)+"
)
TAIL = re.compile(r"(?:[\s,]+(?:please|pls|plz|for me|thanks|thank you|mate))+$")
SPOKEN = (
    r"(?:hi|hiya|hello|hey|yo|good (?:morning|afternoon|evening)|morning|thanks?|thank you|thank u|thx|ty"
    r"|cheers|ta|great"
    r"|brilliant|lovely|perfect|super|nice one|nice|cool|ok|okay|bye|goodbye|see you|good ?night|so much"
    r"|very much|a lot"
    r"|a million|for (?:that|this|your help|the help|all your help|your time|letting me know"
    r"|the info(?:rmation)?)|mate|all"
    r"|again|there|everyone|team|that(?:'s| is| was) (?:really |very |so )?(?:helpful|great|brilliant"
    r"|useful|all|it|perfect"
    r"|kind|clear)|(?:really|very|so) helpful|have a (?:good|nice|great|lovely) (?:day|weekend|evening"
    r"|one)|you too|got it"
    r"|understood|no worries|nothing else|all good|that helps|appreciated|much appreciated|i hope you are well"
    r"|hope you(?:'re| are) well)"
)
TRAILER = r"(?:all|again|there|everyone|team|mate|a lot|so much|very much|a million|for)"
COURTESY = re.compile(rf"(?!{TRAILER}\b){SPOKEN}(?:[\s,.!]+(?:and )?{SPOKEN})*")
BOT = (
    r"(?:a |an )?(?:real |actual )?(?:robot|bot|chatbot|human|person|ai|computer|machine|man|woman|chatgpt"
    r"|real|alive|siri|alexa)"
)
ABOUT = re.compile(
    rf"(?:who|what) (?:are|r) (?:you|u)(?: then| exactly)?|what(?:'s| is) your name|who (?:made|built|created|runs) you"
    rf"|(?:are|r) (?:you|u) {BOT}(?: or {BOT})?|am i (?:talking|speaking|chatting) (?:to|with) {BOT}(?: or {BOT})?"
    r"|how are (?:you|u)(?: (?:today|doing))?|what (?:can|do) you do|what can i ask(?: you| here| this)?(?: about)?"
    r"|what (?:can|do) (?:you|u) (?:help|know)(?: (?:me )?(?:with|about))?|how do (?:you|u) work"
    r"|how do i use (?:you|this)(?: thing)?|what are you for"
    r"|how can you help(?: me)?|can you help(?: me)?|help(?: me)?(?: please)?"
)
RUDE = (
    r"(?:useless|stupid|dumb|thick|rubbish|crap|shit|shite|pants|an idiot|a moron|idiot|moron|pathetic"
    r"|a joke|trash|garbage"
    r"|a waste of (?:time|space)|annoying|ugly|wank|bollocks|terrible|awful|the worst|(?:a )?(?:wanker|twat|prick|dick"
    r"|knob|bitch|cunt|bastard|loser|arsehole))"
)
VERY = r"(?:so |really |fucking |bloody |absolutely |such |totally |utterly |just |completely )*"
IT = r"(?:you(?:'re| are|r|re)?|u(?: r| are)?|ur|this (?:bot|assistant|chatbot|ai)(?: is|'s)?)"
ABUSE = re.compile(
    rf"{IT} {VERY}{RUDE}(?: (?:bot|robot|machine|thing|idiot|assistant))?|{VERY}{RUDE} (?:bot|robot|machine"
    rf"|assistant|app|ai)"
    r"|(?:oh )?(?:just )?(?:f+u+c+k+|f\*+k?|fck) (?:off|you|u|this)(?: \w+)?|(?:piss|sod|bugger|eff|naff) off"
    r"|shut (?:up|it|your (?:face|mouth))|(?:you |u )?(?:fucking )?(?:wanker|twat|prick|dickhead|bellend"
    r"|cunt|arsehole)s?"
    r"|(?:i )?hate (?:you|u|this (?:bot|assistant))|(?:suck|lick|eat) (?:it|my \w+)|go to hell|get (?:lost|stuffed)"
    r"|(?:fuck|shit|bollocks|wtf|ffs)+"
)
WRITING = r"(?:poem|song|rap|haiku|limerick|story|essay|sonnet|joke|riddle|cover letter|cv|python script|code|program)"
SUBJECT = r"(?:maths?|english|history|science|french|spanish|german|physics|chemistry|biology|geography)"
NUMBER = r"\d+(?:[.,]\d+)?"
COUNTRY = (
    r"(?:england|britain|the uk|the united kingdom|america|the usa?|france|scotland|wales|spain"
    r"|the united states)"
)
ELSEWHERE_SIGNS = re.compile(
    r"(?:what(?:'s| is| will)?(?: be)? )?(?:the )?weather(?: forecast)?(?: be)?(?: like)?(?: (?:in|for|at|on) \w+)?"
    r"(?: (?:today|tomorrow|this weekend|this afternoon|now))?"
    r"|(?:is it|will it|is it going to|is it gonna) (?:be )?(?:rain|snow|sunny|raining|snowing|rainy)"
    r"(?: (?:today|tomorrow|tonight|this \w+))?"
    rf"|(?:write|compose|make up|generate|draft) (?:me|us) (?:a |an |some |my )?(?:\w+ )?{WRITING}\b.{{0,80}}"
    rf"|(?:write|compose|make up|generate) (?:a|an) (?:\w+ )?{WRITING} (?:about|on) .{{2,60}}"
    r"|(?:tell|give|sing|play) (?:me|us) (?:a |another )?(?:\w+ )?(?:joke|riddle|story|fun fact"
    r"|song)(?: about .{1,40})?"
    r"|(?:tell )?(?:a |another )joke"
    rf"|(?:help me with|help with|do|solve|answer|finish) my (?:{SUBJECT} )?(?:homework|essay|coursework)(?: question)?"
    rf"|(?:what(?:'s| is) |calculate |work out |how much is )?{NUMBER}(?: ?(?:[-+*/x×÷^]|plus|minus|times|divided by)"
    rf" ?{NUMBER})+ ?=?|(?:what(?:'s| is) )?the square root of \d+|solve [\dx+*/=^ ()-]+"
    r"|(?:what(?:'s| is) )?(?:the )?capital(?: city)? of [a-z ]{3,20}"
    rf"|who (?:is|was) (?:the )?(?:president|prime minister|king|queen)(?: of {COUNTRY})(?: now)?"
    r"|who (?:is|was) (?:the )?(?:prime minister|pope)(?: now)?"
    r"|who won (?:the )?(?:world cup|premier league|cup final|fa cup|grand national|euros?|super bowl).{0,30}"
    r"|how (?:tall|high|far|big|deep) (?:is|away is) (?:the )?(?:mount everest|everest|moon|sun|eiffel tower|earth)"
    r"|what(?:'s| is) the (?:meaning of life|time(?: now)?|date today)|what (?:time|day) is it(?: now| today)?"
    r"|translate (?:hello|this|the following|[\"'“‘]).{0,60}|give me (?:a |the )?recipe for .{1,40}"
    r"|who invented .{3,30}|how do (?:you|i) (?:say|spell) .{1,30} in (?:\w+)|when (?:did|was) (?:world war|ww).{1,20}"
)
TALK = ((COURTESY, THANKS), (ABOUT, WHO), (ABUSE, CALM), (ELSEWHERE_SIGNS, ELSEWHERE))


def small_talk(text: str) -> str:
    """The sentence that answers what is no question about a policy; "" for anything else. It may hold "{ask}"."""
    said = " ".join(text.replace("’", "'").lower().split()).strip(" ?!.,;:-–")
    for message in dict.fromkeys((said, TAIL.sub("", FILLERS.sub("", said)).strip())):
        for pattern, sentence in TALK:
            if pattern.fullmatch(message):
                return sentence
    return ""
