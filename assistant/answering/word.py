"""The sentences of an answer, made from the clause's own words; refusals are constants here."""

from __future__ import annotations

import re

from assistant.answering.rows import is_row, row_in_words
from assistant.dates import say
from assistant.values import Citation, Contact, Organisation, Question, Role, Verdict

OPENINGS = {
    Verdict.YES: "Yes. ",
    Verdict.NO: "No. ",
    Verdict.CONDITIONAL: "It depends. ",
    Verdict.INFO: "",
}
NOT_COVERED = "The policies searched do not say. The closest clauses are listed below; {ask}."
NOTHING_CLOSE = "The policies searched do not say, and no clause comes close: {ask}."
NO_POLICIES = "On {day} {name} had no policy in force{open_to}: {ask}."
UNAVAILABLE = "The policies can't be read at the moment, so the question was not answered: {ask}."
CARD = (
    "If a child may be at risk, act now and do not wait for anyone else to. In immediate danger ring 999. "
    "Tell the safeguarding lead today: {lead}. Do not promise to keep it secret; nobody is to blame for speaking up. "
    "Also: NSPCC 0808 800 5000 · Childline 0800 1111 (for children) · Samaritans 116 123 · SHOUT, text 85258 · NHS 111."
)
OVERDUE = "The review of “{title}” ({version}) was due by {due}. Check that the rule still stands."
SUPERSEDED = "This quotes “{title}” of {version}, which has been superseded. It is not the rule today."
NOT_YET = "This quotes “{title}” of {version}, which is not in force yet."
EXCEPTION = "Read the rule together with its exception in {marks}."
CONDITION = "The rule comes with the condition in {marks}."
RULE = "This clause modifies the rule in {marks}; read the two together."
REFERENCE = "The clause refers to {marks}."
DEFINITION = "What a word of the rule means is in {marks}."
SECOND = "The question touches two rules: for its other part see {marks}."
OTHER_POLICY = "The clause refers to another policy: {titles}."

OPEN_TO = {Role.PARENT: " that parents may read", Role.PUPIL: " that pupils may read"}
"""Behind "policy" or "policies": whose they are, for whoever is outside staff; staff may read all."""

LONGEST_SENTENCE = 420
MARKUP = re.compile(r"\*\*|__|(?<!\w)\*(?=\w)|\[([^\]]+)\]\([^)]*\)")
AWAITS = re.compile(
    r"\b(?:not|must|should|may|can|will|to|are|is|be|shall|who|which|that|if|when|unless)$", re.IGNORECASE
)
LEADS_ON = re.compile(r"\b(?:for|with|without|by|of|in|on|at|from|about|and|or|the|a|an)$", re.IGNORECASE)
"""What a stem may end with that goes on in an item of any kind, and in one that begins in lower case."""
CONTINUES = re.compile(r"^[A-Z][a-z]+\b|^A\b|^An\b")


def sentence(verdict: Verdict, citation: Citation) -> str:
    """One plain sentence that says what the deciding clause says, with its mark."""
    row = is_row(citation.clause)
    rule = plain_row(citation.stem, citation.quote) if row else plain_rule(citation.stem, citation.quote)
    return f"{OPENINGS.get(verdict, '')}{rule} [{citation.number}]"


def plain_row(titles: str, quote: str) -> str:
    """A table's row as titles with their values, without markup; a long one is cut at a word, with an ellipsis."""
    return _ended(_plain(row_in_words(titles, quote)))


def plain_rule(stem: str, quote: str) -> str:
    """Stem and clause as one sentence, without markup; a long one is cut at a word, with an ellipsis."""
    words, lead = _plain(quote), _plain(stem).rstrip(" :–-")
    if lead and not lead.endswith((".", "!", "?")):
        words = f"{lead} {_lower_first(words)}" if _reads_on(lead, words) else f"{lead}: {words}"
    return _ended(words)


def _ended(words: str) -> str:
    if len(words) > LONGEST_SENTENCE:
        words = words[:LONGEST_SENTENCE].rsplit(" ", 1)[0] + " …"
    words = words.rstrip(" ;,")
    return words if words.endswith((".", "!", "?", "…")) else f"{words}."


def _reads_on(lead: str, words: str) -> bool:
    """Whether a list item finishes the stem's sentence: "staff must not:" does, "Name, account" does not."""
    return bool(AWAITS.search(lead)) or (words[:1].islower() and bool(LEADS_ON.search(lead)))


def _lower_first(words: str) -> str:
    return words[0].lower() + words[1:] if CONTINUES.match(words) else words


def _plain(text: str) -> str:
    return " ".join(MARKUP.sub(lambda found: found.group(1) or "", text).split())


def none_in_force(question: Question, organisation: Organisation) -> str:
    """The refusal where no policy that the asker may read was in force on the day asked about."""
    open_to, day = OPEN_TO.get(question.role, ""), say(question.as_of)
    return NO_POLICIES.format(name=organisation.name, open_to=open_to, day=day, ask=whom_to_ask(organisation))


def whom_to_ask(organisation: Organisation) -> str:
    """The end of every refusal: "ask the school office (phone, e-mail)"."""
    return f"ask {reach(organisation.office)}"


def reach(contact: Contact) -> str:
    """A contact with the ways to reach it, as in running text."""
    ways = ", ".join(way for way in (contact.phone, contact.email) if way)
    return f"{contact.name} ({ways})" if ways else contact.name
