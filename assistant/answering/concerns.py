"""Does a message tell of a child (or the asker) at risk? Rules, with no model: it must work when everything else is broken.

A telling ("her stepdad hits her", "i want to die") brings the safeguarding card. A question about a policy on such a topic
("what does the policy say about self-harm?", "what must staff do if a pupil discloses abuse?") does not.
"""

from __future__ import annotations

import re

KIN = (
    r"(?:(?:step|foster|grand)[- ]?)?(?:dad|daddy|father|mum|mam|mom|mummy|mother|parents?|uncle|auntie?|brother|sister|cousin|nan|nana|grandad|grandpa|carer|boyfriend|"
    r"girlfriend|bf|gf|ex|partner|coach|teacher|tutor|ta|sir|miss|staff|colleague|caretaker|driver|neighbour|friend|boys?|man|men|lad|adult|someone|somebody|kids?|they|he|she)"
)
CHILD = (
    r"(?:(?:a|an|this|that|the|one of (?:my|our|the)|my|our|her|his|your)\s+(?:\w+\s+){0,2}?)?"
    r"(?:child|kid|pupil|student|boy|girl|lad|lass|daughter|son|tutee|friend|mate|classmate|sister|brother|nephew|niece|year \w+|y\d+)"
)
ME = r"(?:me|us|him|her|them|my \w+|his \w+|her \w+|their \w+|" + CHILD + r")"
HARM = (
    r"(?:hit|hits|hitting|beat|beats|beating|beaten|slap(?:s|ped|ping)?|punch(?:es|ed|ing)?|kick(?:s|ed|ing)?|hurt|hurts|hurting|chok(?:e|es|ed|ing)|burn(?:s|ed|t|ing)?|"
    r"whip(?:s|ped)?|belts?|belted|smack(?:s|ed|ing)?|thump(?:s|ed)?|strangl(?:e|es|ed|ing)|rap(?:e|es|ed|ing)|molest(?:s|ed|ing)?|abus(?:e|es|ed|ing)|assault(?:s|ed|ing)?|"
    r"grop(?:e|es|ed|ing)|groom(?:s|ed|ing)|touch(?:es|ed|ing)?|fondl(?:e|es|ed)|threaten(?:s|ed|ing)?|starv(?:e|es|ed|ing)|blackmail(?:s|ed|ing)?|forc(?:e|es|ed|ing)|"
    r"kiss(?:es|ed|ing)?|lock(?:s|ed)|exploit(?:s|ed|ing)?|stalk(?:s|ed|ing)?|bully|bullies|bullied|bullying|shov(?:e|es|ed)|drag(?:s|ged)|throws? things at|threw things at)"
)
TOLD = r"(?:told|tells|telling|disclosed|confided|says|said|saying|mentioned|admitted|whispered|wrote|written|texted|messaged|messages|revealed|opened up)"

