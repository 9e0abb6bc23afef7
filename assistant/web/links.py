"""Addresses of the policy pages: the only links an answer can hold."""

from __future__ import annotations

from urllib.parse import quote, urlencode

from assistant.values import Citation, Policy


def anchor(clause: str) -> str:
    """The id of a clause on its policy's page."""
    return f"c-{clause}"


def to_policy(policy: Policy, role: str = "staff") -> str:
    """The page of one version of a policy."""
    return _page(policy.organisation, policy.slug, {"version": policy.version, "role": role})


def to_address(policy: Policy, clause: str, role: str = "staff") -> str:
    """The page of one version, at a clause by its address."""
    page = _page(policy.organisation, policy.slug, {"version": policy.version, "clause": clause, "role": role})
    return f"{page}#{quote(anchor(clause), safe='')}"


def to_changes(old: Policy, new: Policy, role: str = "staff") -> str:
    """The page of what changed from one version to another."""
    query = {"from": old.version, "to": new.version, "role": role}
    return _page(new.organisation, new.slug, query, "/changes")


def to_clause(citation: Citation, role: str = "staff") -> str:
    """The page of the cited version, at the cited clause. Raises ValueError if `policy` is no policy id."""
    organisation, slash, rest = citation.policy.partition("/")
    slug, at, version = rest.partition("@")
    if not (organisation and slash and slug and at and version):
        raise ValueError(f"{citation.policy!r} is not of the form organisation/policy@version")
    query = {"version": version, "clause": citation.clause, "role": role}
    if citation.marks:
        query["marks"] = ",".join(f"{start}-{end}" for start, end in citation.marks)
    return f"{_page(organisation, slug, query)}#{quote(anchor(citation.clause), safe='')}"


def _page(organisation: str, slug: str, query: dict[str, str], below: str = "") -> str:
    return f"/policies/{quote(organisation, safe='')}/{quote(slug, safe='')}{below}?{urlencode(query)}"
