"""Which version of a policy is in force on a day.

A version starts on the first day that its effective (or else its approval) date can mean; one
without a date has always been there, so any dated version that has started supersedes it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from assistant import dates
from assistant.values import Policy, Status


def starts(policy: Policy) -> date:
    """The first day on which the version is in force; `date.min` when undated."""
    iso = policy.effective or policy.approved
    return dates.earliest(iso) if iso else date.min


def family(policy: Policy, policies: Iterable[Policy]) -> tuple[Policy, ...]:
    """The versions of the same policy of the same organisation, oldest first."""
    own = (p for p in policies if (p.organisation, p.slug) == (policy.organisation, policy.slug))
    return tuple(sorted(own, key=_age))


def in_force(policies: Iterable[Policy], day: date) -> tuple[Policy, ...]:
    """Of each policy the version in force on the day, in the order in which the policies were given."""
    found: dict[tuple[str, str], Policy] = {}
    for policy in policies:
        if starts(policy) > day:
            continue
        key = (policy.organisation, policy.slug)
        if key not in found or _age(found[key]) < _age(policy):
            found[key] = policy
    return tuple(found.values())


def status_of(policy: Policy, policies: Iterable[Policy], day: date) -> Status:
    """Where a version stands on the day among `policies`, which hold all its versions."""
    if starts(policy) > day:
        return Status.NOT_YET_IN_FORCE
    ruling = in_force([*family(policy, policies), policy], day)
    return Status.IN_FORCE if ruling[0].document == policy.document else Status.SUPERSEDED


def review_overdue(policy: Policy, day: date) -> bool:
    """Whether the last day that the review date can mean has passed."""
    return bool(policy.review) and dates.latest(policy.review) < day


def _age(policy: Policy) -> tuple[date, str, str, str]:
    return starts(policy), policy.approved, policy.version, policy.document
