"""The shipped models: weights that are checked, texts that come back in order, states that are kept."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path

import numpy as np
import pytest

from assistant.answering.verdicts import FILE, VerdictModel
from assistant.index import SentenceTransformerEmbedder, embedder_named
from assistant.models import weights
from assistant.models.encoder import LONGEST, Encoder, Floats, grouped
from assistant.models.ranker import CrossEncoderRanker, JointRanker, ranker_named

QUESTION = "staff: may I use my own phone on a trip?"
# Longer than what is read, shorter, and the same again.
CLAUSES = ("Phones stay in lockers. " * 40, "Staff carry the school's phone on trips.", "Hats off.", "Hats off.")

# A ranker to count with: "settles" is the sum of the first coordinate over the clause's tokens; the verdicts rise by it.
COUNTING = """<ir_version: 8, opset_import: ["": 17]>
joint (float[n,t,384] states, int64[n,t] segments, int64[n,t] mask) => (float[n] settles, float[n,4] verdict)
<int64 zero = {0}, int64[1] one = {1}, float[1,4] row = {0.0, 1.0, 2.0, 3.0}>
{
    first = Gather<axis=2>(states, zero)
    both = Mul(segments, mask)
    seen = Cast<to=1>(both)
    product = Mul(first, seen)
    settles = ReduceSum<keepdims=0>(product, one)
    column = Unsqueeze(settles, one)
    verdict = MatMul(column, row)
}"""

ASKING = """
import sys
from assistant import Assistant
answer = Assistant.open(sys.argv[1]).ask("may pupils use their phones?", organisation="dunmore")
print(answer.outcome, *[name for name in ("torch", "sentence_transformers", "transformers") if name in sys.modules])
"""


class LengthsEncoder:
    """A text of w words has w states that all say w; remembers what it was asked to read."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.read: list[str] = []

    def states(self, texts: Sequence[str]) -> list[Floats]:
        self.read += texts
        counts = [len(text.split()) for text in texts]
        return [np.full((count, 384), count, dtype=np.float32) for count in counts]


@pytest.fixture
def counting(tmp_path: Path) -> LengthsEncoder:
    onnx = pytest.importorskip("onnx", reason="writes a graph to rank with")
    content = onnx.parser.parse_model(COUNTING).SerializeToString()
    (tmp_path / weights.JOINT).write_bytes(content)
    note(tmp_path, {weights.JOINT: sha256(content).hexdigest()})
    return LengthsEncoder(tmp_path)


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return Encoder()


def note(folder: Path, digests: dict[str, str]) -> None:
    (folder / weights.DIGESTS).write_text(json.dumps(digests), encoding="utf-8")


def test_a_file_whose_digest_differs_is_refused_and_the_remedy_is_to_install_again(tmp_path: Path) -> None:
    (tmp_path / weights.LOWER).write_bytes(b"not what was shipped")
    note(tmp_path, {weights.LOWER: sha256(b"what was shipped").hexdigest()})
    with pytest.raises(weights.DamagedWeights, match=r"lower\.onnx is damaged.*[Ii]nstall policy-assistant again"):
        weights.content(weights.LOWER, tmp_path)


def test_a_file_that_is_missing_or_on_no_list_is_refused(tmp_path: Path) -> None:
    (tmp_path / weights.LOWER).write_bytes(b"graph")
    with pytest.raises(weights.DamagedWeights, match="list of the model files' digests can't be read"):
        weights.content(weights.LOWER, tmp_path)
    note(tmp_path, {weights.UPPER: "0"})
    with pytest.raises(weights.DamagedWeights, match=r"No digest is written down for the model file lower\.onnx"):
        weights.content(weights.LOWER, tmp_path)
    with pytest.raises(weights.DamagedWeights, match=r"upper\.onnx can't be read"):
        weights.content(weights.UPPER, tmp_path)


def test_every_file_that_is_not_the_one_that_was_shipped_is_told_and_the_first_refused(tmp_path: Path) -> None:
    """C9."""
    for name in ("a.json", "b.json", "c.json"):
        (tmp_path / name).write_text("{}", encoding="utf-8")
    note(tmp_path, {"a.json": sha256(b"{}").hexdigest(), "b.json": "0", "c.json": "0"})
    told = [fault.problem for fault in weights.faults(tmp_path)]
    assert ["b.json is damaged" in each for each in told] == [True, False]
    assert ["c.json is damaged" in each for each in told] == [False, True]
    with pytest.raises(weights.DamagedWeights, match=r"b\.json is damaged"):
        weights.require_whole(tmp_path)
    (tmp_path / weights.DIGESTS).unlink()
    assert len(list(weights.faults(tmp_path))) == 1


