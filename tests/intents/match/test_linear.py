"""The linear model: it learns what tells labels apart, the same way every time."""

from __future__ import annotations

import numpy as np

from intents.match.linear import Floats, Rows, fit_weights, weighted_sum

CLEAN = 3


def vectors() -> tuple[list[tuple[Rows, Floats]], list[int]]:
    """Nine examples of three labels: a feature of the label's own and one that all have."""
    rows = [(np.array([label, CLEAN], "i4"), np.array([0.8, 0.6], "f4")) for label in range(CLEAN) for _ in range(3)]
    return rows, [label for label in range(CLEAN) for _ in range(3)]


def fitted(costs: float = 1.0) -> Floats:
    given, labels = vectors()
    return fit_weights(given, labels, [costs] * len(labels), 4, 3)


def test_each_label_gets_the_highest_margin_for_its_own_examples() -> None:
    weights = fitted()
    for (rows, values), label in zip(*vectors(), strict=True):
        margins = weighted_sum(values, weights[rows]) + weights[-1]
        assert int(margins.argmax()) == label


def test_a_feature_that_all_labels_have_weighs_less_than_one_of_its_own() -> None:
    weights = fitted()
    assert abs(weights[CLEAN]).max() < weights[0, 0]


def test_the_same_examples_give_the_same_weights() -> None:
    assert np.array_equal(fitted(), fitted())


def test_an_example_that_costs_less_is_followed_less() -> None:
    assert fitted(0.05)[0, 0] < fitted(1.0)[0, 0]


def test_without_examples_nothing_is_learnt() -> None:
    assert not fit_weights([], [], [], 2, 3).any()
