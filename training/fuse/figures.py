"""What the fits are worth, printed: the order, declining, the verdict, a plain yes, threshold by threshold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
from sklearn.metrics import roc_auc_score  # type: ignore[import-untyped]

from assistant.answering.cues import Cues
from training.fuse.asked import Asked
from training.fuse.logit import Numbers
from training.fuse.verdicts import verdict_models, verdicts


def ranks(found: Sequence[Asked], told: Sequence[Numbers]) -> str:
    """First, first three, and how well "settled" tells near misses from answerable ones."""
    places = [int((t[:-1] > t[each.gold]).sum()) if each.gold >= 0 else 99
              for each, t in zip(found, told, strict=True) if each.gold != -1]  # fmt: skip
    answerable = [each.gold != -1 for each in found]
    auc = roc_auc_score(answerable, [1 - t[-1] for t in told])
    return f"first {np.mean(np.array(places) == 0):.3f} three {np.mean(np.array(places) < 3):.3f} settled AUC {auc:.3f}"


def decisions(found: Sequence[Asked], told: Sequence[Numbers], cues: Cues) -> None:
    """Print what thresholds cost: declining, the verdict, a plain yes."""
    settled = np.array([1 - t[-1] for t in told])
    answerable = np.array([each.gold != -1 for each in found])
    right = np.array(
        [each.gold >= 0 and int(np.argmax(t[:-1])) == each.gold for each, t in zip(found, told, strict=True)]
    )
    for threshold in (0.3, 0.4, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9):
        says = settled >= threshold
        cost = np.where(says, np.where(right, 0, 3), np.where(answerable, 1, 0)).mean()
        print(
            f"answer from {threshold}: answered {says.mean():.3f} right of them {right[says].mean():.3f}, "
            f"near misses declined {(~says[~answerable]).mean():.3f}, "
            f"answerable declined {(~says[answerable]).mean():.3f}, cost {cost:.3f}"
        )
    models = verdict_models(found, cues)
    for name, guessed in (("modality alone", verdicts(found, told, {})), ("fitted", verdicts(found, told, models))):
        sure = [g[0] == each.example.verdict for g, each in zip(guessed, found, strict=True) if each.gold >= 0]
        on_gold = [g[0] == each.example.verdict for g, each, ok in zip(guessed, found, right, strict=True) if ok]
        print(f"verdict by {name}: right {np.mean(sure):.3f}, where the first clause is right {np.mean(on_gold):.3f}")
    for verdict in ("yes", "no"):
        verdict_curve(verdict, found, verdicts(found, told, models), settled)


def verdict_curve(verdict: str, found: Sequence[Asked], guessed: Sequence[tuple[str, float]], settled: Numbers) -> None:
    """Print how many plain verdicts are right and wrong from each threshold on, of questions not declined at 0.5."""
    for threshold in (0.0, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9):
        said = [
            each.example.verdict
            for each, (guess, chance), s in zip(found, guessed, settled, strict=True)
            if guess == verdict and chance >= threshold and s >= 0.5
        ]
        wrong = Counter(one for one in said if one != verdict)
        print(f"{verdict} from {threshold}: {said.count(verdict)} right, {dict(wrong)} wrong")
