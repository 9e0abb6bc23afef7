"""What would have been said without a threshold, from an answer and the same question asked once more."""

from __future__ import annotations

from dataclasses import replace

from assistant.settings import Weights
from evals.ablation import free, rows, table
from evals.asking import again_told
from evals.resolve import Resolved
from evals.runs import Run
from evals.systems import BEST_UNTUNED, PARTS, WHOLE, Variant, always_declining, never_declining, without
from tests.evals_samples import BICYCLES, GOLD, KEYS, LEND, answered, cited, declined


def test_a_declined_question_gets_the_answer_held_back_and_the_chance_told_before() -> None:
    held_back = answered(cited(*KEYS), confidence=0.3)
    told = again_told(declined(confidence=0.6), held_back)
    assert told == replace(held_back, settled=0.4)


def test_an_answered_question_stands_and_gets_the_chance_of_its_decline() -> None:
    given = answered(cited(*KEYS), confidence=0.7)
    assert again_told(given, declined(confidence=0.25)) == replace(given, settled=0.75)


def test_an_answer_that_no_threshold_stops_is_settled_for_certain() -> None:
    given = answered(cited(*KEYS), confidence=0.7)
    assert again_told(given, given).settled == 1.0


def test_a_question_declined_before_any_search_is_not_settled_at_all() -> None:
    assert again_told(declined(), declined()).settled == 0.0


def test_variants_change_only_what_they_name() -> None:
    weights = Weights()
    assert never_declining(weights) == replace(weights, answer_from=0.0)
    assert always_declining(weights).answer_from > 1
    off = without(lexical=0.0)(weights)
    assert (off.found.lexical, off.ranked.lexical) == (0.0, 0.0)
    assert off.found.dense == weights.found.dense
    assert Variant("nothing", lambda each: each).idle
    assert not Variant("no words", without(lexical=0.0)).idle


def test_a_row_tells_what_a_part_is_worth_and_which_parts_this_build_lacks() -> None:
    right, wrong = answered(cited(*KEYS)), answered(cited(*BICYCLES))
    idle = {part.name for part in PARTS if part.idle}
    off = next(part.name for part in PARTS if not part.idle)
    run = Run(
        {},
        (Resolved(LEND, (GOLD,)),),
        (
            replace(right, system=WHOLE.name),
            replace(right, system=free(WHOLE.name)),
            replace(wrong, system=off),
            replace(right, system=free(off)),
            replace(wrong, system=BEST_UNTUNED.name),
            replace(right, system="bm25", verdict=""),
        ),
    )
    found = {row.name: row for row in rows(run)}
    assert found.keys() == {WHOLE.name, off, BEST_UNTUNED.name, "BM25 alone"} | idle
    assert found[off].gain is not None and found[off].gain.value == -1.0
    assert found[off].free is not None and found[off].free.value == 1.0
    assert "verdict" not in found["BM25 alone"].measured
    assert table(tuple(found.values()), 1).row_count == len(found)
