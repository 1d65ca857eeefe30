"""What somebody who is still typing may mean."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intents.completing import Completer
from intents.content.model import Content
from intents.responder import Responder


@pytest.fixture(scope="module")
def completer(small_content: Content) -> Completer:
    return Completer(Responder(small_content))


@pytest.mark.parametrize("typed", ["căn", "căn c", "can cuoc", "CĂN CƯỚC", "làm căn"])
def test_the_first_letters_find_the_title_they_begin(completer: Completer, typed: str) -> None:
    assert completer.complete(typed, 5)[0] == "can-cuoc"


def test_a_whole_title_comes_first(completer: Completer) -> None:
    assert completer.complete("Đăng ký chữ ký số", 5)[0] == "cks-dang-ky"


def test_a_title_comes_before_a_question_with_the_same_beginning(completer: Completer) -> None:
    assert completer.complete("đ", 5)[0] == "cks-dang-ky"


@pytest.mark.parametrize("typed", ["", " ", "?", "zz", "😀"])
def test_what_begins_nothing_finds_nothing(completer: Completer, typed: str) -> None:
    assert completer.complete(typed, 5) == []


def test_at_most_so_many_are_found(completer: Completer) -> None:
    assert len(completer.complete("c", 1)) == 1


def test_the_suggestions_lead_to_their_articles(completer: Completer) -> None:
    assert completer.suggested() == ["cks-dang-ky", "can-cuoc"]


@given(typed=st.text(max_size=40))
def test_any_letters_find_known_articles_each_once(completer: Completer, typed: str) -> None:
    found = completer.complete(typed, 10)
    assert len(found) == len(set(found)) <= 10
    assert set(found) <= completer.responder.content.articles.keys()
