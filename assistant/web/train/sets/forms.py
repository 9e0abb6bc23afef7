"""What trainers type into forms, checked: each fault says what to mend, before anything is saved."""

from __future__ import annotations

from assistant import personal
from assistant.errors import BadInput
from assistant.scenarios.draw import FEWEST, MOST
from assistant.scenarios.values import CHOICES
from assistant.values import Role, Verdict

AUDIENCES = ((Role.STAFF, "Staff"), (Role.PARENT, "Parents"), (Role.PUPIL, "Pupils"))
LONGEST_TITLE, LONGEST_QUESTION, LONGEST_NOTE = 120, 600, 600


def number(text: str, fewest: int = FEWEST, most: int = MOST) -> int:
    """A number of scenarios; raises BadInput outside of `fewest` to `most`."""
    plain = text.strip()
    if not plain.isascii() or not plain.isdigit() or not fewest <= int(plain[:9]) <= most:
        raise BadInput(f"“{plain}” is not a number from {fewest} to {most}.", "Give the number of scenarios wanted.")
    return int(plain)


def audience(text: str) -> Role:
    """Whom the scenarios are for; raises BadInput."""
    found = [role for role, _ in AUDIENCES if role.value == text]
    if not found:
        raise BadInput(f"There is no audience “{text}”.", "Choose staff, parents or pupils.")
    return found[0]


def title(text: str) -> str:
    """A set's title; raises BadInput where it is empty, too long or holds personal data."""
    return _words(text, "title", LONGEST_TITLE)


def question(text: str) -> str:
    """A scenario's question; raises BadInput where it is empty, too long or holds personal data."""
    return _words(text, "question", LONGEST_QUESTION)


def note(text: str) -> str:
    """A remark, which may be empty; raises BadInput where it is too long or holds personal data."""
    return _words(text, "remark", LONGEST_NOTE) if text.strip() else ""


def verdict(text: str) -> Verdict:
    """One of the four verdicts a room can give; raises BadInput."""
    if text not in CHOICES:
        raise BadInput("No verdict is chosen.", "Choose yes, no, it depends or not covered.")
    return Verdict(text)


def _words(text: str, what: str, longest: int) -> str:
    plain = " ".join(text.split())
    if not any(letter.isalnum() for letter in plain):
        raise BadInput(f"The {what} has no words.", f"Write a {what}.")
    if len(plain) > longest:
        raise BadInput(f"The {what} has {len(plain)} characters.", f"Shorten it to {longest} at most.")
    personal.refuse(plain, f"the {what}")
    return personal.masked(plain)
