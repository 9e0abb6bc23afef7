"""Join codes: six characters that can be read off a projector and typed on a phone."""

from __future__ import annotations

import secrets

from assistant.errors import UnknownName

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O or U; six of them are 30 bits. Short, so guesses are counted and a code lapses."""
LENGTH = 6
_ALIKE = str.maketrans({"O": "0", "I": "1", "L": "1"})


def new_code() -> str:
    """A code that can't be foretold."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def as_typed(text: str) -> str:
    """The code that somebody meant: spaces, dashes and case don't matter, nor O for 0. Raises UnknownName."""
    code = "".join(text.split()).replace("-", "").upper().translate(_ALIKE)
    if len(code) != LENGTH or any(character not in ALPHABET for character in code):
        raise UnknownName(
            "A join code has six letters and digits.", "Type it as it stands on the screen in the room, “7K3 QXM” say."
        )
    return code


def spaced(code: str) -> str:
    """ "7K3 QXM", easier to read and to say."""
    return f"{code[:3]} {code[3:]}"
