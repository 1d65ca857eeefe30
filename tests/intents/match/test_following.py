"""Follow-ups: what only asks for a facet is read with the article just answered; what names a thing stands alone."""

import pytest

from intents.content.model import Content
from intents.match.matcher import Matcher


@pytest.fixture(scope="module")
def matcher(small_content: Content) -> Matcher:
    return Matcher.from_content(small_content)


@pytest.mark.parametrize(
    ("question", "facet"),
    [("còn phí thì sao", "le-phi"), ("het bao nhieu tien rua", "le-phi"), ("mấy ngày có", "thoi-gian")],
)
def test_a_question_for_a_facet_alone_is_read_with_the_article_before(
    matcher: Matcher, question: str, facet: str
) -> None:
    match = matcher.follow_up(question, "can-cuoc")
    assert match is not None
    assert (match.articles, match.facet) == (("can-cuoc",), facet)


@pytest.mark.parametrize("question", ["còn chữ ký số thì phí sao", "lệ phí đăng ký chữ ký số", "giá vàng", ""])
def test_what_names_a_thing_stands_alone(matcher: Matcher, question: str) -> None:
    assert matcher.follow_up(question, "can-cuoc") is None


def test_a_facet_that_the_article_lacks_is_no_follow_up(matcher: Matcher) -> None:
    assert matcher.follow_up("còn phí thì sao", "cks-dang-ky") is None
