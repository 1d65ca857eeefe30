"""The content of this checkout, file by file: sound, complete, and shown whole in one message."""

from __future__ import annotations

from datetime import date, timedelta
from html.parser import HTMLParser
from pathlib import Path

import pytest

from bot.buttons import FULL, MAX_BYTES, PickArticle, ShowArticle, encode
from bot.locale import get_locale, titles
from bot.rendering import render, rendered_length
from intents.content.lint import MAX_ANSWER, lint
from intents.content.loader import load
from intents.content.model import Article, Content, Severity
from intents.reply import Outcome
from intents.responder import Responder, answer_of, full_answer

ROOT = Path(__file__).parents[2]
TODAY = date(2026, 11, 28)
DAYS = [TODAY, date(2026, 12, 31), date(2027, 1, 1), date(2027, 2, 28), date(2027, 3, 1)]
RESULT = load(ROOT / "content")
ARTICLES = list(RESULT.content.articles.values()) if RESULT.content else []


@pytest.fixture(params=ARTICLES, ids=lambda article: article.id)
def article(request: pytest.FixtureRequest) -> Article:
    """Each article in turn."""
    assert isinstance(request.param, Article)
    return request.param


def test_the_check_finds_no_error(content: Content) -> None:
    facts = content.facts
    found = lint(content, RESULT.findings, TODAY, lambda one, day: rendered_length(full_answer(one, facts, day)))
    assert [str(finding) for finding in found if finding.severity is Severity.ERROR] == []


def test_each_core_topic_has_articles(content: Content) -> None:
    topics = [one.topic for one in content.articles.values()]
    assert all(topics.count(topic) >= 3 for topic in ("dich-vu-cong", "chu-ky-so", "thanh-toan-so", "to-cong-nghe-so"))


@pytest.mark.parametrize("day", DAYS, ids=str)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_view_fits_into_one_message_on_every_day(
    content: Content, article: Article, day: date, language: str
) -> None:
    views = [full_answer(article, content.facts, day)]
    views += [answer_of(article, content.facts, day, facet=section.facet.id) for section in article.sections]
    for view in views:
        rendered = render(view, get_locale(language))
        assert rendered_length(view) <= MAX_ANSWER
        assert "{{" not in rendered.html
        assert rendered.plain.strip()


def test_every_view_is_balanced_html(content: Content, article: Article) -> None:
    class Balance(HTMLParser):
        def __init__(self) -> None:
            super().__init__()
            self.open_tags: list[str] = []

        def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002 - the library's signature
            self.open_tags.append(tag)

        def handle_endtag(self, tag: str) -> None:
            assert self.open_tags.pop() == tag

    parser = Balance()
    parser.feed(render(full_answer(article, content.facts, TODAY), get_locale("vi")).html)
    assert parser.open_tags == []


def test_its_buttons_fit_into_telegrams_64_bytes(article: Article) -> None:
    for view in (FULL, *(section.facet.id for section in article.sections)):
        assert len(encode(ShowArticle(10**9, article.id, view)).encode()) <= MAX_BYTES
    assert encode(PickArticle(10**9, article.id))


def test_the_direct_answer_is_short(content: Content, article: Article) -> None:
    assert len(answer_of(article, content.facts, TODAY).lead) <= 600


def test_nobody_official_has_checked_it_yet(article: Article) -> None:
    assert article.checked_by == ""


def test_it_is_reviewed_within_half_a_year(article: Article) -> None:
    assert article.review_by - article.updated <= timedelta(days=190)


def says_it_is_past(text: str) -> bool:
    """Whether a text names an office as one that was."""
    return "cũ" in text or "khi đó" in text


@pytest.mark.parametrize("place", ["quận Hải Châu", "công an quận", "công an huyện", "UBND quận", "cấp huyện"])
def test_no_abolished_office_is_named_as_a_place_to_go(article: Article, place: str) -> None:
    steps = [section.markdown for section in article.sections if section.facet.id == "cach-lam"]
    assert all(place.lower() not in text.lower() for text in (article.lead, *steps) if not says_it_is_past(text))
    assert article.lead


def test_the_fee_of_an_identity_card_changes_by_itself_on_new_years_day(content: Content) -> None:
    card = content.articles["can-cuoc"]
    before, after = (
        answer_of(card, content.facts, day, facet="le-phi").parts[0].markdown
        for day in (date(2026, 12, 31), date(2027, 1, 1))
    )
    assert "35.000 đồng" in before
    assert "70.000 đồng" in after
    assert "35.000 đồng" not in after


def test_the_waiver_is_said_to_have_ended_after_its_last_day(content: Content) -> None:
    free = content.articles["cks-mien-phi"]
    during, after = (answer_of(free, content.facts, day).lead for day in (date(2027, 2, 28), date(2027, 3, 1)))
    assert "28/02/2027" in during
    assert "đã hết" in after


def test_the_directory_of_streets_says_that_it_is_not_complete(content: Content) -> None:
    article = content.articles["danh-sach-tuyen-pho"]
    assert "chưa đủ" in article.lead
    assert len(content.directories[article.directory or ""]) == 17


def test_every_directory_says_that_a_name_is_not_listed_and_asks_which_is_meant(content: Content) -> None:
    owners = [one for one in content.articles.values() if one.directory]
    assert {one.directory for one in owners} == set(content.directories)
    assert all("{name}" in one.not_listed and one.which_one.endswith("?") for one in owners)


def test_every_article_with_an_english_name_is_there(content: Content) -> None:
    assert titles.ARTICLES.keys() <= content.articles.keys()


def test_every_suggestion_to_a_newcomer_is_answered_at_once(content: Content) -> None:
    responder = Responder(content)
    assert len(content.suggestions) >= 4
    for question in content.suggestions:
        assert responder.respond(question.text, TODAY).outcome is Outcome.ANSWERED, question.text
