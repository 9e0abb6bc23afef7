"""Does a message tell of a child (or the asker) at risk? Rules, with no model: they must work when all else is broken.

A telling ("her stepdad hits her", "i want to die") brings the safeguarding card. A question about a policy on such a topic
("what does the policy say about self-harm?", "what must staff do if a pupil discloses abuse?") does not.
The trained model of `tellings` finds what the rules don't; a pattern it makes needless has no place here.
"""

from __future__ import annotations

import re

END = 2000
"""Characters. Of a longer message the first and the last so many are looked at."""

# Common misspellings; apostrophes are gone and letters small by the time the signs are looked for.
MISSPELT = {
    "freind": "friend",
    "dissclos": "disclos",
    "pupl ": "pupil ",
    "hurtting": "hurting",
    "her self": "herself",
    "him self": "himself",
    "my self": "myself",
    "last nite": "last night",
}


def _any(words: str) -> str:
    """A group that matches any of the comma-separated words."""
    return "(?:" + "|".join(word.strip() for word in words.split(",")) + ")"


YOUNG = _any(
    r"child(?:ren)?, kids?, pupils?, students?, learners?, apprentices?, trainees?, tutees?, toddler, little one, boys?, girls?, lads?, lass, teen\w*, daughters?, sons?, grandkids?, "
    r"grandson, granddaughter, brother, sister, friend, best friend, mate, cousin, niece, nephew, year \d+, yr ?\d+, y\d+, reception, nursery"
)
A_YOUNG = rf"(?:\b(?:an?|one|that|this|the|our|my|his|her|some|next doors|particular|older|younger|little|of (?:my|our|the|your))\s+(?:\w+\s+){{0,3}}?{YOUNG})\b"
FAMILY = r"(?:(?:step|foster|grand)[- ]?)?" + _any(
    "dad(?:dy)?s?, father, mum(?:my)?s?, mam, mom, mother, parents?, uncle, auntie?, brother, sister, cousin, nan, granddad, grandad, carer, husband, wife, boyfriend, girlfriend, partner, ex, new man"
)
STAFF = _any(
    r"teachers?, ta, coach(?:es)?, trainers?, tutors?, sir, miss, colleagues?, member of staff, staff, caretaker, manager, assessor, supply, volunteer, driver, sixth form tutor, mentor"
)
ADULT = rf"(?:{FAMILY}|{STAFF}|man|men|guy|bloke|woman|someone|somebody|he|she|they|hes|shes|theyve|people|lads?|boys?|pupil|olders?)"
VICTIM = _any(
    r"me, us, him, her, them, child, kids?, pupil, girls?, boys?, students?, learners?, son, daughter, friend, mum, dad, mother, (?:little|older) one"
)
VIOLENCE = _any(
    r"hits?, hitting, beats?, beating, slap\w*, punch\w*, kick\w*, hurts?, hurting, chok\w+, burn\w*, whip\w*, belt\w*, smack\w*, thump\w*, strangl\w+, rap(?:e|es|ed|ing), molest\w*, "
    r"abus\w+, assault\w*, grop\w+, groom\w*, touch\w*, fondl\w+, threaten\w*, starv\w+, blackmail\w*, forc\w+, kiss\w*, exploit\w*, stalk\w*, bull(?:y|ies|ied|ying), shov\w+, shove, "
    r"drag\w*, grab\w*, push\w*, throttl\w+, batter\w*, knock\w* about, lock\w*, kill, shank, stab\w*, jump\w*"
)
GRAVE = _any(
    r"abus\w+, neglect\w*, groom\w*, rap(?:e|ed|ing), self ?-?harm\w*, hurting, suicid\w+, sex\w*, naked, nudes?, pregnant, domestic violence, violent, radicali[sz]\w*, fgm, forced marriage, "
    r"exploit\w*, victim, terroris\w+, overdose\w*, overdos\w*, gang, weapon, knife, blade, gun, stab\w*, shank\w*, shot, drugs, killing, traffick\w*, scared, terrified"
)
ARMS = _any(r"knife, knives, blade, machete, gun, shank, zombie, weapon, acid, knuckleduster")
TELLS = _any(
    r"told, tells, telling, disclosed, discloses, confided, says, said, saying, mentioned, admitted, whispered, wrote, written, texted, messaged, messages, revealed, opened up, broke down"
)
WORRY = _any(r"worried, concerned, worry, bad feeling, uneasy, fear for, scared for, frightened for")
SUSPECT = rf"\bi?\b{_any('think, suspect, believe, reckon, sure, worried, concerned, afraid, overheard, saw, seen, heard, found, caught')}\b"

SIGNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        # a child has told somebody something
        rf"{A_YOUNG}.{{0,25}}\b(?:disclosed|confided)\b|\b(?:disclosed|confided)\b.{{0,25}}\b(?:to|in) (?:me|us|my)\b",
        rf"\b{TELLS}\b.{{0,80}}\b(?:{VIOLENCE}|scared|afraid|unsafe|suicid\w+|self[- ]?harm\w*|cutting|abuse|nudes?|die)\b",
        rf"\b{TELLS}\b.{{0,60}}\b(?:{GRAVE}|{VIOLENCE} {VICTIM}|something (?:bad|awful|and)|no food|cannot go home|cant go home)\b",
        rf"\b(?:in confidence)\b.{{0,50}}\bdoes things\b|\bdoes? (?:things|stuff) to {_any('me, us, him, her, them, the')}\b",
        rf"\b{_any('asked, asking, asks')} (?:me )?what happens if you tell\b|\bneed to tell (?:someone|somebody) (?:what|about|something)|\b(?:who can i|can i|should i) (?:talk to|tell).{{0,30}}{_any('hurting, hurts, hits, touches, does things to')}\b",
        # harm done by somebody to somebody
        r"\b(?:is|are|was|were|am|im|been|being|gets?|got|getting)\s+(?:\w+\s+)?(?:being\s+)?(?:hit|beaten(?: up)?(?! (?:in|at|to)\b)|hurt|slapped|kicked(?! out)|punched|abused|raped|molested|groomed|touched|assaulted|blackmailed|exploited|sexually \w+|neglected|trafficked|starved)\b",
        r"\b(?:bruis\w+|burn marks?|cigarette burns?|black eye|bite marks?|belt marks?|cuts|scars?|welts?|handprint|hand marks?|marks)\b.{0,30}\b(?:on|all over|up|down|round|around|across|under)\b.{0,12}\b(?:her|his|their|my|the child|the kid|a child|one of|arms?|legs?|neck|back|wrists?|face|thighs?|body)\b",
        rf"\b{ADULT}\b(?: \w+){{0,4}}? {VIOLENCE} (?:\w+ ){{0,2}}?{VICTIM}\b(?! (?:head|hand up|knee|finger|toe))",
        r"\b(?:put|puts|putting|had|has) (?:his|her|their) hands? (?:on|up|down|under|round|around) (?:my|her|his|me|him|a)\b",
        rf"\b(?:is|was|were|been|being|got|gets|get|im) (?:\w+ )?(?:being )?{_any('rap(?:e)?d, abused, assaulted, stabbed, battered, beaten, neglected, groomed, radicalised, trafficked, exploited, blackmailed')}\b(?! by the)",
        rf"\b(?:im|i am|is|are|hes|shes|was|been) being {_any('bullied, hit, hurt, used, made, forced, followed, stalked, threatened, touched, flown, pressured')}\b",
        rf"\b(?:{FAMILY}|he|she|hes|shes) (?:is |gets |was |can be )?(?:\w+ )?(?:violent|aggressive)\b",
        r"\bknocks? (?:him|her|me|them) about\b|\b(?:was|am|is|been) (?:a|the) victim\b|\bcome in (?:her|my|his) room\b|\b(?:gets|got) into bed with\b|\bcomes in when im\b|\blocks? (?:me|him|her) (?:out|in)\b|\blocking (?:him|her|me|them)\b",
        rf"\b(?:makes|making|made|wont let|forcing|threatened to|threatening) {_any('me, him, her, us')}\b.{{0,30}}{_any('sexual, hold, do things, sell, carry, have her phone, see her friends, marry, go, doesnt want')}\b",
        rf"\b(?:shouts?|screams?|swears?|swear) at {VICTIM}.{{0,40}}\b(?:every|worthless|shove)|\bcalls (?:him|her|me) (?:worthless|stupid|useless)|\bscreaming and crying\b|\bhear\b.{{0,20}}\bscreaming\b",
        r"\b(?:marks?|bruis\w+|burns?|cuts|scars?|welts?)\b.{0,30}\b(?:on|up|all over|round|around|from) (?:his|her|my|their|a (?:child|pupil|kid|boy|girl))s?\b|\bglimpse of (?:marks|bruis\w+|cuts|scars)\b|\bflinch\w*\b|\bin pain\b.{0,30}\bcant\b",
        # ending one's life, hurting oneself
        r"\bself[- ]?harm(?:s|ing|ed)\b",
        r"\b(?:want|wants|wanted|wanting|wanna|going|rather|wish(?:es|ed)?|better off|ready)\b.{0,25}\b(?:to die|dead|be dead|to disappear|not be here|never wake up|kms|end (?:it|things)(?: all)?)\b",
        r"\b(?:dont|doesnt|didnt|do not|does not|not) (?:want|wanna|wants) to (?:live|be here|be alive|wake up|carry on|go on|exist)\b|\bno (?:point|reason) (?:in |to )?(?:living|live|going on|carrying on|being here)\b",
        r"\b(?:end|ending|ended|take|taking|took) (?:my|her|his|their|your) (?:own )?life\b|\bend it all\b|\bkms\b|\bkys\b",
        r"\b(?:feel(?:s|ing)?|is|am|im|been|being|seems?|shes|hes|who is)\s+(?:\w+\s+)?suicidal\b|\bsuicide note\b|\bthinking (?:about|of) (?:suicide|killing|ending)|\b(?:talk|talks|talking|talked|post|posts|posted|posting|wrote|writes|writing|message\w*|text\w*)\b.{0,40}\b(?:suicide|wanting to die|killing (?:him|her|them|my)sel)",
        r"\b(?:anorexi\w+|bulimi\w+|starv\w+|making (?:my|her|him|them)sel\w+ (?:sick|throw up)|stopped eating|wont eat)\b.{0,40}\b(?:she|he|my|her|him|pupil|daughter|son|i|weeks?|days?|weight)\b",
        r"\b(?:no[- ]?one|nobody) (?:will|would|can|wants to|cares|ever) (?:help|listen\w*|believ\w*|cares?|notice)\b",
        r"\b(?:cut|cuts|cutting|harm|harms|harming|harmed|hurt|hurts|hurting|kill|kills|killing|burning|starving|scratching|hates?)\s+(?:my|her|him|them|your|his|their)[- ]?sel(?:f|ves)\b",
        r"\b(?:overdose|overdosed|took|taken|swallowed|taking)\b.{0,20}\b(?:pills|tablets|paracetamol|overdose|bleach)\b|\boverdosed\b|\btaken an overdose\b",
        rf"\b{_any('want, wants, wanna, feel like, feels like, wish')}\b.{{0,20}}\b(?:die|dying|dead|kill (?:my|him|her)self)\b|\bend(?:ing|in)? it\b|\bend (?:my|her|his) life\b|\bhate my life\b",
        r"\bbetter off without me\b|\b(?:nothing|no reason|nowt) to live for\b|\bpoint (?:in|of) (?:carrying|going|living|it all)\b|\bdo something stupid\b|\b(?:dont|doesnt) want to be (?:alive|here)\b|\bgoodbye (?:message|note|letter)\b|\ball be over\b",
        r"\b(?:hurt\w*|cut\w*|harm\w*|burn\w*) (?:my|mi|her|him)self\b|\bself[- ]?harming\b|\bwith razors?\b|\b(?:herself|himself|myself) (?:sick|throw up)\b|\bstopped eating\b|\bthinner and thinner\b",
        # afraid, alone, uncared for
        r"\b(?:scared|afraid|frightened|terrified|too scared|doesnt feel safe|dont feel safe|not safe|unsafe|does ?n[o]?t want|dreads?|refuses?)\b.{0,25}\b(?:at home|go(?:ing)? home|to go home|of (?:his|her|my|their) (?:step)?(?:dad|mum|father|mother|uncle|brother|carer|boyfriend)|of what .{0,20}will do)\b",
        r"\b(?:running|run|ran|runs) away from home\b|\bgot nowhere (?:to|safe)\b",
        r"\b(?:she|he|they|child|pupil|kid|girl|boy|lad|student|daughter|son|friend|i|ive)\b.{0,20}\b(?:hasnt|havent|not|never) (?:eaten|been fed|had (?:any )?(?:food|dinner|tea))\b|\bno food (?:at|in the) (?:home|house)\b|\bleft (?:home )?alone (?:all|for|at home|overnight|every)\b",
        r"\b(?:scared|frightened|terrified|afraid|petrified)\b.{0,20}\b(?:of (?:my|his|her|him|them)|to go home|to be at home|my (?:dad|mum)|will)\b|\bdont feel safe\b|\b(?:doesnt|dont|cant|cannot|wont|too scared to) (?:want to )?(?:go|come|leave for) (?:home|to school any ?more|back home)\b(?=.{0,40})",
        r"\b(?:(?:is|hes|shes|always|comes in) filthy|always hungry|stinks?|same clothes|unwashed|no food|falls? asleep (?:on|in)|sleeping (?:in a car|rough))\b.{0,60}\b(?:hungry|clothes|desk|house|weeks?|mum|car|class|home|lesson)\b|\b(?:leaves?|left|leaving) (?:us|me|them|him|her|on their own)\b.{0,30}\b(?:own|alone|night|weekend)\b",
        r"\bleft on (?:their|his|her|my) own\b|\bsleeping in a car\b|\b(?:drunk|booze|high|off (?:his|her) (?:face|head))\b.{0,60}\b(?:child(?:ren)?|kids?|pick ?up|drive|take (?:her|him|them))\b|\bgoing on at home\b|\bran away\b|\bmissing since\b",
        # worry about one child, suspicion of harm
        rf"\b(?:im|i am|were|we are|really|i have a|very|so)\b (?:\w+ )?{WORRY} (?:about|for|with|that) (?:him|her|them|{A_YOUNG}|how a colleague)\b(?!s|.{{0,10}}(?:grades?|marks|exam|progress|homework))",
        rf"\breport (?:a|an|my) (?:\w+ ){{0,3}}?(?:staff|teacher|coach|tutor|trainer) who\b|\b{STAFF}\b.{{0,40}}\b(?:uncomfortable|disgusting|alone with me|special|holding hands|watches them|one particular)\b",
        rf"\b{STAFF}\b.{{0,60}}\b(?:messag\w+|text\w+|dm\w*)\b.{{0,40}}\b(?:late|night|weekends?|pictures|pics|year old)\b|\b{STAFF}\b.{{0,40}}\b(?:sexual|indecent|dragged|slapped|grabbed|kissed|shove)\b.{{0,40}}\b(?:me|relationship|images|pupil|child|boy|girl|kid)?",
        r"\b(?:teacher|colleague|staff|ta|coach|sir|miss|tutor|caretaker|assistant|mr|mrs|ms|volunteer|driver|someone i work with|head of \w+)\b.{0,60}\b(?:kissing|kissed|sleeping with|sexting|flirting|having sex|sex with|relationship with|alone in (?:his|her|a|the) (?:car|flat|house)|behind closed doors|messaging (?:a|one of|pupils|students|girls|boys)|texting (?:a|one of|pupils|students|girls|boys)|hugging (?:a|one of) (?:girl|boy|pupil|student)|hands? on|hit a|hitting a|slapped a|pushed a|grabbed a|dragged a|too close to|touches|inappropriate\w* (?:with|to|towards|messages?))\b",
        # strangers, pictures
        r"\b(?:nudes?|naked (?:pic\w*|photo\w*|image\w*))\b.{0,30}\bof\b",
        r"\b(?:meet|meeting|met|seeing)\b.{0,35}\b(?:online|off (?:the )?(?:internet|snap\w*|insta\w*|discord|tiktok|roblox))\b.{0,30}\b(?:tonight|alone|secret|older|man|weekend|after school|park)\b",
        r"\b(?:sexual|sexually|intimate) (?:abuse|assault|relationship|contact)\b.{0,30}\b(?:with|by|of|happened|me|her|him)\b",
        r"\b(?:makes?|made|making) (?:me|her|him|them) (?:do things|touch|undress|take (?:my|her|his|their) clothes off|watch (?:porn|videos))\b|\bdoes things to (?:me|her|him|them)\b|\bin (?:my|her|his) bed(?:room)? at night\b",
        r"\b(?:older|grown|adult|strange|\d\d[- ]year[- ]old) (?:man|men|guy|bloke|boyfriend|woman|lad)\b.{0,50}\b(?:online|met|meet\w*|messag\w+|snap\w*|gifts?|money|car|lifts?|picks? (?:her|him|them) up|phone|insta\w*|discord)\b",
        r"\b(?:sent|send|sending|sends|shared|sharing|asked|asking|asks|pressur\w+|wants|wanted|begging|forced)\b.{0,35}\b(?:nudes?|naked|nude|intimate|sexual|topless|rude)\b(?:.{0,8}(?:pic\w*|photo\w*|image\w*|video\w*|selfie\w*|snaps?|pictures?))?",
        r"\b(?:man|guy|adult|bloke|men|someone|boyfriend|he|ex|lads|they|tutor)\b.{0,50}\b(?:wants? (?:to meet|pics|nudes)|knows where i live|waits? for|wont leave me|send him nudes|is [23]\d|my nudes|pics?.{0,25}nothing on|naked)\b|\b(?:guy|man|bloke)\b.{0,20}\b(?:i|she|he|shes|ive) met on\b|\bmet a \d\d year old\b|\b(?:with|staying with) a man\b|\bpass\w* round a pic\b",
        # weapons, gangs, drugs
        r"\bwhat (?:sir|miss) did\b|\bwhat (?:he|she|they) (?:did|does|do) to (?:me|him|her|my)\b|\bindecent images\b.{0,40}\b(?:his|her) (?:phone|laptop)\b|\btoo much about sex\b|\bpregnant\b.{0,20}\bshes 1[0-5]\b|\bshes 1[0-5]\b.{0,60}\bpregnant",
        rf"\b(?:older|adult|grown|\d\d year old) (?:boyfriend|girlfriend|man|guy|bloke)\b|\b(?:boyfriend|bf) (?:is|whos) (?:[2-6]\d|much older)\b|\b(?:sent|sends|sending|asking|asks|asked|wants) (?:{VICTIM} )?(?:for |to send )?(?:\w+ )?(?:pics|pictures|photos|videos) of (?:my|her|his|me)\b",
        r"\b(?:unalive|top|off|do away with|stab|drown|hang) (?:my|him|her)self\b|\bjump(?:ing)? (?:off|in front of)\b|\bcant (?:go on|cope any ?more|do this any ?more|take it any ?more|take any ?more)\b|\b(?:dont|doesnt) (?:see|want) (?:a|any|to see) (?:future|way out|tomorrow)\b|\bwish (?:i|he|she) (?:was|were|wasnt|had) ?(?:n?ever|dead|not)?\b.{0,10}\b(?:born|dead|here)\b",
        rf"\b{STAFF}\b.{{0,40}}\b(?:pinned|twisted|squeezed|hurt|hit|smacked|pushed|threw|humiliat\w+|rubbed|stroked|touched|cuddl\w+|flirt\w*|creepy|creep|perv\w*|weird with|too friendly|too close|obsessed with|sat on (?:his|her) (?:lap|knee))\b.{{0,25}}\b(?:me|him|her|child|kid|boy|girl|pupil|student|learner|my \w+|girls|boys|one of|lap|knee)\b",
        r"\b(?:going|want\w*|threat\w*|plan\w*|says?|said|gonna)\b.{0,25}\b(?:stab|shoot|bomb|blow up|attack|poison|kill)\b.{0,25}\b(?:school|someone|somebody|people|everyone|him|her|them|teacher|pupils?|kids|me|us|you|miss|sir|class)\b",
        r"\b(?:drug|county) (?:lines?|running|dealing)\b.{0,40}\b(?:she|he|my|pupil|him|her|they|lad|boy)\b|\b(?:carrying|selling|moving|delivering|running) (?:drugs|packages|weed|stuff) (?:for|to)\b",
        r"\b(?:carr(?:y|ies|ying|ied)|brought|bring\w*|has|had|got|with|showed|found)\b.{0,20}\b(?:knife|knives|blade|machete|gun|weapon|zombie knife|razor)\b.{0,40}\b(?:bag|school|jacket|pocket|locker|him|her|them|class|today|tomorrow|stab|protect\w*|coat|sock|waistband)\b",
        rf"\b(?:there is|theres|has|hes got|got|found|bring|bringing|carrying|with)\b.{{0,12}}\b{ARMS}\b.{{0,30}}\b(?:in (?:his|her|a|my|school|to)|into school|on (?:him|her|them)|pencil case|right now|just now|bag)\b|\btooled up\b|\ba shank\b|\bthink\b.{{0,15}}\bcarrying\b|\b(?:gonna|going to) (?:shank|stab|jump|batter)\b",
        rf"\b{_any('sell, selling, carry, carrying, hold, holding, move, moving, shotting')} (?:drugs|weed|food|packages)\b.{{0,15}}\b(?:for|to)\b|\bcunch\b|\bgoing country\b|\bwork it off\b|\bowes? money to\b|\btwo phones\b|\bgoing missing\b|\bcomes? back with cash\b",
        rf"\b{_any('trapping, shotting, cuckooed, cuckooing, running for, in debt to, owes them, plugging, dealing for')}\b|\b(?:older|grown) (?:boys|lads|men|kids|man|guy)\b.{{0,40}}\b(?:money|car|vapes|gifts|presents|hotel|drugs|drink)\b",
        # extremism, marriage and cutting abroad
        r"\b(?:isis|jihad|far[- ]right|extremist|terroris\w+|nazi)\b.{0,50}\b(?:videos?|join\w*|talk\w*|posting|posts?|group|watching|praising|obsessed|recruit\w*|propaganda|channel)\b|\b(?:watch\w*|join\w*|post\w*|talk\w*|prais\w*|shar\w*|obsessed|into)\b.{0,40}\b(?:isis|jihad|extremis\w+|terroris\w+|nazi|beheading)\b",
        r"\b(?:forced|made|taken|taking|sent|flown|going)\b.{0,40}\b(?:to (?:get )?marr(?:y|ied)|marriage|be cut|cutting ceremony|circumcis\w+|fgm)\b|\b(?:had|have|having|did|doing|done|undergo\w*)\b.{0,15}\bfgm\b",
        r"\b(?:isis|far right|martyrs?|jihad|great replacement|white power|swastikas?)\b.{0,60}\b(?:fight|shot|see soon|do something|forums|group|videos?|said|says|boy is)\b|\bjoin a terrorist\b|\b(?:should|deserve to) (?:all )?be shot\b|\bbeen radicali[sz]ed\b",
        r"\b(?:planning|having|had) fgm\b|\bthe .?ceremony\b|\bto be cut\b|\b(?:found|finding) (?:her|me|him) a (?:husband|wife|man)\b|\b(?:forcing|forced|make|making|flown) (?:\w+ ){0,5}?(?:marr\w+)\b",
    )
)
FIRST_PERSON_RISK = re.compile(
    r"\b(?:i|im|ive)\b.{0,40}\b(?:want(?:ed)? to die|kill myself|hurt myself|cut(?:ting)? myself|harm(?:ing)? myself|suicidal|end it|being (?:abused|hit|hurt|groomed)|"
    r"scared (?:of|to go|at) (?:my|home|him))\b",
    re.IGNORECASE,
)
ABOUT_POLICY = re.compile(
    r"\b(?:polic(?:y|ies)|procedure|guidance|rules?|document|clause|section)\b.{0,40}\b(?:say|says|cover|covers|mention\w*|about|on|for|define\w*|state|states)\b"
    r"|\bwhat (?:counts|is meant|do we mean|does .{0,30} mean|is the definition)\b|\b(?:is|are) there (?:a|any) (?:polic|rule|procedure|training|guidance)"
    r"|\b(?:(?:who is|who's|whos) (?:the|our|your|responsible|in charge)|how do (?:we|staff|i|you) (?:report|record|log)|where (?:do|can) (?:we|staff|i) (?:report|record|find))\b"
    r"|\bare (?:staff|teachers|we) (?:trained|allowed|required|expected)\b|\b(?:do|does) (?:the|our|your) (?:policy|school|staff|centre|provision|trust)\b",
    re.IGNORECASE,
)
GENERIC_IF = re.compile(
    r"\b(?:if|when|where|suppose|supposing|in case|should|whenever)\s+(?:a|an|any|another|some|one of (?:the|our|my)|someone|somebody|staff|teachers?|pupils?|children|students?|parents?)\b",
    re.IGNORECASE,
)
GENERAL_RULE = re.compile(
    r"^(?:so |and |hi,? |hello,? )?(?:(?:can|may|must|should|could|do|does|are|is) (?:a|an|any|the|we|staff|teachers?|pupils?|students?|parents?|coach(?:es)?|trainers?|tutors?|visitors?|volunteers?|it ok|there|i)\b"
    r"|(?:what|which|when|who|where|how)\b(?!.{0,12}\b(?:if my|can i)\b))",
    re.IGNORECASE,
)
PARTICULAR = re.compile(
    r"\b(?:told (?:me|us|my)|(?:to|in) me\b|my (?:dad|mum|step\w*|daughter|son|friend|mate|brother|sister|uncle|boyfriend|husband|ex|child|little \w+)|(?:hurting|hits?|hurts|touches) me"
    r"|i (?:saw|found|noticed|think|suspect|heard|overheard|am worried|am scared)|im (?:really )?(?:worried|concerned|scared)|happening to me|i was|i am being|im being|ive been|one of (?:my|our)|in my (?:class|form|group|lesson|team|set|house)|(?:this|that) (?:pupil|boy|girl|child|lad|learner|student|kid)"
    r"|just now|right now|this morning|tonight|last night|yesterday)\b",
    re.IGNORECASE,
)
GENERIC_ASK = re.compile(r"\b(?:what|who|how|which|do|does|must|should|is|are|can|when)\b", re.IGNORECASE)


def is_concern(text: str) -> bool:
    """Whether the message tells of someone at risk; a card is shown with the message that tells, not with later ones."""
    return any(_tells(_put_right(part)) for part in both_ends(text))


def both_ends(text: str) -> tuple[str, ...]:
    """The text, or its first and its last END characters if it is longer: what is looked for takes bounded time."""
    return (text,) if len(text) <= END else (text[:END], text[-END:])


def _tells(text: str) -> bool:
    if FIRST_PERSON_RISK.search(text):
        return True
    return any(sign.search(text) for sign in SIGNS) and not _asks_about_a_topic(text)


def _put_right(text: str) -> str:
    """The message in small letters, without apostrophes, the common misspellings put right."""
    text = " ".join(text.lower().replace("'", "").replace("’", "").split())
    for wrong, right in MISSPELT.items():
        text = text.replace(wrong, right)
    return text


def _asks_about_a_topic(text: str) -> bool:
    """A question about what the policy says, or about any child in general, tells of nobody."""
    if PARTICULAR.search(text):
        return False
    general = GENERIC_IF.search(text) and GENERIC_ASK.search(text)
    return bool(general or GENERAL_RULE.search(text) or ABOUT_POLICY.search(text))