def test_a_changed_verdict_model_is_refused_and_one_that_does_not_ship_is_none(tmp_path: Path) -> None:
    """C9."""
    assert VerdictModel.load(tmp_path) is None
    content = '{"weights": [[0.5]], "cues": {"bias": [0, 0, 0, 0], "weights": {"says never": [-1, 2, 0, 0]}}}'
    (tmp_path / FILE).write_text(content, encoding="utf-8")
    note(tmp_path, {FILE: sha256(content.encode()).hexdigest()})
    model = VerdictModel.load(tmp_path)
    assert model is not None
    assert model.weights.tolist() == [[0.5]]
    assert model.cues.weights["says never"].tolist() == [-1, 2, 0, 0]
    (tmp_path / FILE).write_text(content.replace("0.5", "0.6"), encoding="utf-8")
    with pytest.raises(weights.DamagedWeights, match=r"verdicts\.json is damaged"):
        VerdictModel.load(tmp_path)


def test_a_list_of_digests_that_is_no_list_is_refused(tmp_path: Path) -> None:
    (tmp_path / weights.DIGESTS).write_text("[1, 2]", encoding="utf-8")
    with pytest.raises(weights.DamagedWeights, match="list of the model files' digests can't be read"):
        weights.model_name(tmp_path)


def test_the_models_name_changes_with_either_half_and_not_with_the_ranker(tmp_path: Path) -> None:
    names = []
    for lower, upper, joint in (("a", "b", "c"), ("a", "b", "x"), ("x", "b", "c"), ("a", "x", "c")):
        note(tmp_path, {weights.LOWER: lower, weights.UPPER: upper, weights.JOINT: joint})
        names.append(Encoder(tmp_path).name)
    assert names[0] == names[1]
    assert len(set(names)) == 3
    assert all(name.startswith("policy-minilm-") for name in names)


def test_every_place_falls_in_one_group_and_none_is_padded_beyond_the_budget() -> None:
    lengths = [96, 3, 50, 7, 96, 12, 50, 3]
    groups = list(grouped(lengths, tokens=100))
    assert sorted(place for group in groups for place in group) == list(range(len(lengths)))
    assert all(len(group) * max(lengths[place] for place in group) <= 100 for group in groups)
    assert list(grouped([300], tokens=100)) == [[0]]
    assert list(grouped([])) == []


def test_a_ranker_sees_each_clause_apart_from_the_question_and_keeps_their_order(counting: LengthsEncoder) -> None:
    ranked = JointRanker(counting).rank("one two three", ["a b c d", "a", "a b"])
    assert ranked.settles.tolist() == [16, 1, 4]
    assert ranked.verdicts is not None
    assert np.allclose(ranked.verdicts.sum(1), 1)
    assert np.allclose(ranked.verdicts[1], np.exp(range(4)) / np.exp(range(4)).sum())


def test_a_ranker_reads_a_clause_once_while_it_keeps_it(counting: LengthsEncoder) -> None:
    ranker = JointRanker(counting, kept=2)
    ranker.rank("q", ["a", "b", "a"])
    ranker.rank("q", ["b", "a"])
    assert counting.read == ["q", "a", "b", "q"]
    ranker.rank("q", ["c"])  # pushes out "b", the longest unasked
    ranker.rank("q", ["a", "b"])
    assert counting.read[4:] == ["q", "c", "q", "b"]


def test_a_ranker_given_no_clauses_ranks_none_and_loads_nothing(tmp_path: Path) -> None:
    ranked = JointRanker(LengthsEncoder(tmp_path)).rank("q", [])
    assert ranked.settles.shape == (0,)
    assert ranked.verdicts is not None
    assert ranked.verdicts.shape == (0, 4)
    assert CrossEncoderRanker("no such model").rank("q", []).settles.shape == (0,)


