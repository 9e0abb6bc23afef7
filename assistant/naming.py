"""Slugs: checking those of organisations and policies, and deriving a policy's from its title."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from assistant.errors import BadInput

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_DATED = re.compile(r"\b(?:19|20)\d\d(?:\s*[/–-]\s*(?:19|20)?\d\d)?\b|\bv(?:ersion)?\.?\s*\d+(?:\.\d+)*\b", re.I)
_KIND = re.compile(r"\b(?:policy|policies)\b\s*$|^\s*policy\s+(?:on|for)\b", re.I)


def checked_slug(slug: str, what: str) -> str:
    """The slug itself; raises BadInput when it holds anything but small letters, digits and hyphens."""
    if not _SLUG.fullmatch(slug):
        raise BadInput(
            f"{slug!r} can't be the slug of {what}.",
            'Use small letters, digits and hyphens alone, such as "marram-bay".',
        )
    return slug


def policy_slug(title: str, organisation: str) -> str:
    """A policy's slug: "Marram Bay Social Media Policy 2026" of Marram Bay is "social-media"."""
    words = re.sub(re.escape(organisation), " ", title, flags=re.I) if organisation else title
    words = _KIND.sub(" ", _DATED.sub(" ", words).strip(" -–—:,.()"))
    return slugify(words) or slugify(title) or "policy"


def slugify(words: str) -> str:
    """Small letters, digits and hyphens: "Pupils’ Wi-Fi" is "pupils-wi-fi"."""
    plain = unicodedata.normalize("NFKD", words.replace("'", "").replace("’", ""))
    return re.sub(r"[^a-z0-9]+", "-", plain.encode("ascii", "ignore").decode().lower()).strip("-")


def resembling(slug: str, others: Iterable[str]) -> str:
    """The first of the others that ends with the slug, or that the slug ends with; "" if none does."""
    pairs = (other for other in others if other != slug)
    return next((o for o in pairs if o.endswith(f"-{slug}") or slug.endswith(f"-{o}")), "")
