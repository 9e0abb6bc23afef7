"""Shows what a new version does to answers: as JSON and as lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.commands.terminal import say
from assistant.values import Answer, Outcome

if TYPE_CHECKING:
    from assistant.commands.trying import Effects
    from assistant.diff.answers import Effect


def facts(measured: Effects) -> dict[str, object]:
    """What was found as a JSON object."""
    return {
        "asked": measured.asked,
        "changed": [
            {
                "question": effect.asked.question,
                "role": effect.asked.role.value,
                "as_of": effect.asked.as_of,
                "source": effect.asked.source,
                "verdict_changes": effect.turned,
                "old": _side(effect.before),
                "new": _side(effect.after),
            }
            for effect in measured.found
        ],
    }


def _side(answer: Answer | None) -> dict[str, object] | None:
    if answer is None:
        return None
    first = answer.citations[0] if answer.citations else None
    cited = {"clause": first.clause, "label": first.label, "stem": first.stem, "quote": first.quote} if first else {}
    return {"outcome": answer.outcome, "verdict": answer.verdict, **cited}


def tell(measured: Effects) -> None:
    """Print what was found: other verdicts first, then other words behind the same verdict."""
    turned = [effect for effect in measured.found if effect.turned]
    reworded = [effect for effect in measured.found if not effect.turned]
    for title, some in (("Another verdict", turned), ("The same verdict from other words", reworded)):
        if some:
            say(f"\n{title}: {len(some)}", style="bold")
        for effect in some:
            _tell_one(effect)
    counts = (measured.asked, len(turned), len(reworded), measured.asked - len(measured.found))
    say("\n{} questions asked of both: {} another verdict, {} other words, {} answered as before".format(*counts))


def _tell_one(effect: Effect) -> None:
    asked = effect.asked
    say(f"{asked.question}  ({asked.role}, {asked.source})")
    for earlier in asked.history:
        say(f"after: {earlier}", style="dim", indent=4)
    say(f"was {_said(effect.before)}", style="red", indent=4)
    say(f"now {_said(effect.after)}", style="green", indent=4)


def _said(answer: Answer | None) -> str:
    if answer is None:
        return "not theirs to see"
    verdict = answer.verdict if answer.outcome is Outcome.ANSWERED else answer.outcome
    first = answer.citations[0] if answer.citations else None
    quoted = f": {first.label}: " + " ".join(f"{first.stem} {first.quote}".split()) if first else ""
    return verdict.replace("_", " ") + quoted
