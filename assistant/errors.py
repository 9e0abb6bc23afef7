"""Errors for the person running the assistant: each says what went wrong and ends with what to do next."""

from __future__ import annotations


class AssistantError(Exception):
    """Something that the person running the assistant can mend; the command line exits with 2."""

    def __init__(self, problem: str, remedy: str) -> None:
        super().__init__(f"{problem} {remedy}")
        self.problem = problem
        self.remedy = remedy


class UnreadableFile(AssistantError):
    """The file can't be turned into text."""


class BadMetadata(AssistantError):
    """What is known of a policy contradicts itself or another policy."""


class UnknownName(AssistantError):
    """No organisation, document or clause has this name."""


class BadInput(AssistantError):
    """The question, batch or option can't be used as it stands."""


class DataFolderError(AssistantError):
    """The data folder is missing, unwritable, damaged, locked or of another format."""
