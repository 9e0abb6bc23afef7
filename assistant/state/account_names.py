"""Names of accounts: those that can be typed everywhere, and are not taken for a number."""

from __future__ import annotations

import re

from assistant.errors import BadInput

_NAME = re.compile(r"(?=.*[^0-9])[\w.@+'-]{1,64}")


def checked_name(name: str) -> str:
    """The name in small letters. Raises BadInput for one that can't be typed safely everywhere."""
    if not _NAME.fullmatch(name):
        raise BadInput(
            f"{name!r} can't be the name of an account.",
            "Use up to 64 letters, figures, dots, hyphens and @, with one letter at least, such as “j.tern”.",
        )
    return name.casefold()
