"""What a policy says of itself in its opening lines: title, organisation, approver, dates, whom it binds."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.dates import Dated, due, find
from assistant.reading.opening import opening, tail
from assistant.reading.titles import organisation_and_title
from assistant.values import Source


@dataclass(frozen=True, slots=True)
class Facts:
    """Facts found in a document; "" or () where it does not say. Dates are reduced ISO."""

    title: str = ""
    organisation: str = ""
    approver: str = ""
    approved: str = ""
    effective: str = ""
    review: str = ""
    binds: tuple[str, ...] = ()


_SIGNAL = re.compile(
    r"""(?ix)\b(?:
    (?P<last>(?:date\s+of\s+)?last\s+(?:review(?:ed)?|updat\w+|chang\w+|revis\w+|amend\w+|edit\w+)
      | (?<!be\s)(?:reviewed|revised|updated|amended)(?=\s+(?:on|in|by|with|:)?\s*[\dA-Z:]) | reviewed\s+on)
    | (?P<review>next\s+(?:\w+\s+)?(?:review(?:ed)?|due|look|edition|update)|review\s*(?:date|due|by|on)?(?!ed|s)
      | date\s+(?:for|of)\s+(?:next\s+)?(?:re-?)?review|(?:for|due\s+for)\s+review|be\s+(?:re-?)?(?:re)?view\w*
      | look(?:ed)?\s+(?:at\s+)?again|expir\w+|valid\s+(?:until|to)|renew\w*
      | gone\s+over\s+again|comes?\s+(?:back|round)|rewritten|revisited)
    | (?P<effective>in\s+force|effective|takes?\s+effect|appl(?:y|ies)\s+from|with\s+effect|implement\w+|comes?\s+into)
    | (?P<approved>approv\w+|adopt\w+|ratif\w+|agreed|authoris\w+|endorsed
      | signed\s+off|passed|taken\s+up|issued|accepted|determined)
    | (?P<weak>version|v\d[\d.]*|written|drawn\s+up|policy\s+date|date\s+of\s+policy|dated|created|published)
    | (?P<other>added|section|clause|ofsted|inspect\w+|born|until|since|consult\w+|keeping\s+children\s+safe)
    )(?![a-z])"""
)
_FAR = 140
_NEAR = 25
_KINDS = ("last", "review", "effective", "approved", "weak")
_APPROVER = re.compile(
    r"(?i)\b(?:approved|adopted|ratified|agreed|authorised|endorsed|passed|taken up|signed off|accepted|determined)"
    r"(?:\s+(?:by|with)(?:\s+the)?\b|\s*[:\t])[\s:|]*(?P<name>[^\n\t.;|:]{3,90})"
)
_APPROVER_WITHIN = 1200
_NAME_ENDS = re.compile(r"(?i)(?:,\s*|\s+)(?:on|in|at|date|dated|for|and (?:shared|looked)|next|to be)\b.*$")
_GROUPS = {
    "staff": r"staff|employees?|everyone who works|on the payroll|workers?",
    "pupils": r"pupils?|students?|learners?|children in",
    "parents": r"parents?|famil(?:y|ies)",
    "carers": r"carers?",
    "governors": r"governors?",
    "trustees": r"trustees?|directors",
    "volunteers": r"volunteers?",
    "visitors": r"visitors?",
    "contractors": r"contractors?",
}
_SCOPE = re.compile(
    r"(?i)\b(?:appl(?:y|ies) to|binds|covers|is for|are for|code is for"
    r"|follows? this|social media by|used? by|behave)\b[^.\n]{0,300}"
)
_SCOPE_WITHIN = 8000


def describe(source: Source) -> Facts:
    """The facts that the document states of itself."""
    head = opening(source)
    said = _dates(head) or _dates(tail(source))
    organisation, title = organisation_and_title(source, head)
    return Facts(
        title=title,
        organisation=organisation,
        approver=_approver(head[:_APPROVER_WITHIN]),
        approved=said.get("approved") or said.get("last") or said.get("weak", ""),
        effective=said.get("effective", ""),
        review=said.get("review", ""),
        binds=_binds(source.text[:_SCOPE_WITHIN]),
    )


def _dates(text: str) -> dict[str, str]:
    """The first date of each kind, by the nearest word before it that tells what it is."""
    found: dict[str, str] = {}
    before = 0
    for dated in find(text):
        kind = _kind(text, before, dated)
        if kind in _KINDS:
            words = text[dated.start : dated.end]
            found.setdefault(kind, (due(words) if kind == "review" else "") or dated.iso)
        before = dated.end
    return found


def _kind(text: str, before: int, dated: Dated) -> str:
    context = text[max(before, dated.start - _FAR) : dated.start]
    signals = list(_SIGNAL.finditer(context))
    if not signals:
        return ""
    kind = signals[-1].lastgroup or ""
    far = len(context) - signals[-1].end() > _NEAR
    return "" if kind == "effective" and far else kind  # "they apply from the moment…" is no date


def _approver(text: str) -> str:
    for match in _APPROVER.finditer(text):
        name = match["name"]
        dated = find(name)
        name = name[: dated[0].start] if dated else name
        name = _NAME_ENDS.sub("", name).strip(" ,*_-–()")
        if len(name) > 2 and not name[0].isdigit():
            return name
    return ""


def _binds(text: str) -> tuple[str, ...]:
    """The groups named where the document says whom it applies to."""
    scopes = " ".join(match[0] for match in _SCOPE.finditer(text))
    return tuple(group for group, words in _GROUPS.items() if re.search(rf"(?i)\b(?:{words})\b", scopes))