TELLINGS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b{KIN}(?:'s| is| has| was| been| keeps| kept| sometimes| always| often| just| who| has been|'d)*\s+{HARM}\s+(?:\w+\s+){{0,1}}?{ME}\b",
        r"\b(?:is|are|was|were|am|i'm|i’m|im|been|being|gets?|got|getting)\s+(?:\w+\s+)?(?:being\s+)?(?:hit|beaten(?: up)?|hurt|slapped|kicked|punched|abused|raped|molested|groomed|touched|assaulted|blackmailed|exploited|sexually \w+|neglected|trafficked|starved)\b",
        rf"\b{TOLD}\b.{{0,80}}\b(?:{HARM}|scared|afraid|unsafe|suicid\w+|self[- ]?harm\w*|cutting|abuse|nudes?|die)\b",
        r"\b(?:cut|cuts|cutting|harm|harms|harming|harmed|hurt|hurts|hurting|kill|kills|killing|burning|starving|scratching|hates?)\s+(?:my|her|him|them|your|his|their)[- ]?sel(?:f|ves)\b",
        r"\bself[- ]?harm(?:s|ing|ed)\b",
        r"\b(?:want|wants|wanted|wanting|wanna|going|rather|wish(?:es|ed)?|better off|ready)\b.{0,25}\b(?:to die|dead|be dead|to disappear|not be here|never wake up|kms|end (?:it|things)(?: all)?)\b",
        r"\b(?:don'?t|doesn'?t|didn'?t|do not|does not|not) (?:want|wanna|wants) to (?:live|be here|be alive|wake up|carry on|go on|exist)\b|\bno (?:point|reason) (?:in |to )?(?:living|live|going on|carrying on|being here)\b",
        r"\b(?:end|ending|ended|take|taking|took) (?:my|her|his|their|your) (?:own )?life\b|\bend it all\b|\bkms\b|\bkys\b",
        r"\b(?:feel(?:s|ing)?|is|am|i'm|im|been|being|seems?|she's|he's|who is)\s+(?:\w+\s+)?suicidal\b|\bsuicide note\b|\bthinking (?:about|of) (?:suicide|killing|ending)|\b(?:talk|talks|talking|talked|post|posts|posted|posting|wrote|writes|writing|message\w*|text\w*)\b.{0,40}\b(?:suicide|wanting to die|killing (?:him|her|them|my)sel)",
        r"\b(?:overdose|overdosed|took|taken|swallowed|taking)\b.{0,20}\b(?:pills|tablets|paracetamol|overdose|bleach)\b|\boverdosed\b|\btaken an overdose\b",
        r"\b(?:scared|afraid|frightened|terrified|too scared|doesn'?t feel safe|don'?t feel safe|not safe|unsafe|does ?n[o']t want|dreads?|refuses?)\b.{0,25}\b(?:at home|go(?:ing)? home|to go home|of (?:his|her|my|their) (?:step)?(?:dad|mum|father|mother|uncle|brother|carer|boyfriend)|of what .{0,20}will do)\b",
        r"\b(?:bruis\w+|burn marks?|cigarette burns?|black eye|bite marks?|belt marks?|cuts|scars?|welts?|handprint|hand marks?|marks)\b.{0,30}\b(?:on|all over|up|down|round|around|across|under)\b.{0,12}\b(?:her|his|their|my|the child|the kid|a child|one of|arms?|legs?|neck|back|wrists?|face|thighs?|body)\b",
        r"\b(?:she|he|they|child|pupil|kid|girl|boy|lad|student|daughter|son|friend|i|i've)\b.{0,20}\b(?:hasn'?t|haven'?t|not|never) (?:eaten|been fed|had (?:any )?(?:food|dinner|tea))\b|\bno food (?:at|in the) (?:home|house)\b|\bleft (?:home )?alone (?:all|for|at home|overnight|every)\b",
        r"\b(?:sent|send|sending|sends|shared|sharing|asked|asking|asks|pressur\w+|wants|wanted|begging|forced)\b.{0,35}\b(?:nudes?|naked|nude|intimate|sexual|topless|rude)\b(?:.{0,8}(?:pic\w*|photo\w*|image\w*|video\w*|selfie\w*|snaps?|pictures?))?",
        r"\b(?:nudes?|naked (?:pic\w*|photo\w*|image\w*))\b.{0,30}\bof\b",
        r"\b(?:older|grown|adult|strange|\d\d[- ]year[- ]old) (?:man|men|guy|bloke|boyfriend|woman|lad)\b.{0,50}\b(?:online|met|meet\w*|messag\w+|snap\w*|gifts?|money|car|lifts?|picks? (?:her|him|them) up|phone|insta\w*|discord)\b",
        r"\b(?:meet|meeting|met|seeing)\b.{0,35}\b(?:online|off (?:the )?(?:internet|snap\w*|insta\w*|discord|tiktok|roblox))\b.{0,30}\b(?:tonight|alone|secret|older|man|weekend|after school|park)\b",
        r"\b(?:carr(?:y|ies|ying|ied)|brought|bring\w*|has|had|got|with|showed|found)\b.{0,20}\b(?:knife|knives|blade|machete|gun|weapon|zombie knife|razor)\b.{0,40}\b(?:bag|school|jacket|pocket|locker|him|her|them|class|today|tomorrow|stab|protect\w*|coat|sock|waistband)\b",
        r"\b(?:going|want\w*|threat\w*|plan\w*|says?|said|gonna)\b.{0,25}\b(?:stab|shoot|bomb|blow up|attack|poison|kill)\b.{0,25}\b(?:school|someone|somebody|people|everyone|him|her|them|teacher|pupils?|kids|me|us|you|miss|sir|class)\b",
        r"\b(?:forced|made|taken|taking|sent|flown|going)\b.{0,40}\b(?:to (?:get )?marr(?:y|ied)|marriage|be cut|cutting ceremony|circumcis\w+|fgm)\b|\b(?:had|have|having|did|doing|done|undergo\w*)\b.{0,15}\bfgm\b",
        r"\b(?:isis|jihad|far[- ]right|extremist|terroris\w+|nazi)\b.{0,50}\b(?:videos?|join\w*|talk\w*|posting|posts?|group|watching|praising|obsessed|recruit\w*|propaganda|channel)\b|\b(?:watch\w*|join\w*|post\w*|talk\w*|prais\w*|shar\w*|obsessed|into)\b.{0,40}\b(?:isis|jihad|extremis\w+|terroris\w+|nazi|beheading)\b",
        r"\b(?:teacher|colleague|staff|ta|coach|sir|miss|tutor|caretaker|assistant|mr|mrs|ms|volunteer|driver|someone i work with|head of \w+)\b.{0,60}\b(?:kissing|kissed|sleeping with|sexting|flirting|having sex|sex with|relationship with|alone in (?:his|her|a|the) (?:car|flat|house)|behind closed doors|messaging (?:a|one of|pupils|students|girls|boys)|texting (?:a|one of|pupils|students|girls|boys)|hugging (?:a|one of) (?:girl|boy|pupil|student)|hands? on|hit a|hitting a|slapped a|pushed a|grabbed a|dragged a|too close to|touches|inappropriate\w* (?:with|to|towards|messages?))\b",
        r"\b(?:sexual|sexually|intimate) (?:abuse|assault|relationship|contact)\b.{0,30}\b(?:with|by|of|happened|me|her|him)\b",
        r"\b(?:no[- ]?one|nobody) (?:will|would|can|wants to|cares|ever) (?:help|listen\w*|believ\w*|cares?|notice)\b",
        r"\b(?:running|run|ran|runs) away from home\b|\bgot nowhere (?:to|safe)\b",
        r"\b(?:makes?|made|making) (?:me|her|him|them) (?:do things|touch|undress|take (?:my|her|his|their) clothes off|watch (?:porn|videos))\b|\bdoes things to (?:me|her|him|them)\b|\bin (?:my|her|his) bed(?:room)? at night\b",
        r"\b(?:drug|county) (?:lines?|running|dealing)\b.{0,40}\b(?:she|he|my|pupil|him|her|they|lad|boy)\b|\b(?:carrying|selling|moving|delivering|running) (?:drugs|packages|weed|stuff) (?:for|to)\b",
        r"\b(?:anorexi\w+|bulimi\w+|starv\w+|making (?:my|her|him|them)sel\w+ (?:sick|throw up)|stopped eating|won'?t eat)\b.{0,40}\b(?:she|he|my|her|him|pupil|daughter|son|i|weeks?|days?|weight)\b",
    )
)
FIRST_PERSON_RISK = re.compile(
    r"\b(?:i|i'm|i’m|im|ive|i've)\b.{0,40}\b(?:want(?:ed)? to die|kill myself|hurt myself|cut(?:ting)? myself|harm(?:ing)? myself|suicidal|end it|being (?:abused|hit|hurt|groomed)|"
    r"scared (?:of|to go|at) (?:my|home|him))\b",
    re.IGNORECASE,
)
ABOUT_POLICY = re.compile(
    r"\b(?:polic(?:y|ies)|procedure|guidance|rules?|document|clause|section)\b.{0,40}\b(?:say|says|cover|covers|mention\w*|about|on|for|define\w*|state|states)\b"
    r"|\bwhat (?:counts|is meant|do we mean|does .{0,30} mean|is the definition)\b|\b(?:is|are) there (?:a|any) (?:polic|rule|procedure|training|guidance)"
    r"|\b(?:who is|who's|whos|how do (?:we|staff|i|you) (?:report|record|log)|where (?:do|can) (?:we|staff|i) (?:report|record|find))\b"
    r"|\bare (?:staff|teachers|we) (?:trained|allowed|required|expected)\b|\b(?:do|does) (?:the|our|your) (?:policy|school|staff|centre|provision|trust)\b",
    re.IGNORECASE,
)
GENERIC_IF = re.compile(
    r"\b(?:if|when|where|suppose|supposing|in case|should|whenever)\s+(?:a|an|any|another|some|one of (?:the|our|my)|someone|somebody|staff|teachers?|pupils?|children|students?|parents?)\b",
    re.IGNORECASE,
)
GENERIC_ASK = re.compile(r"\b(?:what|who|how|which|do|does|must|should|is|are|can|when)\b", re.IGNORECASE)


def is_concern(text: str) -> bool:
    """Whether the message tells of someone at risk; a card is shown with the message that tells, not with later ones."""
    plain = text.replace("’", "'")
    if FIRST_PERSON_RISK.search(plain):
        return True
    if not any(pattern.search(plain) for pattern in TELLINGS):
        return False
    return not _asks_about_a_topic(plain)


def _asks_about_a_topic(text: str) -> bool:
    """A question about what the policy says, or about any child in general, tells of nobody."""
    named = re.search(
        r"\b(?:told me|my (?:dad|mum|step\w*|daughter|son|friend|brother|sister|uncle|boyfriend|child)|i (?:saw|found|noticed|think|heard|am worried|'m worried))\b",
        text,
        re.I,
    )
    if named:
        return False
    general = GENERIC_IF.search(text) and GENERIC_ASK.search(text)
    return bool(general or ABOUT_POLICY.search(text))
