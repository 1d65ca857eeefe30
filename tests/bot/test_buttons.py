"""What buttons carry: short, readable again, and nothing that was not ours."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.buttons import (
    FULL,
    MAX_BYTES,
    AskPerson,
    AskSuggestion,
    BackToTopic,
    ChooseLanguage,
    ErasePerson,
    Erasure,
    GiveFeedback,
    PickArticle,
    Press,
    ShowArticle,
    ShowRelated,
    ShowTopic,
    ShowTopics,
    decode,
    encode,
    suggestion_key,
)
from intents.content.facets import FACETS

PRESSES: list[Press] = [
    ShowArticle(7, "can-cuoc", FULL),
    ShowArticle(0, "can-cuoc", "le-phi"),
    PickArticle(7, "can-cuoc"),
    PickArticle(7, None),
    GiveFeedback(7, True),
    GiveFeedback(7, False),
    ShowRelated(7, "can-cuoc", "le-phi"),
    ShowTopics(),
    ShowTopic("dich-vu-cong", 2),
    BackToTopic("can-cuoc"),
    AskSuggestion(suggestion_key("Chữ ký số là gì?")),
    AskPerson(7),
    ErasePerson(Erasure.YES),
    ChooseLanguage("en"),
]


@pytest.mark.parametrize("press", PRESSES, ids=str)
def test_what_a_button_carries_is_read_back(press: Press) -> None:
    assert decode(encode(press)) == press


@pytest.mark.parametrize("view", [FULL, *(facet.id for facet in FACETS)])
def test_the_longest_id_and_a_billion_questions_fit_into_64_bytes(view: str) -> None:
    assert len(encode(ShowArticle(9_999_999_999, "a" * 40, view)).encode()) <= MAX_BYTES
    assert len(encode(ShowRelated(9_999_999_999, "a" * 40, view)).encode()) <= MAX_BYTES


def test_what_does_not_fit_is_refused_before_telegram_would() -> None:
    with pytest.raises(ValueError, match="64 bytes"):
        encode(PickArticle(1, "ă" * 40))


@pytest.mark.parametrize("data", ["", "a", "a:1:x", "f:1:2", "f:-1:1", "c:١:x", "f:" + "9" * 40 + ":1", "q:1:2"])
def test_what_we_never_wrote_is_read_as_nothing(data: str) -> None:
    assert decode(data) is None


@given(st.text(max_size=80))
def test_any_data_is_read_without_an_error(data: str) -> None:
    assert decode(data) is None or isinstance(decode(data), Press)
