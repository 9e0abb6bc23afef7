"""From a source to its clauses: what can be cited, where it stands, what it does and whom it binds."""

from assistant.clauses.coverage import Accounts, accounts, coverage, unaccounted, uncovered
from assistant.clauses.split import split

__all__ = ["Accounts", "accounts", "coverage", "split", "unaccounted", "uncovered"]
