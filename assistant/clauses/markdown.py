"""Markdown's structure that holds no words of the policy: front matter, rules and heading underlines."""

from __future__ import annotations

import re

from assistant.clauses.lines import Span

_FRONT = re.compile(
    r"\s*---[ \t]*\r?\n(?=[A-Za-z_])"
    r"(?:(?:[\w-]+:(?:[ \t].*)?|[ \t]+\S.*|-[ \t].*|#.*|[ \t]*)\r?\n)+?"
    r"(?:---|\.\.\.)[ \t]*(?=\r?\n|$)"
)
_RULE = re.compile(r"(?P<setext>={2,}|-{2,})|(?:[-*_][ \t]*){3,}")
_LONGEST_FRONT = 5000  # characters


def front_matter(text: str) -> tuple[Span, ...]:
    """The span of the YAML facts between dashes that open a file, if there are any."""
    match = _FRONT.match(text, 0, _LONGEST_FRONT)
    return ((match.end() - len(match.group().lstrip()), match.end()),) if match else ()


def is_rule(line: str) -> bool:
    """Whether a line without its outer space is a rule or an underline: "----", "====", "* * *"."""
    return _RULE.fullmatch(line) is not None


def underline(line: str) -> int:
    """The level of the heading that stands above: 1 for "====", 2 for "----", 0 for other lines."""
    match = _RULE.fullmatch(line)
    return 1 + (line[0] == "-") if match and match["setext"] else 0
