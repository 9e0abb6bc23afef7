"""Induction scenarios: drawn from question sets and the organisation's bank, checked against the version in force."""
