"""The linear model for a set of examples: fitted, or read from where an earlier start has left it."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Sequence
from pathlib import Path

from intents.match import linear
from intents.match.index import Example
from intents.match.linear import LinearModel, linear_features

FORMAT = 1
"""Raised when the features or the way of fitting change, so that no model fitted otherwise is read."""

_log = logging.getLogger(__name__)


def fitted(examples: Sequence[Example], folder: Path | None) -> LinearModel:
    """The model for these examples. With a folder, it is kept there and read by the next start; a folder that cannot
    be written costs time, nothing else. The order of the examples does not matter."""
    examples = sorted(examples, key=lambda one: (one.label, one.text, one.weight))
    path = folder / f"{_key(examples)}.npz" if folder else None
    if path is not None:
        try:
            return LinearModel.load(path)
        except FileNotFoundError:
            pass
        except (OSError, ValueError) as error:
            _log.warning("The stored model cannot be read and is fitted anew (%s)", type(error).__name__)
    model = LinearModel.fit(
        [example.label for example in examples],
        [linear_features(example.words) for example in examples],
        [example.weight for example in examples],
    )
    if path is not None:
        _keep(model, path)
    return model


def _keep(model: LinearModel, path: Path) -> None:
    try:
        model.save(path)
        for other in path.parent.glob("*.npz"):
            if other != path:
                other.unlink(missing_ok=True)
    except OSError as error:
        _log.warning("The fitted model could not be kept for the next start (%s)", error.strerror)


def _key(examples: Sequence[Example]) -> str:
    """What the model depends on, as a file name."""
    digest = hashlib.sha256(repr((FORMAT, linear.COST, linear.EPOCHS, linear.GRAMS)).encode())
    for example in examples:
        words = " ".join(word.accented for word in example.words)
        digest.update(f"{example.label}\0{words}\0{example.weight}\n".encode())
    return digest.hexdigest()[:24]