def test_the_shipped_ranker_is_taken_when_it_ships_and_a_named_one_stands_in(tmp_path: Path) -> None:
    note(tmp_path, {weights.LOWER: "0"})
    assert ranker_named("", LengthsEncoder(tmp_path)) is None
    note(tmp_path, {weights.JOINT: "0"})
    assert isinstance(ranker_named("", LengthsEncoder(tmp_path)), JointRanker)
    assert isinstance(ranker_named("some/cross-encoder", LengthsEncoder(tmp_path)), CrossEncoderRanker)


def test_the_shipped_encoder_is_the_default_and_a_named_model_stands_in() -> None:
    assert isinstance(embedder_named(), Encoder)
    assert isinstance(embedder_named("all-MiniLM-L6-v2"), SentenceTransformerEmbedder)
    assert embedder_named("all-MiniLM-L6-v2").dimensions == 384
    assert embedder_named("some/folder").name == "some/folder"


@pytest.mark.model
def test_vectors_have_unit_length_and_do_not_depend_on_what_is_encoded_beside_them(encoder: Encoder) -> None:
    together = encoder.encode(CLAUSES)
    assert together.shape == (4, encoder.dimensions)
    assert together.dtype == np.float32
    assert np.allclose(np.linalg.norm(together, axis=1), 1, atol=1e-5)
    assert np.allclose(together, np.concatenate([encoder.encode([text]) for text in CLAUSES]), atol=1e-4)
    assert encoder.encode([]).shape == (0, encoder.dimensions)


@pytest.mark.model
def test_states_are_as_many_as_the_tokens_read_and_a_long_text_is_cut(encoder: Encoder) -> None:
    found = encoder.states(CLAUSES)
    assert len(found[0]) == LONGEST
    assert len(found[2]) == 5  # [CLS] hats off . [SEP]
    assert np.allclose(found[1], encoder.states(CLAUSES[1:2])[0], atol=1e-4)


@pytest.mark.model
def test_what_is_meant_alike_lies_closer_than_what_is_worded_alike(encoder: Encoder) -> None:
    question, near, far = encoder.encode(
        [
            "staff: may I use my own mobile on a trip?",
            "Staff carry personal phones on visits.",
            "Trips go by our own bus.",
        ]
    )
    assert question @ near > question @ far


@pytest.mark.model
def test_several_threads_that_load_it_at_once_get_the_same_vectors() -> None:
    fresh = Encoder()
    with ThreadPoolExecutor(4) as pool:
        rows = list(pool.map(lambda _: fresh.encode([QUESTION])[0], range(8)))
    assert all(np.array_equal(row, rows[0]) for row in rows)


@pytest.mark.model
def test_a_damaged_weight_is_found_when_the_encoder_is_first_used(tmp_path: Path) -> None:
    shutil.copytree(weights.shipped(), tmp_path / "weights")
    with (tmp_path / "weights" / weights.UPPER).open("r+b") as file:
        file.seek(5000)
        file.write(b"damage")
    with pytest.raises(weights.DamagedWeights, match=r"upper\.onnx is damaged"):
        Encoder(tmp_path / "weights").encode([QUESTION])


@pytest.mark.model
def test_the_shipped_files_are_those_on_the_list_and_small_enough_to_ship() -> None:
    listed = json.loads((weights.shipped() / weights.DIGESTS).read_text("utf-8"))
    assert {path.name for path in weights.shipped().iterdir()} == {weights.DIGESTS, *listed}
    assert all(weights.content(name, weights.shipped()) for name in listed)
    assert sum(path.stat().st_size for path in weights.shipped().iterdir()) < 40_000_000


@pytest.mark.model
@pytest.mark.server
def test_asking_with_the_shipped_models_imports_no_torch(tmp_path: Path) -> None:
    policy = tmp_path / "phones.md"
    policy.write_text(
        "# Phones\n\nApproved: 1 March 2026\n\n- Pupils must not use phones in school.\n", encoding="utf-8"
    )
    add = ["-m", "assistant.cli", "add", str(policy), "--organisation", "dunmore", "--data", str(tmp_path / "data")]
    subprocess.run([sys.executable, *add], check=True, capture_output=True)
    asked = [sys.executable, "-c", ASKING, str(tmp_path / "data")]
    done = subprocess.run(asked, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "answered"
