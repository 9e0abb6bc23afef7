"""The page of a policy's differences between two versions, clause by clause."""

from __future__ import annotations

from collections.abc import Callable

from assistant.values import Document, Policy, Role
from assistant.web import changes, links, viewing
from assistant.web.templating import render
from assistant.web.viewing import Version

Find = Callable[[Policy], Document]
"""Fetches a version's document; raises UnknownName for one that was withdrawn meanwhile."""


def changes_page(versions: tuple[Version, ...], start: str, end: str, role: Role, find: Find) -> str:
    """How the version `end` differs from `start`; left out, the one in force from the one before it, if there is one.

    Raises UnknownName for a version that is not there. A policy of one version and a version beside itself are told.
    """
    new = viewing.chosen(versions, end).policy
    if start:
        old = viewing.chosen(versions, start).policy
    else:
        old, new = _neighbours(new, versions)
    found = changes.between(find(old), find(new)) if old.id != new.id else None
    return render(
        "changes.html",
        old=old,
        new=new,
        versions=versions,
        changes=found,
        count=changes.count,
        role=role.value,
        page=lambda policy: links.to_policy(policy, role.value),
        place=lambda policy, clause: links.to_address(policy, clause.clause, role.value),
    )


def _neighbours(shown: Policy, versions: tuple[Version, ...]) -> tuple[Policy, Policy]:
    """The version before and the one shown; the oldest and what comes last, since time never runs backwards."""
    old = changes.before(shown, versions)
    return (old, shown) if old else (shown, versions[0].policy)
