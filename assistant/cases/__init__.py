"""Question sets: YAML files of hand-written cases, read and checked; for the gate, the report and the training room."""

from __future__ import annotations

from assistant.cases.sets import load, load_file, shipped
from assistant.cases.values import AS_OF, Case, CaseSet, Corpus, Kind, Target

__all__ = ["AS_OF", "Case", "CaseSet", "Corpus", "Kind", "Target", "load", "load_file", "shipped"]
