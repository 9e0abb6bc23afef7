"""The trained half of the safeguarding screen: what it reads, when it keeps silent, how long messages are looked at."""

from __future__ import annotations

import json
import logging
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
import yaml
from numpy.typing import NDArray

from assistant.answering.screening.concerns import END, is_concern
from assistant.answering.screening.tellings import FILE, PIECE, TellingModel, pieces, teller, word_buckets
from assistant.index import Embedder, embedder_named
from assistant.models.weights import DamagedWeights
from training.digests import note

BUCKETS = 64
CONCERNS = Path(__file__).parents[1] / "evals" / "concerns.yaml"


class Marking:
    """An encoder whose vectors tell in their first number whether the text names a belt."""

    name = "marking"

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return np.array([[1.0 if "belt" in text else 0.0, 0.0] for text in texts], dtype=np.float32)


class Broken(Marking):
    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        raise RuntimeError("no memory left")


@pytest.fixture
def fitted(tmp_path: Path) -> Path:
    facts = {"model": "marking", "vector": [8.0, 0.0], "words": [0.0] * BUCKETS, "bias": -4.0, "threshold": 0.6}
    return shipped(tmp_path, json.dumps(facts))


def shipped(folder: Path, content: str) -> Path:
    """A folder of weights that holds the model and its digest."""
    (folder / FILE).write_text(content, encoding="utf-8")
    note(folder, (FILE,))
    return folder


def test_a_message_like_the_tellings_it_was_fitted_with_counts(fitted: Path) -> None:
    tells = teller(Marking(), fitted)
    assert tells is not None
    assert tells("out came the belt")
    assert not tells("out came the cake")


def test_the_chance_lies_between_nought_and_one_and_rises_with_the_likeness(fitted: Path) -> None:
    model = TellingModel.load(fitted)
    less, more = (model.chance("", np.array([x, 0.0], dtype=np.float32)) for x in (0.0, 1.0))
    assert 0 < less < 0.5 < more < 1


def test_words_weigh_beside_the_vector(fitted: Path) -> None:
    model = TellingModel.load(fitted)
    model.words[word_buckets("belt", BUCKETS)] = 10.0
    nothing = np.zeros(2, dtype=np.float32)
    assert model.chance("belt", nothing) > 0.9 > 0.1 > TellingModel.load(fitted).chance("belt", nothing)


def test_a_model_fitted_for_another_encoder_is_off_and_says_so(fitted: Path, caplog: pytest.LogCaptureFixture) -> None:
    other = Marking()
    other.name = "another"
    with caplog.at_level(logging.WARNING):
        assert teller(other, fitted) is None
    assert "marking" in caplog.text
    assert "another" in caplog.text


@pytest.mark.parametrize("content", ["", "{}", "[1]", '{"model": "marking", "vector": "x"}'])
def test_a_damaged_model_is_off_and_logged(content: str, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    assert teller(Marking(), shipped(tmp_path, content)) is None
    assert "rules alone" in caplog.text


@pytest.mark.parametrize(("old", "new"), [('"threshold": 0.6', '"threshold": 0.9'), ("8.0", "8.1"), ("}", "} ")])
def test_a_model_of_which_a_byte_changed_is_refused_and_the_rules_alone_screen(
    fitted: Path, caplog: pytest.LogCaptureFixture, old: str, new: str
) -> None:
    """C9."""
    path = fitted / FILE
    path.write_text(path.read_text("utf-8").replace(old, new), encoding="utf-8")
    with pytest.raises(DamagedWeights, match=r"tellings\.json is damaged: it is not the one that was shipped"):
        TellingModel.load(fitted)
    assert teller(Marking(), fitted) is None
    assert "tellings.json is damaged" in caplog.text


def test_a_missing_model_is_off(tmp_path: Path) -> None:
    assert teller(Marking(), tmp_path) is None


def test_an_empty_message_tells_nothing(fitted: Path) -> None:
    tells = teller(Broken(), fitted)
    assert tells is not None
    assert not tells(" \n ")


def test_a_long_message_is_looked_at_in_whole_sentences() -> None:
    sentences = [f"Sentence number {number} is about the packed lunches." for number in range(30)]
    found = pieces(" ".join(sentences))
    assert all(len(piece) <= PIECE for piece in found)
    assert " ".join(found) == " ".join(sentences)


def test_a_message_without_sentences_is_cut_and_a_huge_one_seen_at_both_ends(fitted: Path) -> None:
    found = pieces("start" + "x" * 1_000_000 + "belt")
    assert sum(map(len, found)) <= 2 * END + len(found)
    tells = teller(Marking(), fitted)
    assert tells is not None
    assert tells("The hall is free. " * 10_000 + "out came the belt")


def test_words_are_hashed_alike_whatever_their_case_and_apostrophes() -> None:
    assert (
        word_buckets("She DOESN'T eat", 4096)
        == word_buckets("she doesn’t eat", 4096)
        == word_buckets("she doesnt eat", 4096)
    )


@pytest.mark.model
def test_with_the_shipped_model_nearly_every_telling_brings_the_card_and_few_ordinary_questions_do() -> None:
    shipped: Embedder = embedder_named()
    tells = teller(shipped)
    assert tells is not None, f"{FILE} was fitted for another encoder: run python -m training.tellings"
    messages = yaml.safe_load(CONCERNS.read_text(encoding="utf-8"))
    found = {kind: [is_concern(text) or tells(text) for text in texts] for kind, texts in messages.items()}
    assert sum(found["tellings"]) >= 0.98 * len(found["tellings"])
    assert sum(found["ordinary"]) <= 0.04 * len(found["ordinary"])
