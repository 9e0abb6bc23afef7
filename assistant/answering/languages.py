"""Which language a question is in, if it is plainly not English: by script and by the commonest words.

A statistical detector (py3langid) was tried and left out: 1.2 s to load, and it took "hello" for Breton.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

SCRIPTS = {
    "ARABIC": "Arabic script", "CYRILLIC": "Cyrillic script", "GREEK": "Greek", "HEBREW": "Hebrew",
    "DEVANAGARI": "Devanagari script", "BENGALI": "Bengali", "GURMUKHI": "Punjabi", "TAMIL": "Tamil",
    "CJK": "Chinese or Japanese", "HIRAGANA": "Japanese", "KATAKANA": "Japanese", "HANGUL": "Korean",
    "THAI": "Thai", "ETHIOPIC": "Ethiopic script",
}  # fmt: skip

COMMON = {
    "English": "the a an of to in is are am can may do does i we my our you your it that this on for with if and or not be what who when how "
    "should must have has at by from was were they he she her his them will would about any no so but just ok me there",
    "Welsh": "yr y gan i gyda wnaeth ysgolion ydw ydy yw mae oes sut beth pwy pryd ble gallaf gaf allwn wyf rwy fi ni eich ein ysgol ar gyfer os yn i'r o'r hwn dderbyn ddisgybl plentyn fy a gaf",
    "French": "le la les des est je peux puis puis-je tu vous nous une pour avec qui que quoi comment quand dans sur mon ma mes élève école ce sont du au et ou ne pas est-ce d'un d'une l'école",
    "Spanish": "el los las es puedo una para con quién qué cómo cuándo en mi mis del al y o no puede alumno escuela debo hay por como se son de un",
    "Portuguese": "os as é posso uma para com quem que como quando em meu minha do da ao e ou não pode aluno escola devo há por se são de um",
    "Italian": "il gli è posso una per con chi che come quando mio mia del della al e o non può alunno scuola devo di un sono mi",
    "German": "der die das ist ich kann darf ein eine mit wer was wie wann auf mein meine und oder nicht schüler schule muss zu den dem sind wir",
    "Polish": "czy mogę jest w na z do ucznia uczeń szkole szkoła jak kto kiedy mój moja się nie i lub moje można dla muszę od co być",
    "Romanian": "pot este sunt un o pentru cu cine ce cum când în mea meu copilul școală și sau nu trebuie la de pe elev să",
    "Turkish": "mi mı bir bu ve için ile nasıl kim ne zaman okul öğrenci miyim mıyım benim çocuğum var yok olur",
    "Somali": "ma waa iyo ka ku u in aan waxaan ilmahayga dugsiga sidee goorma yaa miyaan karaa",
}
VOCABULARY = {language: frozenset(words.split()) for language, words in COMMON.items()}
WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


def foreign_language(text: str) -> str:
    """Name the language or script of a question that is plainly not in English; "" otherwise."""
    if script := _foreign_script(text):
        return script
    words = [word.replace("’", "'") for word in WORD.findall(text.lower())]
    counts = {language: sum(word in known for word in words) for language, known in VOCABULARY.items()}
    english = counts.pop("English")
    language = max(counts, key=lambda name: counts[name])
    plainly = counts[language] >= 2 and counts[language] > 2 * english and counts[language] >= len(words) / 5
    return language if plainly else ""


def _foreign_script(text: str) -> str:
    letters = [c for c in text if c.isalpha()]
    names = Counter(unicodedata.name(c, "").split(" ")[0].split("-")[0] for c in letters if ord(c) > 0x370)
    script, count = names.most_common(1)[0] if names else ("", 0)
    return SCRIPTS.get(script, "") if count * 2 > len(letters) else ""
