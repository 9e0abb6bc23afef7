"""`python -m evals`: the question sets without the assistant's command line."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from assistant.errors import AssistantError
from evals.cli import named_run, run


def main() -> int:
    """Read the arguments and run; 0 all well, 1 under the gate, 2 something to mend."""
    parser = argparse.ArgumentParser(prog="python -m evals", description=__doc__)
    parser.add_argument("sets", nargs="*", metavar="SET", help="question sets (all, when none is named)")
    parser.add_argument("--report", type=Path, metavar="DIR", help="write report.html and measures.json here")
    parser.add_argument("--gate", action="store_true", help="exit 1 under the thresholds")
    parser.add_argument("--data", type=Path, metavar="DIR", help="where the indexes lie")
    parser.add_argument("--no-baselines", action="store_true", help="ask the assistant alone")
    parser.add_argument("--rescore", metavar="RUN", help='score a run again, by name or "latest"')
    given = parser.parse_args()
    try:
        rescore = named_run(given.rescore) if given.rescore else None
        return run(given.sets, given.report, given.gate, given.data, not given.no_baselines, rescore)
    except AssistantError as error:
        print(f"{error.problem}\n{error.remedy}", file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
