"""Graphs with their weights as int8: on disk alone (computed in float32), or in the products too.

At rest: a weight matrix is int8 with one scale for 32 weights of a column, then Cast, Mul and Reshape, which
onnxruntime folds to float32 while it loads; the word table stays int8, one scale a row, and is scaled when looked up.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import ModelProto, NodeProto, TensorProto, helper, numpy_helper

# Smaller matrices (the heads) stay as they are.
LEAST = 100_000
BLOCK = 32


def at_rest(model: ModelProto) -> None:
    """Replace every large matrix of the graph, in place."""
    tables = {each.name: each for each in model.graph.initializer if np.prod(each.dims) >= LEAST}
    nodes: list[NodeProto] = []
    for node in model.graph.node:
        if node.op_type == "MatMul" and node.input[1] in tables:
            nodes += [*_scaled(model, tables[node.input[1]]), node]
            node.input[1] += "_float"
        elif node.op_type == "Gather" and node.input[0] in tables:
            nodes += _looked_up(model, node, tables[node.input[0]])
        else:
            nodes.append(node)
    del model.graph.node[:]
    model.graph.node.extend(nodes)
    onnx.checker.check_model(model)


def at_run(source: Path, out: Path) -> None:
    """Write a graph whose products are int8, the activations scaled as they come.

    Seven bits: without VNNI, AVX2 sums pairs of products in 16 bits, which overflow with eight.
    """
    from onnxruntime.quantization import QuantType, quantize_dynamic

    quantize_dynamic(
        source,
        out,
        op_types_to_quantize=["MatMul", "Gather"],
        per_channel=True,
        reduce_range=True,
        weight_type=QuantType.QInt8,
    )


def _scaled(model: ModelProto, matrix: TensorProto) -> list[NodeProto]:
    name, shape = matrix.name, np.array(matrix.dims, dtype=np.int64)
    _split(model, matrix, (-1, BLOCK, int(shape[1])))
    model.graph.initializer.append(numpy_helper.from_array(shape, f"{name}_shape"))
    return [
        helper.make_node("Cast", [f"{name}_int8"], [f"{name}_cast"], to=TensorProto.FLOAT),
        helper.make_node("Cast", [f"{name}_scale"], [f"{name}_scale_cast"], to=TensorProto.FLOAT),
        helper.make_node("Mul", [f"{name}_cast", f"{name}_scale_cast"], [f"{name}_blocks"]),
        helper.make_node("Reshape", [f"{name}_blocks", f"{name}_shape"], [f"{name}_float"]),
    ]


def _looked_up(model: ModelProto, node: NodeProto, table: TensorProto) -> list[NodeProto]:
    name, rows = table.name, node.input[1]
    _split(model, table, tuple(table.dims))
    return [
        helper.make_node("Gather", [f"{name}_int8", rows], [f"{name}_rows"]),
        helper.make_node("Gather", [f"{name}_scale", rows], [f"{name}_row_scales"]),
        helper.make_node("Cast", [f"{name}_rows"], [f"{name}_cast"], to=TensorProto.FLOAT),
        helper.make_node("Cast", [f"{name}_row_scales"], [f"{name}_scale_cast"], to=TensorProto.FLOAT),
        helper.make_node("Mul", [f"{name}_cast", f"{name}_scale_cast"], list(node.output)),
    ]


def _split(model: ModelProto, matrix: TensorProto, shape: tuple[int, ...]) -> None:
    """Replace a matrix, seen in `shape`, by int8 values and float16 scales: the largest along axis 1 is 127."""
    values: NDArray[np.float32] = numpy_helper.to_array(matrix).reshape(shape)
    scale = np.maximum(np.abs(values).max(axis=1, keepdims=True) / 127, 1e-6).astype(np.float16)
    whole = np.clip(np.rint(values / scale.astype(np.float32)), -127, 127).astype(np.int8)
    initialisers = model.graph.initializer
    initialisers.append(numpy_helper.from_array(whole, f"{matrix.name}_int8"))
    initialisers.append(numpy_helper.from_array(scale, f"{matrix.name}_scale"))
    initialisers.remove(matrix)
