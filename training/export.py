"""Write the trained models as the graphs that ship: `python -m training.export --help`.

`lower.onnx`: token ids to the states after layer 3; `upper.onnx`: those states to one vector a text; `joint.onnx`: the
states of a question and a clause to whether the clause settles it, and with which verdict. So the word table ships
once, and a clause's lower states are worked out once.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import onnx
import torch
from torch import Tensor, nn

from assistant.models import weights
from assistant.models.encoder import LONGEST, Encoder
from training import agreement, digests, quantise
from training.encoder import load_encoder, starting_model
from training.examples import load
from training.joint import LOWER_LAYERS, Joint, through

OPSET = 17
OURS = (weights.LOWER, weights.UPPER, weights.JOINT, weights.TOKENIZER)
# Shipped vectors below this cosine to the trained ones are no longer the model that was measured.
LEAST_COSINE = 0.99


class Lower(nn.Module):
    """Embeddings and the first layers."""

    def __init__(self, model: Any) -> None:
        super().__init__()
        self.words, self.norm = model.embeddings.word_embeddings, model.embeddings.LayerNorm
        first_kind = model.embeddings.token_type_embeddings.weight[0]
        self.places = nn.Parameter((model.embeddings.position_embeddings.weight[:LONGEST] + first_kind).detach())
        self.layers = model.encoder.layer[:LOWER_LAYERS]

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        """States (n, tokens, width) of ids and mask (n, tokens)."""
        states = self.norm(self.words(ids) + self.places[: ids.shape[1]])
        return through(self.layers, states, mask)


class Upper(nn.Module):
    """The layers above, the mean over the tokens, unit length."""

    def __init__(self, model: Any) -> None:
        super().__init__()
        self.layers = model.encoder.layer[LOWER_LAYERS:]

    def forward(self, states: Tensor, mask: Tensor) -> Tensor:
        """Vectors (n, width) of states (n, tokens, width) and mask (n, tokens)."""
        weights = mask.unsqueeze(-1).float()
        total = (through(self.layers, states, mask) * weights).sum(1)
        return nn.functional.normalize(total / weights.sum(1), dim=1)


def export(encoder: Path, joint: Path | None, out: Path, run: str = "float32") -> None:
    """Write the graphs, the tokenizer and their digests to `out`; `run` is "float32" or "int8"."""
    model = load_encoder(encoder).eval()
    model.set_attn_implementation("eager")
    out.mkdir(parents=True, exist_ok=True)
    ids = torch.ones((2, 8), dtype=torch.long)
    states = torch.randn((2, 8, model.config.hidden_size))
    write(Lower(model), {"ids": ids, "mask": ids}, ("states",), out / weights.LOWER, run)
    write(Upper(model), {"states": states, "mask": ids}, ("vectors",), out / weights.UPPER, run)
    (out / weights.JOINT).unlink(missing_ok=True)
    if joint:
        inputs = {"states": states, "segments": torch.zeros_like(ids), "mask": ids}
        write(load_joint(joint, model), inputs, ("settles", "verdict"), out / weights.JOINT, run)
    shutil.copyfile(starting_model() / "tokenizer.json", out / weights.TOKENIZER)
    digests.note(out, OURS)


def write(module: nn.Module, inputs: dict[str, Tensor], outputs: Sequence[str], path: Path, run: str) -> None:
    """Trace a module with its first two axes (texts, tokens) free, and quantise its graph."""
    free = {name: {0: "texts", 1: "tokens"} for name in inputs}
    free |= {name: {0: "texts", 1: "tokens"} if name == "states" else {0: "texts"} for name in outputs}
    with tempfile.TemporaryDirectory() as folder:
        traced = Path(folder) / path.name
        torch.onnx.export(
            module.eval(),
            tuple(inputs.values()),
            str(traced),
            input_names=list(inputs),
            output_names=list(outputs),
            dynamic_axes=free,
            opset_version=OPSET,
            dynamo=False,
        )
        if run == "int8":
            quantise.at_run(traced, path)
            return
        graph = onnx.load(str(traced))
        quantise.at_rest(graph)
        onnx.save(graph, str(path))


def load_joint(path: Path, model: Any) -> Joint:
    """The trained joint ranker over an encoder."""
    joint = Joint(model)
    joint.load_state_dict(torch.load(path, map_location="cpu"))
    return joint.eval()


def check(encoder: Path, joint: Path | None, out: Path) -> None:
    """Print how far the graphs agree with the models; refuse those that compute something else."""
    model, shipped, material = load_encoder(encoder).eval(), Encoder(out), load()
    found = agreement.cosines(model, shipped, material)
    print(f"cosine to the trained encoder: mean {found.mean():.5f}, least {found.min():.5f} (n={len(found)})")
    print(f"same nearest clause: {agreement.same_first(model, shipped, material):.3f} of one policy's questions")
    if joint:
        mean, most, same = agreement.joint_agreement(model, load_joint(joint, model), shipped, material)
        print(f"joint ranker: settles differs by {mean:.4f} on average, {most:.4f} at most; same verdict {same:.3f}")
    if found.min() < LEAST_COSINE:
        raise SystemExit(f"The least cosine is under {LEAST_COSINE}: do not ship these.")


def main() -> None:
    """Read the command line, write, and refuse graphs that compute something else."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--encoder", type=Path, default=starting_model(), help="a folder written by save_pretrained")
    parser.add_argument("--joint", type=Path, help="the joint ranker; without it none ships")
    parser.add_argument("--out", type=Path, default=Path("assistant/models/weights"))
    parser.add_argument("--run", choices=("float32", "int8"), default="float32", help="what products are computed in")
    given = parser.parse_args()
    export(given.encoder, given.joint, given.out, given.run)
    for path in sorted(given.out.iterdir()):
        print(f"{path.name} {path.stat().st_size / 1e6:.2f} MB")
    check(given.encoder, given.joint, given.out)


if __name__ == "__main__":
    main()
