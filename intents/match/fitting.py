"""The model for a set of examples: fitted, or read from where an earlier start has left it."""

from __future__ import annotations

import hashlib
import logging
import os
import tempfile
from collections.abc import Sequence
from pathlib import Path
from zipfile import BadZipFile

import numpy as np

from intents.match import features, linear, model
from intents.match.example import Example
from intents.match.features import Concept, Vocabulary
from intents.match.model import Model

FORMAT = 3
"""Raised when the way of fitting or the stored arrays change, so that no model fitted otherwise is read."""

_ARRAYS = (
    "keys", "rarity", "weights", "starts", "phrase", "strength", "phrase_label", "phrase_example", "share",
    "word_rarity", "word_count",
)  # fmt: skip
_SETTINGS = (
    FORMAT, linear.COST, linear.EPOCHS, model.BARE_COST, model.MOST_PHRASES, features.ACCENT_WEIGHT,
    features.PAIR_WEIGHT, features.GAP_WEIGHT, features.CONCEPT_WEIGHT,
)  # fmt: skip

_log = logging.getLogger(__name__)


def fitted(examples: Sequence[Example], concepts: Sequence[Concept] = (), folder: Path | None = None) -> Model:
    """The model for these examples. With a folder, it is kept there and read by the next start; a folder that cannot
    be written costs time, nothing else. The order of the examples does not matter to the weights."""
    path = folder / f"{_key(examples, concepts)}.npz" if folder else None
    if path is not None:
        try:
            return _load(path, concepts)
        except FileNotFoundError:
            pass
        except (OSError, ValueError) as error:
            _log.warning("The stored model cannot be read and is fitted anew (%s)", type(error).__name__)
    made = Model.fit(examples, concepts)
    if path is not None:
        _keep(made, path)
    return made


def _load(path: Path, concepts: Sequence[Concept]) -> Model:
    """A model as written by `_keep`. Raises `OSError` or `ValueError` when there is none that can be read."""
    try:
        with np.load(path, allow_pickle=False) as stored:
            words, accents, labels = (str(stored[name]).split("\n") for name in ("words", "accents", "labels"))
            return Model(
                labels=tuple(labels),
                vocabulary=Vocabulary.listed(words, accents, concepts),
                unknown_rarity=float(stored["unknown_rarity"]),
                **{name: stored[name] for name in _ARRAYS},
            )
    except (KeyError, EOFError, BadZipFile, TypeError) as error:
        raise ValueError(f"{path}: {error}") from error


def _keep(made: Model, path: Path) -> None:
    """Writes the model, whole or not at all, and removes those of earlier contents."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, aside = tempfile.mkstemp(dir=path.parent, prefix=".model-", suffix=".npz")
        with os.fdopen(handle, "wb") as file:
            np.savez(
                file,
                words=np.array("\n".join(made.vocabulary.words)),
                accents=np.array("\n".join(made.vocabulary.accents)),
                labels=np.array("\n".join(made.labels)),
                unknown_rarity=np.array(made.unknown_rarity),
                **{name: getattr(made, name) for name in _ARRAYS},
            )
        Path(aside).replace(path)
        for other in path.parent.glob("*.npz"):
            if other != path:
                other.unlink(missing_ok=True)
    except OSError as error:
        _log.warning("The fitted model could not be kept for the next start (%s)", error.strerror)


def _key(examples: Sequence[Example], concepts: Sequence[Concept]) -> str:
    """What the model depends on, as a file name."""
    digest = hashlib.sha256(repr(_SETTINGS).encode())
    for example in examples:
        words = " ".join(word.accented for word in example.words)
        digest.update(f"{example.label}\0{words}\0{example.kind.name}\n".encode())
    for concept in concepts:
        digest.update(repr((concept.name, [[word.folded for word in one] for one in concept.phrases])).encode())
    return digest.hexdigest()[:24]
