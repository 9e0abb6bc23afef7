"""Brings one organisation's index in line with its files: what is new, changed, gone or refused."""

from __future__ import annotations

from assistant.syncing.jobs import Job, Tools, copy_in, made, require_file
from assistant.syncing.rounds import CHANGED, NEW, REFUSED, REMOVED, UNCHANGED, Change, bring_in_line

__all__ = [
    "CHANGED",
    "NEW",
    "REFUSED",
    "REMOVED",
    "UNCHANGED",
    "Change",
    "Job",
    "Tools",
    "bring_in_line",
    "copy_in",
    "made",
    "require_file",
]
