"""The fitted model is kept for the next start, and fitted anew whenever it cannot be used."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from intents.content.model import Lexicon, Rewrite
from intents.match.example import Example
from intents.match.fitting import fitted
from intents.match.model import Model
from tests.intents.match.modelling import PHRASES, reader

OTHER_LEXICON = Lexicon(abbreviations=(Rewrite("cc", "căn cước", 1),))


def stored(folder: Path) -> list[Path]:
    return sorted(folder.iterdir())


def fit(folder: Path | None, examples: Sequence[Example] = PHRASES, lexicon: Lexicon | None = None) -> Model:
    return fitted(examples, reader(lexicon), (), folder)


def test_a_model_is_kept_and_read_as_it_was(tmp_path: Path) -> None:
    first = fit(tmp_path / "model")
    (file,) = stored(tmp_path / "model")
    written = file.stat().st_mtime_ns
    again = fit(tmp_path / "model")
    assert stored(tmp_path / "model")[0].stat().st_mtime_ns == written
    assert (again.labels, again.vocabulary.words) == (first.labels, first.vocabulary.words)
    assert np.array_equal(again.weights, first.weights)


def test_a_reader_knows_the_words_of_a_model_that_was_read(tmp_path: Path) -> None:
    fit(tmp_path)
    second = reader()
    fitted(PHRASES, second, (), tmp_path)
    assert "cước" in second.known


def test_other_examples_or_another_lexicon_replace_what_is_kept(tmp_path: Path) -> None:
    fit(tmp_path)
    before = stored(tmp_path)
    fit(tmp_path, [*PHRASES, Example("moi", "câu mới")])
    between = stored(tmp_path)
    fit(tmp_path, [*PHRASES, Example("moi", "câu mới")], OTHER_LEXICON)
    after = stored(tmp_path)
    assert [len(one) for one in (before, between, after)] == [1, 1, 1]
    assert len({*before, *between, *after}) == 3


@pytest.mark.parametrize("damage", [b"", b"not a model", b"PK\x03\x04 cut off"])
def test_a_broken_file_is_fitted_anew_and_replaced(
    tmp_path: Path, damage: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    first = fit(tmp_path)
    (file,) = stored(tmp_path)
    file.write_bytes(damage)
    with caplog.at_level(logging.WARNING):
        again = fit(tmp_path)
    assert "fitted anew" in caplog.text
    assert np.array_equal(again.weights, first.weights)
    assert file.stat().st_size > len(damage)


def test_a_folder_that_cannot_be_written_costs_time_and_nothing_else(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    with caplog.at_level(logging.WARNING):
        made = fit(tmp_path / "file" / "model")
    assert made.labels
    assert (tmp_path / "file").read_text(encoding="utf-8") == "in the way"
    assert caplog.records


def test_without_a_folder_nothing_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    fit(None)
    assert stored(tmp_path) == []
