"""A linear model fitted to the examples: what tells the labels apart, learnt from all of them at once.

One weight vector a label, fitted one label against the rest with the squared hinge loss by dual coordinate descent
(Hsieh et al., "A Dual Coordinate Descent Method for Large-scale Linear SVM", ICML 2008), all labels in one pass over
an example. The order of the examples is drawn with a fixed seed and everything is summed row by row, not by BLAS: the
same examples give the same weights on every machine.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

COST = 1.0
"""How much a violated margin costs beside the length of the weights (C of the SVM)."""
EPOCHS = 8
BIAS = 1.0

Floats = npt.NDArray[np.float32]
Rows = npt.NDArray[np.int32]


def fit_weights(
    vectors: Sequence[tuple[Rows, Floats]], labels: Sequence[int], costs: Sequence[float], features: int, classes: int
) -> Floats:
    """The weights, a row a feature and a column a label; the last row is the bias. `vectors` are rows with values."""
    weights = np.zeros((features + 1, classes), "f4")
    signs = np.full((len(vectors), classes), -1.0, "f4")
    signs[np.arange(len(vectors)), labels] = 1.0
    duals = np.zeros_like(signs)
    squares = [math.fsum((values * values).tolist()) + BIAS for _, values in vectors]
    softness = [1.0 / (2.0 * COST * cost) for cost in costs]
    order = np.random.default_rng(0)
    for _ in range(EPOCHS):
        for number in order.permutation(len(vectors)):
            rows, values = vectors[number]
            soft, dual, sign = softness[number], duals[number], signs[number]
            gradient = sign * (weighted_sum(values, weights[rows]) + weights[-1]) - 1.0 + dual * soft
            moved = np.maximum(dual - gradient / (squares[number] + soft), 0.0)
            step = (moved - dual) * sign
            duals[number] = moved
            weights[rows] += values[:, None] * step
            weights[-1] += step
    return weights


def weighted_sum(values: Floats, rows: Floats) -> Floats:
    """The rows, each times its value, summed in their order."""
    total: Floats = np.add.reduce(values[:, None] * rows, axis=0)
    return total
