"""The commonest texting forms, lost apostrophes, slips and courtesies, as data."""

from __future__ import annotations


def _pairs(lines: str) -> dict[str, str]:
    """ "form=meaning" pairs, parted by semicolons or new lines."""
    return {
        form: meaning
        for form, _, meaning in (pair.strip().partition("=") for pair in lines.replace("\n", ";").split(";"))
        if form
    }


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


TEXTING = _pairs(
    """u=you; ya=you; ur=your; urs=yours; r=are; n=and; wot=what; wat=what; wots=what's; wats=what's; wen=when
    cos=because; coz=because; cuz=because; bcos=because; bcoz=because; becos=because; becoz=because; bc=because; cus=because
    pls=please; plz=please; plse=please; b4=before; l8r=later; l8=late; gr8=great; m8=mate; m8s=mates; h8=hate
    2moro=tomorrow; 2morrow=tomorrow; 2mrw=tomorrow; tmrw=tomorrow; tmw=tomorrow; tomoz=tomorrow; tomo=tomorrow; tommorow=tomorrow
    2day=today; 2nite=tonight; 2night=tonight; tonite=tonight; nite=night; sum1=someone; some1=someone; any1=anyone
    every1=everyone; no1=no one; ne1=anyone; sumthing=something; sumtimes=sometimes; summat=something; nuffin=nothing; nowt=nothing
    thx=thanks; thnx=thanks; thanx=thanks; tnx=thanks; tysm=thanks; ppl=people; peeps=people; cn=can; cld=could; cud=could
    shud=should; shld=should; wud=would; wld=would; hav=have; hv=have; havin=having; bn=been; gd=good; abt=about
    thru=through; tho=though; altho=although; wiv=with; wiff=with; wth=with; w/=with; w/o=without; w/out=without; dat=that; dis=this
    dey=they; msg=message; msgs=messages; msging=messaging; msgd=messaged; txt=text; txts=texts; txting=texting; frnd=friend
    frnds=friends; frend=friend; frends=friends; fb=facebook; facebk=facebook; insta=instagram; ig=instagram; hw=homework; hmwk=homework
    bday=birthday; wknd=weekend; wkend=weekend; wk=week; wks=weeks; hrs=hours; mins=minutes; yrs=years; sch=school; skool=school
    skl=school; clas=class; lsn=lesson; tchr=teacher; tchrs=teachers; stdnt=student; stdnts=students; ppls=pupils; okay=ok
    okey=ok; alrite=alright; allright=alright; dnt=don't; cnt=can't; wnt=won't; shdnt=shouldn't; gotta=got to; hafta=have to
    jus=just; jst=just; bcuz=because; pix=pictures; vid=video; vids=videos; acc=account; accs=accounts"""
)
APOSTROPHES = _pairs(
    """im=i'm; ive=i've; dont=don't; cant=can't; wont=won't; isnt=isn't; arent=aren't; wasnt=wasn't; werent=weren't; doesnt=doesn't
    didnt=didn't; hasnt=hasn't; havent=haven't; hadnt=hadn't; wouldnt=wouldn't; couldnt=couldn't; shouldnt=shouldn't; mustnt=mustn't
    neednt=needn't; aint=ain't; youre=you're; youve=you've; youll=you'll; theyre=they're; theyve=they've; theyll=they'll; weve=we've
    hes=he's; shes=she's; thats=that's; thatll=that'll; whats=what's; whos=who's; wheres=where's; hows=how's; whens=when's; whys=why's
    theres=there's; heres=here's; itll=it'll; itd=it'd; childs=child's; childrens=children's; oclock=o'clock; maam=ma'am"""
)
ABOUT = (
    "(?:ok|alright|fine|a|an|the|my|our|his|her|your|their|not|been|just|only|on|in|at|for|over|after|allowed|against|half|nearly|too|"
    "so|that|all|me|him|us|them|been|going|got|raining|snowing|freezing|boiling|about|from|to|of|no|because|really|very|still|always|never|\\d+)"
)
SLIPS = _pairs(
    """teh=the; hte=the; thier=their; wiht=with; whith=with; cna=can; nad=and; adn=and; taht=that; waht=what; whta=what; jsut=just
    becuase=because; becasue=because; becouse=because; beleive=believe; recieve=receive; recieved=received; freind=friend
    freinds=friends; wich=which; wether=whether; wheter=whether; shoud=should; shoul=should; coud=could; woud=would; dose'nt=doesn't
    does'nt=doesn't; did'nt=didn't; would'nt=wouldn't; is'nt=isn't; ca'nt=can't; do'nt=don't; infront=in front; incase=in case; alot=a lot
    aswell=as well; aloowed=allowed; alowd=allowed; permision=permission; permisson=permission; premission=permission; polisy=policy
    pollicy=policy; rool=rule; techer=teacher; teecher=teacher; studant=student; pupel=pupil; pupile=pupil; scool=school; shcool=school
    parant=parent; parants=parents; foto=photo; fotos=photos; fone=phone; fones=phones; moblie=mobile; mobil=mobile; watsapp=whatsapp; watsap=whatsapp
    whatsap=whatsapp; wattsapp=whatsapp; facbook=facebook; facebok=facebook; instergram=instagram; definately=definitely; definatly=definitely
    seperate=separate; neccessary=necessary; neccesary=necessary; necesary=necessary; adress=address; accomodate=accommodate
    occured=occurred; medecine=medicine; medcine=medicine; medicin=medicine; absense=absence; attendence=attendance; uniforn=uniform
    safegarding=safeguarding; safeguading=safeguarding; complant=complaint; governer=governor; governers=governors; colleage=colleague
    collegue=colleague; collegues=colleagues; untill=until; tommorrow=tomorrow; tomorow=tomorrow; wensday=wednesday; wendsday=wednesday
    febuary=february; libary=library; suspention=suspension; exclution=exclusion; dicipline=discipline; headteecher=headteacher"""
)
MENDED = _listed(
    """accept accepted account accounts address afternoon allergy allowed anybody anyone appeal assembly attendance behaviour birthday
    bring brought bullying camera cameras children christmas classroom colleague colleagues comment complain complaint complaints
    computer confiscate confiscated consent contact contacts corridor detention document emergency exclude excluded exclusion facebook
    family follow friend friends governor governors headteacher holiday homework instagram jewellery laptop lesson lessons
    lunchtime medication medicine meeting member message messages mobile morning nursery parent parents password permission personal
    phone phones photo photograph photographs photos picture pictures playground policy policies private profile pupil pupils question
    reception register religious remember report request required residential safeguarding school schools secretary should smartwatch
    social somebody someone staff student students suspended teacher teachers teaching tomorrow trainers trousers
    tuesday twitter uniform vaping visitor visitors volunteer volunteers website wednesday weekend whatsapp without working youtube"""
)
BARE = _listed(
    """back badge bank because before behind being bottle break bring brother call called camera certificate chair change changed charge
    chat check children christmas clock coach come comes coming corridor cost could council count course cousin cover daughter desk does
    doing down drive drop families film find finish finished first flat fortnight friend friends from front full gets getting girl girls
    given going governor governors group half hall hand happens having hear heard help hold husband just kept kids kitchen know laptop
    last lesson lessons letter little long looked lunch mark maths meant meeting mind minibus minutes missed mobile month months morning
    mother much must names needs never next night nothing number parent parents park people person phone phones photo photos pick picture
    pictures place plan pocket pounds problem proper pupil pupils quarter quick rather reading reception record right round rules running
    school screen second send sent should show shut sick sign signed since sister someone something sports staff start started still stop
    straight student students summer supposed table tablet taken taking talk teach teacher teachers telling than that them then there
    thing things think third through times together told tomorrow tonight training trip trips turn tutor twice uniform visit walk want
    watch weekend what whatsapp when where while will with without word work worker would write writing written wrong your"""
)
"""Words known without their vowels."""
REAL = _listed(
    """appal bought bulling complains compliant fiend fiends fried lesion lesions mediation meting polices repot teaches"""
)
DOUBLES = _listed(
    """free see three too all call tell will well still bell ball small school cool pool soon room food book look good took shoot
    boot off staff stuff feel need meet week feed keep been seen speed green sleep class miss pass less boss dress press illness access
    success happy lesson meeting teen sixteen agree coffee kiss missing sorry between fees three kneel tree door floor poor
    beer sheep knee wheel been add odd egg ill bill spell pill fill shall hall wall mess grass loss"""
)
COURTESIES = {
    "before": frozenset(
        """hi|hi there|hi all|hi everyone|hello|hello there|hello all|hello everyone|hey|hey there|hey all|hiya|hiya all|morning all|morning
        |good morning|good morning all|good afternoon|good evening|dear all|dear sir|dear madam|dear sir or madam|dear sir/madam
        |quick question|quick one|just a quick one|a quick one|just a quick question|sorry to bother you|sorry to bother|sorry to be a pain
        |hope you're well|hope you are well|i hope you are well|hope this finds you well|i hope this finds you well|excuse me|-""".replace(
            "\n", ""
        )
        .replace("        ", "")
        .split("|")
    ),
    "after": frozenset(
        """thanks|thank you|many thanks|thanks a lot|thanks so much|thanks very much|thank you so much|thank you very much|thanks in advance
        |thank you in advance|many thanks in advance|thanks for your help|thank you for your help|cheers|ta very much|ta muchly|much appreciated
        |asking for a friend|just asking|just asking for a friend|just wondering|kind regards|best wishes|regards|x|xx|xxx|lol|lmao|haha|hehe
        |tia|let me know|any help appreciated|any advice appreciated|thanks all|thanks everyone|hi|hello|-""".replace(
            "\n", ""
        )
        .replace("        ", "")
        .split("|")
    ),
}
