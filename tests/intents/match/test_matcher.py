"""The matcher over content: the article, the facet, the names, and its reasons."""

import pytest

from intents.content.model import Content
from intents.match.decision import Decision, Thresholds
from intents.match.matcher import Matcher


@pytest.fixture(scope="module")
def matcher(small_content: Content) -> Matcher:
    return Matcher.from_content(small_content, Thresholds())


@pytest.mark.parametrize(
    ("question", "article"),
    [
        ("mất căn cước làm lại ở đâu", "can-cuoc"),
        ("mat cccd", "can-cuoc"),
        ("đk cks", "cks-dang-ky"),
        ("chuwx kys soos", "cks-dang-ky"),
        ("đường phan châu trinh có phải phố không tiền mặt", "danh-sach-tuyen-pho"),
    ],
)
def test_a_question_however_written_is_answered_with_its_article(matcher: Matcher, question: str, article: str) -> None:
    match = matcher.match(question)
    assert (match.decision, match.articles[0]) == (Decision.ANSWER, article)


@pytest.mark.parametrize("question", ["giá vàng hôm nay", "mua vé máy bay đi hà nội", "sdfkjh", "", "😀😀"])
def test_what_is_not_ours_falls_back(matcher: Matcher, question: str) -> None:
    assert matcher.match(question).decision is Decision.FALLBACK


@pytest.mark.parametrize(
    ("question", "facet"),
    [
        ("làm lại căn cước hết bao nhiêu tiền", "le-phi"),
        ("căn cước mấy ngày có", "thoi-gian"),
        ("mất căn cước thì sao", None),
        ("đăng ký chữ ký số cần giấy tờ gì", "ho-so"),
        ("đăng ký chữ ký số bao nhiêu tiền", None),
    ],
)
def test_the_facet_asked_for_is_named_when_the_article_has_it(
    matcher: Matcher, question: str, facet: str | None
) -> None:
    assert matcher.match(question).facet == facet


def test_what_was_learnt_of_one_street_holds_for_all(matcher: Matcher) -> None:
    match = matcher.match("Đường Phan Châu Trinh có phải phố không tiền mặt không?")
    assert match.articles[0] == "danh-sach-tuyen-pho"
    assert match.entities[0].alternatives == ("phan-chau-trinh", "phan-chau-trinh-hoi-an")


def test_a_phrase_left_out_is_not_learnt(small_content: Content) -> None:
    unseen = Matcher.from_content(small_content, without={("can-cuoc", "Căn cước hết hạn")})
    texts = {alike for _, alike in unseen.explain("căn cước hết hạn").best}
    assert "Căn cước hết hạn" not in texts


def test_an_explanation_names_what_was_read_the_phrase_and_the_evidence(matcher: Matcher) -> None:
    explained = matcher.explain("mat cccd")
    assert [one.written for one in explained.understood.rewritten] == ["cccd"]
    assert explained.best[0][1] == "Mất căn cước thì sao?"
    assert "mat" in [feature for feature, _ in explained.evidence]
    assert explained.decided.lead > 0


def test_the_three_best_are_kept_with_their_scores(matcher: Matcher) -> None:
    top = matcher.match("đăng ký căn cước").top
    assert 1 <= len(top) <= 3
    assert [score for _, score in top] == sorted((score for _, score in top), reverse=True)
