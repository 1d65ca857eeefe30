"""Comparing a question with what was learnt."""

from __future__ import annotations

import numpy as np
import pytest

from intents.match import model as model_module
from intents.match.example import Example, Kind
from intents.match.model import Compared, Model
from intents.match.text import tokens
from tests.intents.match.modelling import PHRASES, fitted_to


@pytest.fixture(scope="module")
def model() -> Model:
    return fitted_to()


def compared(model: Model, text: str) -> Compared:
    return model.compare(tokens(text))


@pytest.mark.parametrize(
    ("text", "label"), [("căn cước hết hạn", "can-cuoc"), ("có chữ ký số", "ky-so"), ("thoi tiet hom nay", "-")]
)
def test_the_label_of_the_words_has_the_highest_margin_and_likeness(model: Model, text: str, label: str) -> None:
    found = compared(model, text)
    assert model.labels[int(found.margins.argmax())] == label
    assert model.labels[int(found.likeness.argmax())] == label


def test_a_phrase_is_like_itself_but_for_its_pairs_over_a_gap_and_others_are_less(model: Model) -> None:
    likeness = compared(model, "đăng ký chữ ký số").likeness
    assert 0.9 < likeness.max() < 1.0
    assert sorted(likeness)[-2] < 0.9 * likeness.max()
    assert compared(model, "chữ ký").likeness.max() <= 1.0


def test_likeness_lies_between_none_and_whole(model: Model) -> None:
    likeness = compared(model, "mất giá hôm nay ở đâu").likeness
    assert likeness.min() >= 0.0
    assert likeness.max() <= 1.01


def test_a_question_without_a_known_word_has_no_rows_and_no_likeness(model: Model) -> None:
    found = compared(model, "xyz qqq")
    assert len(found.rows) == 0
    assert not found.likeness.any()


def test_the_most_alike_phrase_of_a_label_is_found_or_none(model: Model) -> None:
    found = compared(model, "mất thẻ")
    assert PHRASES[model.most_alike(found, model.labels.index("can-cuoc")) or 0].text == "mất thẻ căn cước"
    assert model.most_alike(found, model.labels.index("-")) is None


def test_the_share_of_a_word_is_that_of_the_labels_phrases_that_have_it(model: Model) -> None:
    shares = model.share[model.vocabulary.words["mat"]]
    assert shares[model.labels.index("can-cuoc")] == pytest.approx(0.5)
    assert shares[model.labels.index("-")] == 0.0


def test_a_word_of_an_articles_text_alone_touches_the_label_and_belongs_to_no_phrase(model: Model) -> None:
    word = model.vocabulary.words["phi"]
    assert 0 < model.share[word, model.labels.index("can-cuoc")] < 0.01
    assert model.word_count[word] == 0


def test_words_side_by_side_in_some_example_are_a_pair(model: Model) -> None:
    assert model.is_pair("chu", "ki")
    assert not model.is_pair("ki", "can")
    assert not model.is_pair("chu", "xyz")


def test_evidence_names_the_features_most_telling_first(model: Model) -> None:
    evidence = model.evidence(compared(model, "chữ ký số"), model.labels.index("ky-so"))
    assert evidence == sorted(evidence, key=lambda one: (-one[1], one[0]))
    assert {"chu", "ki so"} <= {name for name, _ in evidence}


def test_of_too_many_phrases_the_labels_with_the_most_are_thinned_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(model_module, "MOST_PHRASES", 50)
    many = [Example("nhieu", f"câu hỏi số {number}") for number in range(90)]
    few = [Example("it", f"một câu khác {number}") for number in range(10)]
    model = fitted_to([*many, *few])
    assert [int((model.phrase_label == at).sum()) for at in range(2)] == [10, 40]


def test_the_order_of_the_examples_does_not_matter(model: Model) -> None:
    other = fitted_to(tuple(reversed(PHRASES)))
    assert (other.weights == model.weights).all()


def test_labels_that_have_no_phrase_are_learnt_from_what_there_is() -> None:
    model = fitted_to([Example("a", "căn cước", Kind.NAME), Example("b", "chữ ký", Kind.NAME)])
    assert model.labels[int(compared(model, "chu ky").likeness.argmax())] == "b"


def test_nothing_to_learn_from_is_refused() -> None:
    with pytest.raises(ValueError, match="nothing to learn"):
        fitted_to([])


def test_where_phrases_are_thinned_out_what_is_not_ours_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("intents.match.model.MOST_PHRASES", 30)
    ours = [Example(f"bài {label}", f"thủ tục {label} kiểu {number}") for label in range(5) for number in range(10)]
    others = [Example("-", f"chuyện khác {number}") for number in range(20)]
    model = fitted_to([*ours, *others])
    kept = np.bincount(model.phrase_label, minlength=len(model.labels)).tolist()
    assert dict(zip(model.labels, kept, strict=True)) == {"-": 20} | {f"bài {label}": 2 for label in range(5)}
