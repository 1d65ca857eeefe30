"""What is asked of a thing: its fee, its time, its papers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intents.content.facets import FACETS, GAP, Facet
from intents.content.model import Article, Lexicon
from intents.match.facets import FacetFinder
from intents.match.rewriting import Rewriter
from intents.match.text import fold, tokens
from tests.conftest import ArticleMaker

ALL = {facet.id: "…" for facet in FACETS}


@pytest.fixture(scope="module")
def finder(make_article: ArticleMaker) -> FacetFinder:
    articles: list[Article] = [
        make_article("can-cuoc", title="Làm thẻ", names=("căn cước",), sections=ALL),
        make_article("mien-phi", title="Chữ ký số miễn phí", sections=ALL),
        make_article("it-phan", title="Quét mã", sections={"cach-lam": "…"}),
    ]
    return FacetFinder(Rewriter(Lexicon()), articles)


def asked(finder: FacetFinder, question: str, article: str = "can-cuoc") -> str | None:
    facet = finder.find(tokens(question), article)
    return facet.id if facet else None


@pytest.mark.parametrize("facet", FACETS, ids=lambda facet: facet.id)
def test_every_listed_way_of_asking_finds_its_facet(finder: FacetFinder, facet: Facet) -> None:
    for phrase in facet.asked_by:
        assert asked(finder, f"căn cước {phrase.replace(GAP, 'em')}") == facet.id, phrase


@pytest.mark.parametrize(
    ("question", "facet"),
    [
        ("căn cước cần gì", "ho-so"),
        ("căn cước hạn chót hôm nào", "thoi-gian"),
        ("phải mất bao nhiêu ngày", "thoi-gian"),
        ("bao nhiêu tuổi thì làm", "ai-lam"),
        ("không làm thì phạt bao nhiêu tiền", "luu-y"),
        ("con 15 tuổi làm được không", "ai-lam"),
        ("bấm vào đâu", "cach-lam"),
    ],
)
def test_the_longest_way_of_asking_is_what_is_meant(finder: FacetFinder, question: str, facet: str) -> None:
    assert asked(finder, question) == facet


def test_something_definite_wins_over_how(finder: FacetFinder) -> None:
    assert asked(finder, "lệ phí bao nhiêu, làm sao") == "le-phi"


def test_the_last_of_equally_definite_ones_wins(finder: FacetFinder) -> None:
    assert asked(finder, "không biết ở đâu, mà mấy ngày") == "thoi-gian"
    assert asked(finder, "không biết mấy ngày, mà ở đâu") == "o-dau"


@pytest.mark.parametrize("question", ["gia hạn căn cước", "gia đình đông người", "bị giả danh", "gia han can cuoc"])
def test_words_that_only_look_like_a_price_ask_for_nothing(finder: FacetFinder, question: str) -> None:
    assert asked(finder, question) is None


def test_a_hint_counts_only_with_its_accents(finder: FacetFinder) -> None:
    assert asked(finder, "giá căn cước") == "le-phi"
    assert asked(finder, "gia can cuoc") is None


def test_a_hint_gives_way_to_a_way_of_asking(finder: FacetFinder) -> None:
    assert asked(finder, "đưa tiền rồi mấy ngày") == "thoi-gian"


def test_words_of_the_articles_name_ask_for_nothing(finder: FacetFinder) -> None:
    assert asked(finder, "chữ ký số miễn phí", "mien-phi") is None
    assert asked(finder, "căn cước miễn phí") == "le-phi"


def test_a_facet_that_the_article_lacks_is_not_found(finder: FacetFinder) -> None:
    assert asked(finder, "bao nhiêu tuổi", "it-phan") is None
    assert asked(finder, "làm sao", "it-phan") == "cach-lam"


def test_an_unknown_article_has_no_facets(finder: FacetFinder) -> None:
    assert asked(finder, "lệ phí", "khong-co") is None


@pytest.mark.parametrize("question", ["can cuoc can giay to gi", "mat bao nhieu tien", "o dau", "may ngay co"])
def test_accents_are_not_needed(finder: FacetFinder, question: str) -> None:
    assert asked(finder, question) is not None


@given(text=st.text(max_size=60))
def test_any_text_gives_a_facet_of_the_article_or_none(finder: FacetFinder, text: str) -> None:
    found = asked(finder, text, "it-phan")
    assert found in (None, "cach-lam")


@given(phrase=st.sampled_from([one for facet in FACETS for one in facet.asked_by if GAP not in one]))
def test_a_way_of_asking_is_the_same_without_accents(finder: FacetFinder, phrase: str) -> None:
    assert asked(finder, fold(phrase)) == asked(finder, phrase)
