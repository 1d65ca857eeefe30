"""The linear model: it learns what tells labels apart, the same every time, and is read back as it was written."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intents.match.fitting import fitted
from intents.match.index import Example
from intents.match.linear import LinearModel, linear_features
from intents.match.text import tokens

PHRASES = {
    "phi": ("lệ phí bao nhiêu tiền", "hết mấy đồng lệ phí", "tốn bao nhiêu tiền"),
    "noi": ("nộp ở đâu", "ra chỗ nào nộp", "địa chỉ nơi nộp"),
    "-": ("giá vàng hôm nay", "thời tiết ngày mai", "kết quả bóng đá"),
}
EXAMPLES = [Example(label, tuple(tokens(text)), text) for label, texts in PHRASES.items() for text in texts]


def best(model: LinearModel, text: str) -> str:
    scores = model.scores(linear_features(tokens(text)))
    return model.labels[int(scores.argmax())]


@pytest.mark.parametrize(("text", "label"), [("mấy tiền", "phi"), ("nộp chỗ nào", "noi"), ("bóng đá hôm nay", "-")])
def test_it_learns_what_tells_labels_apart(text: str, label: str) -> None:
    assert best(fitted(EXAMPLES, None), text) == label


def test_a_misspelt_word_is_known_by_its_letters() -> None:
    assert best(fitted(EXAMPLES, None), "lephii") == "phi"


def test_the_same_examples_give_the_same_weights() -> None:
    one, two = fitted(EXAMPLES, None), fitted(EXAMPLES, None)
    bag = linear_features(tokens("lệ phí ở đâu"))
    assert one.scores(bag).tolist() == two.scores(bag).tolist()


def test_one_label_alone_can_be_fitted() -> None:
    assert fitted(EXAMPLES[:2], None).labels == ("phi",)


def test_a_kept_model_is_read_by_the_next_start(tmp_path: Path) -> None:
    first = fitted(EXAMPLES, tmp_path)
    (file,) = tmp_path.glob("*.npz")
    written = file.stat().st_mtime_ns
    second = fitted(EXAMPLES, tmp_path)
    bag = linear_features(tokens("hết bao nhiêu"))
    assert second.scores(bag).tolist() == first.scores(bag).tolist()
    assert file.stat().st_mtime_ns == written


def test_other_examples_replace_the_kept_model(tmp_path: Path) -> None:
    fitted(EXAMPLES, tmp_path)
    fitted(EXAMPLES[:-1], tmp_path)
    assert len(list(tmp_path.iterdir())) == 1


@pytest.mark.parametrize("rubbish", [b"", b"PK\x03\x04 broken", b"\x93NUMPY"])
def test_a_broken_file_is_fitted_anew(tmp_path: Path, rubbish: bytes) -> None:
    fitted(EXAMPLES, tmp_path)
    (file,) = tmp_path.glob("*.npz")
    file.write_bytes(rubbish)
    assert best(fitted(EXAMPLES, tmp_path), "mấy tiền") == "phi"


def test_a_folder_that_cannot_be_made_costs_nothing_but_time(tmp_path: Path) -> None:
    (tmp_path / "model").write_text("a file where the folder should be", encoding="utf-8")
    assert best(fitted(EXAMPLES, tmp_path / "model"), "mấy tiền") == "phi"


@settings(max_examples=50, deadline=None)
@given(st.text())
def test_any_text_has_a_score_for_every_label(text: str) -> None:
    scores = MODEL.scores(linear_features(tokens(text)))
    assert scores.shape == (3,)
    assert bool((abs(scores) < 10).all())


MODEL = fitted(EXAMPLES, None)
