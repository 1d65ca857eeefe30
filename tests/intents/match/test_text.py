"""How text is normalised: what must be equal, what must differ, and that no input breaks it."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intents.match.text import MAX_CHARS, compose, fold, token, tokens

VIETNAMESE = st.text(
    alphabet="aàáảãạăằắẳẵặâầấẩẫậbcdđeèéẻẽẹêềếểễệghiìíỉĩịklmnoòóỏõọôồốổỗộơờớởỡợpqrstuùúủũụưừứửữựvxyỳýỷỹỵ "
)


def accented(text: str) -> list[str]:
    return [one.accented for one in tokens(text)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("hòa", "hoà"),
        ("hủy", "huỷ"),
        ("thủy", "thuỷ"),
        ("khỏe", "khoẻ"),
        ("kỹ", "kĩ"),
        ("lý do", "lí do"),
        ("quý", "quí"),
        ("ĐĂNG KÝ", "đăng ký"),
        (unicodedata.normalize("NFD", "chữ ký số"), "chữ ký số"),
        ("chữ ký số 😀👍", "chữ ký số"),
        ("chữ-ký, số!", "chữ ký số"),
        ("chữ\u200b ký\ufeff số", "chữ ký số"),
        ("\u202echữ ký", "chữ ký"),
        ("ｃăn ｃước", "căn cước"),
        ("trời ơiiiiii", "trời ơi"),
        ("quáaaaa", "quá"),
    ],
)
def test_spellings_of_one_text_are_equal_accents_included(one: str, other: str) -> None:
    assert accented(one) == accented(other)


@pytest.mark.parametrize(
    ("one", "other"), [("tử", "tư"), ("thường", "thưởng"), ("má", "ma"), ("chữ ký", "chủ kỳ"), ("đầu", "dầu")]
)
def test_words_that_differ_in_accents_stay_apart_in_the_accented_view(one: str, other: str) -> None:
    assert accented(one) != accented(other)


def test_folding_gives_what_a_hurried_writer_types() -> None:
    assert fold("Đường Nguyễn Văn Linh có quẹt thẻ được không?") == "duong nguyen van linh co quet the duoc khong"


def test_a_word_without_accents_says_so() -> None:
    assert token("dang").bare
    assert not token("đang").bare


def test_y_is_kept_where_it_is_another_sound() -> None:
    assert fold("thúy") != fold("thúi")
    assert fold("tay") != fold("tai")


def test_digits_stay_with_their_unit() -> None:
    assert [one.folded for one in tokens("50k với 10tr, mức 2")] == ["50k", "voi", "10tr", "muc", "2"]


def test_only_the_beginning_of_an_endless_message_is_read() -> None:
    assert len(compose("a b " * MAX_CHARS)) == MAX_CHARS


@pytest.mark.parametrize("text", ["", "   ", "!?…", "😀" * 4096, "\u0301" * 1500, "e" + "\u0301" * 1500])
def test_hostile_and_empty_messages_give_few_words_or_none(text: str) -> None:
    assert len(tokens(text)) <= 1


@given(st.text())
def test_any_text_gives_tokens(text: str) -> None:
    for one in tokens(text):
        assert one.folded
        assert one.accented


@given(st.text())
def test_composing_twice_changes_nothing_more(text: str) -> None:
    assert compose(compose(text)) == compose(text)


@given(st.text())
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(VIETNAMESE)
def test_accents_never_matter_after_folding(text: str) -> None:
    stripped = "".join(char for char in unicodedata.normalize("NFD", text) if not unicodedata.combining(char))
    assert fold(stripped.replace("đ", "d")) == fold(text)


@given(VIETNAMESE, st.sampled_from(["NFC", "NFD", "NFKC", "NFKD"]))
def test_the_unicode_form_never_matters(text: str, form: str) -> None:
    assert accented(unicodedata.normalize(form, text)) == accented(text)  # type: ignore[arg-type]


@given(VIETNAMESE, st.sampled_from([",", "!", "…", "«", "😀", "\u200b ", " - "]))
def test_punctuation_between_words_never_matters(text: str, sign: str) -> None:
    assert fold(text.replace(" ", f"{sign} ")) == fold(text)
