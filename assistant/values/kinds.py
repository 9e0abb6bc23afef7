"""The closed lists: what a clause does, how an answer turns out, who asks."""

from __future__ import annotations

from enum import StrEnum


class Modality(StrEnum):
    """What a clause does."""

    PROHIBITS = "prohibits"
    REQUIRES = "requires"
    PERMITS = "permits"
    ADVISES = "advises"
    DEFINES = "defines"
    STATES = "states"


class Verdict(StrEnum):
    """The answer in one word."""

    YES = "yes"
    NO = "no"
    CONDITIONAL = "conditional"
    INFO = "info"
    NOT_COVERED = "not_covered"


class Outcome(StrEnum):
    """Why an answer looks as it does: a closed list."""

    ANSWERED = "answered"
    NOT_COVERED = "not_covered"
    UNCLEAR_QUESTION = "unclear_question"
    OUT_OF_SCOPE = "out_of_scope"
    SAFEGUARDING = "safeguarding"
    REFUSED_INPUT = "refused_input"
    UNAVAILABLE = "unavailable"


class Status(StrEnum):
    """Where a version of a policy stands on a given day."""

    IN_FORCE = "in force"
    SUPERSEDED = "superseded"
    NOT_YET_IN_FORCE = "not yet in force"


class Role(StrEnum):
    """Who asks."""

    STAFF = "staff"
    PARENT = "parent"
    PUPIL = "pupil"
    TRAINER = "trainer"

    @property
    def public(self) -> bool:
        """Whether somebody of this role is outside staff, and so sees only what is written for them."""
        return self in (Role.PARENT, Role.PUPIL)


class Access(StrEnum):
    """What an account is for; an admin may do all, a trainer what staff may."""

    STAFF = "staff"
    TRAINER = "trainer"
    ADMIN = "admin"


class BlockKind(StrEnum):
    """What a run of a document's text is, before it becomes clauses."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    ROW = "row"
    NOTE = "note"
    FURNITURE = "furniture"
    CONTENTS = "contents"
