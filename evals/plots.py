"""The report's plots, as SVG to stand inside the page; matplotlib's only home."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence

from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure

from assistant.values import Verdict
from evals.curves import Calibration, Point
from evals.scores import Score
from evals.wording import TITLES

BARS = ("first", "first_three", "precision_first", "recall_first")
# The curve's thresholds are 0.01 apart: the point nearest to the assistant's own is within half of that.
HALF_STEP = 0.005
COLOURS = ("#1d4f91", "#c8702a", "#5f6b76", "#8a5fa3")


def compared(scores: Sequence[Score]) -> str:
    """Bars with 95 % intervals: what is cited, system by system."""
    figure = Figure(figsize=(9, 3.4), layout="constrained")
    axes = figure.subplots()
    width = 0.8 / max(1, len(scores))
    for n, score in enumerate(scores):
        found = [score.groups["all"].get(name) for name in BARS]
        values = [m.value if m else 0.0 for m in found]
        errors = [
            [m.value - m.low if m else 0.0 for m in found],
            [m.high - m.value if m else 0.0 for m in found],
        ]
        places = [place + n * width for place in range(len(BARS))]
        axes.bar(places, values, width, yerr=errors, capsize=2, label=score.system, color=COLOURS[n % 4])
    middle = width * (len(scores) - 1) / 2
    axes.set_xticks([n + middle for n in range(len(BARS))], [_wrapped(TITLES[name]) for name in BARS])
    axes.set_ylim(0, 1.02)
    axes.legend(ncols=4, loc="upper center", bbox_to_anchor=(0.5, 1.16), frameon=False)
    return _svg(figure)


def confusion(verdicts: Mapping[tuple[str, str], int], title: str) -> str:
    """The verdicts expected (rows) and given (columns), as counts by (expected, given)."""
    words = [str(verdict) for verdict in Verdict]
    counts = [[verdicts.get((expected, given), 0) for given in words] for expected in words]
    figure = Figure(figsize=(5, 4), layout="constrained")
    axes = figure.subplots()
    axes.imshow(counts, cmap="Blues")
    axes.set_title(title, fontsize=10)
    axes.set_xticks(range(len(words)), words, rotation=30)
    axes.set_yticks(range(len(words)), words)
    axes.set_xlabel("given")
    axes.set_ylabel("expected")
    most = max(map(max, counts)) or 1
    for y, row in enumerate(counts):
        for x, count in enumerate(row):
            axes.text(x, y, str(count), ha="center", va="center", color="white" if count > most / 2 else "black")
    return _svg(figure)


def times(values: Sequence[float]) -> str:
    """How long the answers took, in milliseconds (n,)."""
    figure = Figure(figsize=(5, 2.6), layout="constrained")
    axes = figure.subplots()
    axes.hist(values, bins=30, color=COLOURS[0])
    axes.set_xlabel("milliseconds an answer")
    axes.set_ylabel("questions")
    return _svg(figure)


def calibration(found: Calibration) -> str:
    """A reliability diagram: the confidence that the assistant tells against the share that is right, by bin."""
    figure = Figure(figsize=(4.6, 4), layout="constrained")
    axes = figure.subplots()
    axes.plot((0, 1), (0, 1), color=COLOURS[2], linewidth=1, linestyle="--")
    for each in found.bins:
        ends = [[each.right.value - each.right.low], [each.right.high - each.right.value]]
        axes.errorbar(each.confidence, each.right.value, yerr=ends, fmt="o", color=COLOURS[0], capsize=3)
        axes.annotate(f" {each.right.cases}", (each.confidence, each.right.value), fontsize=8)
    axes.set_xlim(0, 1.02)
    axes.set_ylim(0, 1.02)
    axes.set_xlabel("confidence")
    axes.set_ylabel("verdict and deciding clause right")
    axes.set_title(f"calibration error {found.error:.3f}, n {found.answers}", fontsize=10)
    return _svg(figure)


def coverage(points: Sequence[Point], shipped: float | None) -> str:
    """The share of questions answered against the share of those right; `shipped` is the assistant's threshold."""
    figure = Figure(figsize=(4.6, 4), layout="constrained")
    axes = figure.subplots()
    told = [(point.threshold, point.answered, point.right) for point in points if point.right is not None]
    axes.plot([answered for _, answered, _ in told], [right for _, _, right in told], color=COLOURS[0])
    for threshold, answered, right in told:
        if shipped is not None and abs(threshold - shipped) < HALF_STEP:
            axes.plot(answered, right, "o", color=COLOURS[1], label=f"as it ships, {shipped:g}")
            axes.legend(frameon=False)
    axes.set_xlim(0, 1.02)
    axes.set_ylim(0, 1.02)
    axes.set_xlabel("questions answered")
    axes.set_ylabel("right among those answered")
    return _svg(figure)


def cost(points: Sequence[Point], shipped: float | None) -> str:
    """The mean cost a question against the threshold for answering."""
    figure = Figure(figsize=(4.6, 4), layout="constrained")
    axes = figure.subplots()
    axes.plot([point.threshold for point in points], [point.cost for point in points], color=COLOURS[0])
    if shipped is not None:
        axes.axvline(shipped, color=COLOURS[1], linestyle="--", label=f"as it ships, {shipped:g}")
        axes.legend(frameon=False)
    axes.set_ylim(bottom=0)
    axes.set_xlabel("answers from this chance of being settled on")
    axes.set_ylabel("mean cost a question")
    return _svg(figure)


def _wrapped(title: str) -> str:
    words = title.split()
    half = (len(words) + 1) // 2
    return " ".join(words[:half]) + "\n" + " ".join(words[half:])


def _svg(figure: Figure) -> str:
    page = io.StringIO()
    FigureCanvasSVG(figure).print_svg(page, metadata={"Date": None})
    return page.getvalue()[page.getvalue().index("<svg") :]
