"""Counters in Prometheus' text format; they hold no question's text."""

from __future__ import annotations

from collections import Counter
from threading import Lock

from assistant.values import Outcome


class Questions:
    """Counts questions by outcome; safe to use from several threads."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()
        self._errors = 0
        self._lock = Lock()

    def count(self, outcome: Outcome) -> None:
        """Note one question with its outcome."""
        with self._lock:
            self._counts[outcome.value] += 1

    def count_error(self) -> None:
        """Note one question that ended in an error."""
        with self._lock:
            self._errors += 1

    def text(self) -> str:
        """All counters, those at zero included, as Prometheus reads them."""
        with self._lock:
            counts, errors = dict(self._counts), self._errors
        lines = [
            "# HELP policy_assistant_questions_total Questions answered, by outcome.",
            "# TYPE policy_assistant_questions_total counter",
            *(f'policy_assistant_questions_total{{outcome="{o.value}"}} {counts.get(o.value, 0)}' for o in Outcome),
            "# HELP policy_assistant_question_errors_total Questions that ended in an error.",
            "# TYPE policy_assistant_question_errors_total counter",
            f"policy_assistant_question_errors_total {errors}",
        ]
        return "\n".join(lines) + "\n"
