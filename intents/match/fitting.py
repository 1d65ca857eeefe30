"""The model for a set of examples: fitted, or read from where an earlier start has left it."""

from __future__ import annotations

import hashlib
import logging
import os
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
import numpy.typing as npt

from intents.match import features, linear, model
from intents.match.example import Example
from intents.match.features import Concept, Vocabulary
from intents.match.model import Model
from intents.match.text import Token
from intents.match.understanding import Reader

FORMAT = 10
"""Raised when the way of fitting or the stored arrays change, so that no model fitted otherwise is read."""

_ARRAYS = (
    "keys", "rarity", "weights", "units", "bias", "starts", "phrase", "strength", "phrase_label", "phrase_example",
    "share", "word_rarity", "word_count",
)  # fmt: skip
_SETTINGS = (
    FORMAT, linear.COST, linear.EPOCHS, model.BARE_COST, model.MOST_PHRASES, features.ACCENT_WEIGHT,
    features.PAIR_WEIGHT, features.GAP_WEIGHT, features.CONCEPT_WEIGHT,
)  # fmt: skip

_log = logging.getLogger(__name__)


def fitted(
    examples: Sequence[Example], reader: Reader, concepts: Sequence[Concept] = (), folder: Path | None = None
) -> Model:
    """The model for these examples as `reader` reads them. With a folder, it is kept there and read by the next start,
    which then reads no example; a folder that cannot be written costs time, nothing else."""
    path = folder / f"{_key(examples, reader, concepts)}.npz" if folder else None
    if path is not None:
        try:
            return _load(path, reader, concepts)
        except FileNotFoundError:
            pass
        except (OSError, ValueError) as error:
            _log.warning("The stored model cannot be read and is fitted anew (%s)", type(error).__name__)
    made = Model.fit(examples, [reader.example_words(example.text) for example in examples], concepts)
    if path is not None:
        _keep(made, reader, path)
    return made


def _load(path: Path, reader: Reader, concepts: Sequence[Concept]) -> Model:
    """A model as written by `_keep`. Raises `OSError` or `ValueError` when there is none that can be read."""
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as stored:
            words, accents, labels = (_listed(stored[name]) for name in ("words", "accents", "labels"))
            made = Model(
                labels=tuple(labels),
                vocabulary=Vocabulary.listed(words, accents, concepts),
                unknown_rarity=float(stored["unknown_rarity"]),
                **{name: stored[name] for name in _ARRAYS},
            )
            views = (_listed(stored[f"known_{view}"]) for view in ("folded", "accented", "surface"))
            reader.remember(Token(*one) for one in zip(*views, strict=True))
    except (KeyError, EOFError, BadZipFile, TypeError) as error:
        raise ValueError(f"{path}: {error}") from error
    return made


def _keep(made: Model, reader: Reader, path: Path) -> None:
    """Writes the model, whole or not at all, and removes those of earlier contents."""
    known = list(reader.known.values())
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, aside = tempfile.mkstemp(dir=path.parent, prefix=".model-", suffix=".npz")
        with os.fdopen(handle, "wb") as file:
            np.savez(
                file,
                words=_joined(made.vocabulary.words),
                accents=_joined(made.vocabulary.accents),
                labels=_joined(made.labels),
                known_folded=_joined(word.folded for word in known),
                known_accented=_joined(word.accented for word in known),
                known_surface=_joined(word.surface for word in known),
                unknown_rarity=np.array(made.unknown_rarity),
                **{name: getattr(made, name) for name in _ARRAYS},
            )
        Path(aside).replace(path)
        for other in path.parent.glob("*.npz"):
            if other != path:
                other.unlink(missing_ok=True)
    except OSError as error:
        _log.warning("The fitted model could not be kept for the next start (%s)", error.strerror)


def _joined(texts: Iterable[str]) -> npt.NDArray[np.str_]:
    """Words, which hold no line break, as one text: an array of them would be as wide as the longest."""
    return np.array("\n".join(texts))


def _listed(stored: npt.NDArray[np.str_]) -> list[str]:
    text = str(stored)
    return text.split("\n") if text else []


def _key(examples: Sequence[Example], reader: Reader, concepts: Sequence[Concept]) -> str:
    """What the model depends on, as a file name."""
    digest = hashlib.sha256(repr((_SETTINGS, reader.fingerprint())).encode())
    for example in examples:
        digest.update(f"{example.label}\0{example.text}\0{example.kind.name}\n".encode())
    for concept in concepts:
        digest.update(repr((concept.name, [[word.folded for word in one] for one in concept.phrases])).encode())
    return digest.hexdigest()[:24]
