"""What somebody pasted, without the e-mail around it: headers, greetings, quoted lines, signatures and disclaimers."""

from __future__ import annotations

import re

HEADER = re.compile(r"^\W{0,6}(?:from|to|cc|bcc|sent|date|reply-to|importance|attachments?)\s?:\s", re.IGNORECASE)
SUBJECT = re.compile(r"^\W{0,6}subject\s?:\s*(?:(?:re|fwd?)\s?:\s*)*", re.IGNORECASE)
EARLIER = re.compile(
    r"^\W{0,12}(?:original message|forwarded message|begin forwarded message)\b|^\W{0,3}on .{4,120} wrote:\s*$|^_{8,}\s*$",
    re.IGNORECASE,
)
GREETING = re.compile(
    r"^\s*(?:dear|hi|hello|hey|hiya|good (?:morning|afternoon|evening)|morning|afternoon)\b(?: [\w.'’/-]+){0,4}\s?[,!:–-]\s*",
    re.IGNORECASE,
)
SIGN_OFF = re.compile(
    r"^\s*(?:-- ?|(?i:(?:with )?(?:kind|best|warm|kindest|warmest) (?:regards|wishes)|regards|yours(?: (?:sincerely|faithfully|truly))?"
    r"|(?:many )?thanks(?: (?:again|in advance|very much|so much|a lot))?|thank you(?: (?:in advance|very much|so much))?|cheers|best|all the best"
    r"|sincerely)\s*[,.!]?\s*(?:[A-Z][\w.'’-]*\s*){0,3})$"
)
SMALL_PRINT = re.compile(
    r"^\W*(?:this (?:e-?mail|message|communication|transmission)\b.{0,80}\b(?:confidential|intended|privileged|attachments)"
    r"|the (?:information|contents?) (?:contained )?(?:in|of) this|confidentiality (?:notice|warning)|disclaimer\b|please consider the environment"
    r"|if you (?:have received this|are not the intended)|sent from (?:my|outlook|mail|yahoo)|get outlook for|caution: this e-?mail)",
    re.IGNORECASE,
)
QUOTED = re.compile(r"^\s*>[>\s]*")
ITEM = re.compile(r"^\s*(?:\(?(?:\d{1,2}|[a-h])[.)]|[-*•–])\s+")
WRAPPED_FROM = 60
"""Characters. A line at least this long was broken by the mail program, not by its writer."""


def without_mail(text: str) -> str:
    """The writer's own words, a paragraph or list item a line; the mail quoted below when nothing is asked above."""
    lines = text.splitlines()
    if len(lines) < 2:
        return GREETING.sub("", text, count=1) or text
    at = _earlier(lines)
    unquoted = [QUOTED.sub("", line) for line in lines]
    parts = (_own(lines[:at]), _own(unquoted[:at]), _own(unquoted[at:]))
    asked = next((part for part in parts if "?" in part), next(filter(None, parts), ""))
    subject = next((SUBJECT.sub("", line).strip() for line in lines if SUBJECT.match(line)), "")
    if subject and "?" not in asked:
        asked = f"{subject}\n{asked}".strip()
    return asked or text


def _earlier(lines: list[str]) -> int:
    """The line at which an earlier mail begins: a marker, or a header after words of one's own."""
    own = False
    for number, line in enumerate(lines):
        if not line:
            continue
        head = bool(HEADER.match(line) or SUBJECT.match(line))
        if EARLIER.match(line) or (head and own):
            return number
        own = own or bool(line.strip() and not head)
    return len(lines)


def _own(lines: list[str]) -> str:
    """The lines without headers, quotations and small print, up to the signature; its greeting taken off."""
    kept: list[str] = []
    asks_until = max((number for number, line in enumerate(lines) if "?" in line), default=-1)
    for number, line in enumerate(lines):
        if not line:
            kept.append("")
            continue
        if SMALL_PRINT.match(line) or (SIGN_OFF.match(line) and any(kept) and number > asks_until):
            break
        if not any(kind.match(line) for kind in (HEADER, SUBJECT, QUOTED, SIGN_OFF, EARLIER)):
            kept.append(line.strip())
    first = next((number for number, line in enumerate(kept) if line), 0)
    return _unwrapped([GREETING.sub("", line, count=1) if at == first else line for at, line in enumerate(kept)])


def _unwrapped(lines: list[str]) -> str:
    """Lines that a mail program broke put together again."""
    joined: list[str] = []
    open_end = False
    for line in lines:
        if line and open_end and not ITEM.match(line):
            joined[-1] = f"{joined[-1]} {line}"
        elif line:
            joined.append(line)
        open_end = len(line) >= WRAPPED_FROM
    return "\n".join(joined)
