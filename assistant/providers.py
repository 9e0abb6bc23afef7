"""The sign-in providers that a school trusts, and whom they may let in with which access: `data/sign-in.yaml`."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import yaml

from assistant.errors import AssistantError, BadMetadata
from assistant.reach import cannot_be_overheard
from assistant.values import Access

NAME = "sign-in.yaml"
KEYS = ("label", "issuer", "client_id", "secret_env", "require", "access")
RULE_KEYS = ("emails", "domains", "claims")
STRONGEST_FIRST = (Access.ADMIN, Access.TRAINER, Access.STAFF)
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")

Claims = Mapping[str, Any]
Wanted = tuple[tuple[str, tuple[str, ...]], ...]
"""Claims with the values of which each must have one."""


class NotEntitled(AssistantError):
    """The provider vouches for the person, and no rule gives the person access here."""


@dataclass(frozen=True, slots=True)
class Rule:
    """Whom an access is for: any of the addresses, domains or claims will do."""

    access: Access
    emails: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    claims: Wanted = ()

    def fits(self, claims: Claims) -> bool:
        """Whether the claims fit; an e-mail counts only if the provider says that it is verified."""
        email = verified_email(claims)
        domain = email.rpartition("@")[2]
        by_mail = bool(email) and (email in self.emails or domain in self.domains)
        return by_mail or any(_has(claims, claim, values) for claim, values in self.claims)


@dataclass(frozen=True, slots=True)
class Provider:
    """One OpenID provider. `require` are claims that everybody must have, such as Google's `hd`."""

    slug: str
    label: str
    issuer: str
    client_id: str
    secret_env: str
    rules: tuple[Rule, ...]
    require: Wanted = ()

    @property
    def can_make_admin(self) -> bool:
        """Whether some rule gives an administrator's access."""
        return any(rule.access is Access.ADMIN for rule in self.rules)

    @property
    def grounds(self) -> str:
        """A digest of all the provider's settings: sessions given on other grounds are over."""
        return sha256(repr(self).encode()).hexdigest()

    def access_for(self, claims: Claims) -> Access:
        """The strongest access that the claims entitle to. Raises NotEntitled."""
        for claim, values in self.require:
            if not _has(claims, claim, values):
                raise NotEntitled(
                    f"This {self.label} account does not belong to the school.",
                    "Sign in with the account that the school gave, or ask an administrator.",
                )
        for access in STRONGEST_FIRST:
            if any(rule.access is access and rule.fits(claims) for rule in self.rules):
                return access
        raise NotEntitled(
            f"This {self.label} account has no access here.",
            "Sign in with the account that the school gave, or ask an administrator to add it.",
        )

    def secret(self) -> str:
        """The client's secret, from the environment. Raises BadMetadata."""
        found = os.environ.get(self.secret_env, "")
        if not found:
            raise BadMetadata(
                f"Signing in with {self.label} needs a secret, and the environment variable {self.secret_env} is "
                "empty.",
                "Set it to the client secret that the provider gave, and start the app again.",
            )
        return found


def read_providers(data: Path) -> tuple[Provider, ...]:
    """The providers of a data folder, none where there is no sign-in.yaml. Raises BadMetadata."""
    path = data / NAME
    if not path.is_file():
        return ()
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise BadMetadata(f"{NAME} is not YAML ({error}).", "Mend it; docs/sign-in.md has examples.") from error
    sections = (content or {}).get("providers") if isinstance(content or {}, Mapping) else None
    if not isinstance(sections, Mapping) or set(content) != {"providers"}:
        raise _fault("the file", "has one section, “providers”, with a provider by name in it")
    return tuple(_provider(str(slug), section) for slug, section in sections.items())


def verified_email(claims: Claims) -> str:
    """The e-mail address in small letters, "" unless the provider says that it is verified."""
    email = claims.get("email")
    return email.casefold() if isinstance(email, str) and claims.get("email_verified") is True else ""


def _has(claims: Claims, claim: str, values: tuple[str, ...]) -> bool:
    held = claims.get(claim)
    return any(value in values for value in (held if isinstance(held, list) else [held]))


def _provider(slug: str, section: object) -> Provider:
    if not _SLUG.fullmatch(slug):
        raise _fault(slug, "has a name of small letters, digits and hyphens")
    if not isinstance(section, Mapping) or set(section) - set(KEYS):
        raise _fault(slug, f"has no other settings than {', '.join(KEYS)}")
    words = {key: _words(section.get(key), slug, key) for key in ("issuer", "client_id", "secret_env")}
    _check_issuer(words["issuer"], slug)
    access = section.get("access")
    if not isinstance(access, Mapping) or not access:
        raise _fault(f"{slug}: access", "names staff, trainer or admin and whom it is for")
    rules = tuple(_rule(str(name), whom, f"{slug}: access: {name}") for name, whom in access.items())
    label = _words(section.get("label", slug.title()), slug, "label")
    return Provider(slug, label, **words, rules=rules, require=_claims(section.get("require"), f"{slug}: require"))


def _rule(name: str, whom: object, where: str) -> Rule:
    if name not in list(Access):
        raise _fault(where, "is one of staff, trainer and admin")
    if not isinstance(whom, Mapping) or not whom or set(whom) - set(RULE_KEYS):
        raise _fault(where, f"holds any of {', '.join(RULE_KEYS)}")
    emails, domains = (_listed(whom.get(key), f"{where}: {key}") for key in ("emails", "domains"))
    if any(email.count("@") != 1 for email in emails) or any("@" in domain or "*" in domain for domain in domains):
        raise _fault(where, "has whole addresses as emails (head@school.example) and whole domains (school.example)")
    folded = (tuple(each.casefold() for each in emails), tuple(each.casefold() for each in domains))
    return Rule(Access(name), *folded, _claims(whom.get("claims"), f"{where}: claims"))


def _claims(value: object, where: str) -> Wanted:
    if value is None:
        return ()
    if not isinstance(value, Mapping):
        raise _fault(where, "names claims and their values")
    return tuple((str(claim), _listed(values, f"{where}: {claim}")) for claim, values in value.items())


def _listed(value: object, where: str) -> tuple[str, ...]:
    if value is None:
        return ()
    listed = value if isinstance(value, list) else [value]
    words = tuple(each.strip() for each in listed if isinstance(each, str))
    if not words or len(words) < len(listed) or not all(words):
        raise _fault(where, "is a word or a list of words")
    return words


def _words(value: object, where: str, key: str) -> str:
    if not isinstance(value, str) or not value.strip():
        raise _fault(f"{where}: {key}", "is given, in words")
    return value.strip()


def _check_issuer(issuer: str, slug: str) -> None:
    parts = urlsplit(issuer)
    if not cannot_be_overheard(issuer) or parts.query or parts.fragment:
        raise _fault(f"{slug}: issuer", "is an address that begins with https://")


def _fault(where: str, rule: str) -> BadMetadata:
    return BadMetadata(
        f"{NAME}: {where} is not as it should be.", f"Write it so that it {rule}; docs/sign-in.md has examples."
    )
