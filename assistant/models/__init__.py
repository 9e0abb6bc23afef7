"""The shipped models: texts in, vectors, scores and verdicts out; no torch."""
