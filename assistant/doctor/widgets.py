"""Whether an organisation's widget can show, reads well and has something to show; and how long things are kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from assistant.contrast import BLACK, ENOUGH, WHITE, contrast
from assistant.doctor.findings import Finding, Level
from assistant.values import Organisation, Policy, Role

LONG_DAYS = 90
"""Kept for longer than a term, what people add wants a reason."""


def widget(organisation: Organisation) -> Iterator[Finding]:
    """What a person should know of the widget's settings."""
    settings, where = organisation.widget, f"{organisation.slug}: widget"
    if not settings.sites:
        yield Finding(
            Level.NOTE,
            f"{where}: sites",
            "The widget may stand on no site, so it shows nowhere.",
            "To show it, list the school's sites: `sites: [https://www.school.example]`.",
        )
    if settings.paused:
        text = "The widget is paused and answers nobody."
        yield Finding(Level.NOTE, f"{where}: paused", text, "Write `paused: false` to let it answer again.")
    yield from _on_this_machine(settings.sites, f"{where}: sites")
    yield from _colour(settings.colour, f"{where}: colour")


def empty(organisation: Organisation, policies: Iterable[Policy]) -> Iterator[Finding]:
    """Whether the widget stands somewhere and could answer from none of the policies in force."""
    if organisation.widget.sites and not any(policy.open_to(Role.PARENT) for policy in policies):
        yield Finding(
            Level.ERROR,
            f"{organisation.slug}: widget",
            "The widget stands on a site, and there is no policy that parents may see.",
            "Open one to parents with `audiences: [staff, parent]`, or take the sites out.",
        )


def keeping(organisation: Organisation) -> Iterator[Finding]:
    """Whether what people add is kept for long."""
    days = organisation.retention_days
    if days > LONG_DAYS:
        yield Finding(
            Level.NOTE,
            f"{organisation.slug}: retention_days",
            f"Feedback and live sessions are kept for {days} days, which is more than a term.",
            "Keep them no longer than they are needed; 30 days are usual.",
        )


def _on_this_machine(sites: Iterable[str], where: str) -> Iterator[Finding]:
    for site in sites:
        if site.startswith("http://"):
            yield Finding(Level.NOTE, where, f"{site} is this machine alone.", "Take it out when you have tried it.")


def _colour(colour: str, where: str) -> Iterator[Finding]:
    white, black = contrast(colour, WHITE), contrast(colour, BLACK)
    if white < ENOUGH:
        yield Finding(
            Level.WARNING,
            where,
            f"The colour {colour} reaches {white:.1f} : 1 against white, where text needs {ENOUGH} : 1.",
            f"The widget writes black on it ({black:.1f} : 1) and darkens it for links. A darker one stays as it is.",
        )
