"""Passwords: which are good enough, and their argon2id hashes; argon2-cffi's home."""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from assistant.errors import BadInput

SHORTEST, LONGEST = 12, 256
"""In characters, after Unicode normalisation. The upper bound keeps one request from hashing megabytes."""
AT_ONCE = 2
"""Hashes computed at a time: each takes 64 MiB (RFC 9106's second profile), and sign-in is open to everybody."""
FEWEST_DISTINCT = 5
_COMMON = (
    "abc admin administrator assistant baseball changeme chocolate computer dragon football freedom headteacher "
    "hello iloveyou internet letmein liverpool london login manchester master monkey passphrase password passwords "
    "policies policy princess qwerty qwertyuiop safeguarding school secret sunshine superman teacher temp test trustno "
    "user welcome whatever arsenal chelsea everton guest monday summer winter spring autumn please pass word "
    "asdf asdfghjkl zxcvbnm qaz wsx edc is my the our new this"
)
"""Words that make a password no better, however many of them and whatever figures stand between."""
_WORDS = re.compile("|".join(sorted(_COMMON.split(), key=len, reverse=True)))
_LOOKALIKES = str.maketrans("0134578@$!|", "oleastbasil")
_NAMED_FROM = 5
"""Letters of a name's part that must not stand in the password; a shorter one is within too many words."""
_STAND_IN = "$argon2id$v=19$m=65536,t=3,p=4$kbriflgs1WUO+HpOlI+eqg$pJ4iK6B0crSWAE0k1x36XcfnoWd4KslW4DGD6YyFor4"
"""A hash of nothing anyone knows: what an unknown name's password is held against, so that it takes as long."""


class Passwords:
    """Makes and checks hashes, a few at a time. `hasher` sets their cost; tests hand in a cheap one."""

    def __init__(self, hasher: PasswordHasher | None = None) -> None:
        self._hasher = hasher or PasswordHasher()
        self._slots = BoundedSemaphore(AT_ONCE)

    def hashed(self, password: str) -> str:
        """The password's hash, with its salt and parameters."""
        with self._slots:
            return self._hasher.hash(_normal(password))

    def matches(self, stored: str, password: str) -> bool:
        """Whether the password is the hash's; "" stored (an unknown name) takes the same work and is False."""
        if len(password) > LONGEST * 4:
            password = ""
        with self._slots:
            try:
                return self._hasher.verify(stored or _STAND_IN, _normal(password)) and bool(stored)
            except (VerificationError, InvalidHashError):
                return False

    def outdated(self, stored: str) -> bool:
        """Whether the hash was made with other parameters than today's."""
        return self._hasher.check_needs_rehash(stored)


def require_good(password: str, name: str) -> None:
    """Raise BadInput for a password that is short, among the commonest, or holds the account's name."""
    plain = _normal(password)
    if not SHORTEST <= len(plain) <= LONGEST:
        raise BadInput(
            f"The password has {len(plain)} characters.",
            f"Use {SHORTEST} to {LONGEST}; several words in a row are easy to remember and hard to guess.",
        )
    if any(part in _letters(plain) for part in _parts(name) if len(part) >= _NAMED_FROM):
        raise BadInput("The password holds the account's name.", "Use other words.")
    if len(set(plain.casefold())) < FEWEST_DISTINCT or _is_run(plain) or _is_common(plain, name):
        raise BadInput("The password is among the first that would be tried.", "Use words that others don't.")


def _normal(password: str) -> str:
    """One form for what keyboards write differently (NIST SP 800-63B, 3.1.1.2)."""
    return unicodedata.normalize("NFKC", password)


def _letters(text: str) -> str:
    return re.sub(r"[^a-z]", "", text.casefold().translate(_LOOKALIKES))


def _parts(name: str) -> set[str]:
    words = {_letters(word) for word in re.split(r"[^\w]+|_", name.partition("@")[0])}
    return {word for word in (*words, _letters(name)) if word}


def _is_common(plain: str, name: str) -> bool:
    """Whether no letter is left once common words and the name are taken out, figures read as letters or not."""
    ending_cut = re.sub(r"[\d\W_]+$", "", plain)
    for letters in (re.sub(r"[^a-z]", "", plain.casefold()), _letters(ending_cut)):
        rest = letters
        for part in sorted(_parts(name), key=len, reverse=True):
            rest = rest.replace(part, "")
        if letters and not _WORDS.sub("", rest):
            return True
    return False


def _is_run(plain: str) -> bool:
    """Whether one step leads from each character to the next (123456789012), or a piece repeats (abcd1abcd1)."""
    steps = {(ord(after) - ord(before)) % 10 for before, after in pairwise(plain)}  # 0 comes after 9
    return len(steps) == 1 or plain in (plain + plain)[1:-1]
