"""Telephone numbers and e-mail addresses as links; nothing else in a text ever becomes one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote

PHONE = r"\+?\d[\d ()\u00a0-]{1,18}\d"
EMAIL = r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+"
TEXTED = re.compile(r"text $")
EITHER = re.compile(rf"(?<![\w@.])(?P<email>{EMAIL})|(?<![\w@.+])(?P<phone>{PHONE})(?![\w@])")


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a text; `href` is "" where it is no link."""

    text: str
    href: str = ""


def phone_link(phone: str) -> str:
    """ "tel:0163…" for a telephone number, "" for anything else; an extension is left to be dialled."""
    found = re.match(rf"\s*({PHONE})(?=\s|,|;|$)", phone)
    return f"tel:{re.sub(r'[^+0-9]', '', found[1])}" if found else ""


def email_link(email: str) -> str:
    """ "mailto:…" for an e-mail address, "" for anything else."""
    return f"mailto:{quote(email.strip(), safe='@')}" if re.fullmatch(EMAIL, email.strip()) else ""


def spans(text: str) -> tuple[Span, ...]:
    """The text cut at its telephone numbers and e-mail addresses, in order."""
    return tuple(span for span in _cut(text) if span.text)


def _cut(text: str) -> Iterator[Span]:
    position = 0
    for found in EITHER.finditer(text):
        before = text[position : found.start()]
        yield Span(before)
        if found["email"]:
            yield Span(found[0], email_link(found[0]))
        else:
            link = phone_link(found[0])
            yield Span(found[0], link.replace("tel:", "sms:") if TEXTED.search(before) else link)
        position = found.end()
    yield Span(text[position:])
