"""Which language a question is in, if it is plainly not English: by script and by the commonest words.

A statistical detector (py3langid) was tried and left out: 1.2 s to load, and it took "hello" for Breton.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

SCRIPTS = {
    "ARABIC": "Arabic script", "CYRILLIC": "Cyrillic script", "GREEK": "Greek", "HEBREW": "Hebrew",
    "DEVANAGARI": "Devanagari script", "BENGALI": "Bengali", "GURMUKHI": "Punjabi", "GUJARATI": "Gujarati",
    "TAMIL": "Tamil", "TELUGU": "Telugu", "MALAYALAM": "Malayalam", "SINHALA": "Sinhala",
    "CJK": "Chinese or Japanese", "HIRAGANA": "Japanese", "KATAKANA": "Japanese", "HANGUL": "Korean",
    "THAI": "Thai", "ETHIOPIC": "Ethiopic script", "GEORGIAN": "Georgian", "ARMENIAN": "Armenian",
    "MYANMAR": "Burmese", "KHMER": "Khmer",
}  # fmt: skip

COMMON = {
    "English": "the a an of to in is are am can may do does i we my our you your it that this on for with if and or not be what who when how "
    "should must have has at by from was were they he she her his them will would about any no so but just ok me there why where which did get got",
    "Welsh": "yr y gan i gyda wnaeth ysgolion ydw ydy yw mae oes sut beth pwy pryd ble gallaf gaf allwn wyf rwy fi ni eich ein ysgol ar gyfer os yn i'r o'r hwn dderbyn ddisgybl plentyn fy gaf "
    "ydi polisi ffôn ffonau disgyblion rhieni athrawon athro athrawes caniatáu caniateir cael cymryd lluniau lle mewn dros gwisg oed fydd gall hoffwn fod bod chi sy'n sydd teithiau mab merch ddod â'r a'i",
    "French": "le la les des est je peux puis puis-je tu vous nous une pour avec qui que quoi comment quand dans sur mon ma mes élève élèves école ce sont du au et ou ne pas est-ce d'un d'une l'école "
    "quel quelle où il elle leur fils fille enfant peut-on doit faut-il téléphone parents professeur photo qu'est-ce j'ai mon en à n'est c'est",
    "Spanish": "el los las es puedo una para con quién qué cómo cuándo en mi mis del al y o no puede alumno alumnos escuela debo hay por como se son de un "
    "mi hijo hija colegio móvil teléfono cuál dónde está pueden llevar usar los padres profesor tiene política si que la su",
    "Portuguese": "os as é posso uma para com quem que como quando em meu minha do da ao e ou não pode aluno alunos escola devo há por se são de um "
    "filho filha telemóvel celular qual onde está podem levar usar pais professor tem política na no seu",
    "Italian": "il gli è posso una per con chi che come quando mio mia del della al e o non può alunno alunni scuola devo di un sono mi "
    "figlio figlia telefono quale dove cosa possono portare usare genitori insegnante c'è la le nella in si",
    "German": "der die das ist ich kann darf ein eine mit wer was wie wann auf mein meine und oder nicht schüler schule muss zu den dem sind wir "
    "handy sohn tochter kind lehrer eltern welche wo gibt es für im von dürfen können haben hat warum bei",
    "Dutch": "het een ik mag kan wie wat wanneer hoe waar mijn op en niet leerling leerlingen zijn wij voor met van te dat moet telefoon zoon dochter kind ouders welke naar er geen",
    "Polish": "czy mogę jest w na z do ucznia uczeń uczniowie szkole szkoła szkoły jak kto kiedy mój moja moje się nie i lub można dla muszę od co być "
    "dziecko syn córka telefon telefonu gdzie jaki jaka jakie po za że nauczyciel rodzice mogą mieć używać polityka zasady ma są wycieczki wycieczkę",
    "Romanian": "pot este sunt un o pentru cu cine ce cum când în mea meu copilul școală școala și sau nu trebuie la de pe elev elevi să "
    "fiul fiica telefonul unde care poate părinți profesor are au am din mai regulile scoala si in cand",
    "Lithuanian": "ar galiu gali yra mano vaikas vaiko mokykla mokykloje mokyklos mokiniai mokinys kas kada kaip kur ir arba ne su į iš reikia telefoną telefonu sūnus dukra tėvai mokytojas be už koks kokia naudotis",
    "Latvian": "vai es varu drīkst ir mans bērns skola skolā skolēni kas kad kā kur un nav ar no uz vajag telefonu dēls meita vecāki skolotājs",
    "Albanian": "a mund të është unë im ime fëmija shkolla shkollë nxënësit nxënës kush kur si ku dhe ose jo për me në nga duhet telefonin djali vajza prindërit mësuesi çfarë cila lejohet kam ka një shkollës të i e",
    "Turkish": "mi mı mu mü bir bu ve için ile nasıl kim ne zaman okul okulda öğrenci öğrenciler miyim mıyım benim çocuğum oğlum kızım var yok olur telefon telefonu nerede hangi veli öğretmen kullanabilir getirebilir olarak değil",
    "Somali": "ma waa iyo ka ku u in aan waxaan ilmahayga dugsiga sidee goorma yaa miyaan karaa soo qaadan taleefanka ardayda macallinka wiilkayga gabadhayda xaggee maxay loo ogol yahay kartaa",
    "Hungarian": "a az és hogy nem van egy lehet mikor hol ki mi gyermekem fiam lányom iskola iskolában iskolába telefon telefont tanuló diák szülő tanár szabad vihet használhat milyen kell vagy",
    "Czech or Slovak": "je mohu může můžu může môže môžem mój můj moje dítě dieťa škola škole školy školu žák žáci žiak kdo kdy kde jak ako kto kedy a nebo alebo ne nie s v ve na do telefon telefón syn dcera dcéra rodiče rodičia učitel jaký mít používat že se sa",
    "Vietnamese": "tôi có thể không con của được trường học sinh khi nào ai là gì như thế ở đâu điện thoại và cho phụ huynh giáo viên",
    "Tagalog": "ang ng mga sa ba ko ako po puwede pwede anak paaralan kailan sino ano paano saan hindi at magdala guro magulang telepono aking",
    "Swahili": "je naweza mtoto wangu shule shuleni mwanafunzi wanafunzi nani lini vipi wapi na kwa ya wa ni simu mzazi mwalimu kuleta kutumia gani",
}
VOCABULARY = {language: frozenset(words.split()) for language, words in COMMON.items()}
MARKS = re.compile(r"[à-öø-ÿāăąćčďđēĕęěğģīįıķłńņňőřśşșšťţțūůűųźżžơư]|[ạ-ỹ]")
"""Letters that English does without: a word that holds one is as good as a known one."""
UNNAMED = "another language"
WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


def foreign_language(text: str) -> str:
    """Name the language or script of a question that is plainly not in English; "" otherwise."""
    if script := _foreign_script(text):
        return script
    words = [word.replace("’", "'") for word in WORD.findall(text.lower())]
    counts = {language: _count(words, language) for language in VOCABULARY if language != "English"}
    language = max(counts, key=lambda name: counts[name][0])
    known, english = counts[language]
    marked = sum(1 for word in words if word not in VOCABULARY[language] and MARKS.search(word))
    if known + marked < 2 or known + marked <= 2 * english or known + marked < len(words) / 4:
        return ""
    return language if known else UNNAMED


def _count(words: list[str], language: str) -> tuple[int, int]:
    """Words that only the language has among its commonest, and words that only English has."""
    english, own = VOCABULARY["English"], VOCABULARY[language]
    return sum(word in own - english for word in words), sum(word in english - own for word in words)


def _foreign_script(text: str) -> str:
    letters = [c for c in text if c.isalpha()]
    names = Counter(unicodedata.name(c, "").split(" ")[0].split("-")[0] for c in letters if ord(c) > 0x370)
    script, count = names.most_common(1)[0] if names else ("", 0)
    return SCRIPTS.get(script, "") if count * 2 > len(letters) else ""
