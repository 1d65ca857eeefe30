"""Every sentence of the article the project began with is found by a question, and its figures stand in the answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from bot.locale import get_locale
from bot.rendering import render
from intents.content.model import Content
from intents.match.decision import Decision, Thresholds
from intents.match.matcher import Matcher
from intents.match.text import fold
from intents.responder import full_answer

FILE = Path(__file__).with_name("seed.tsv")
"""Columns: the sentence as printed (its slips too), a question, the article that answers it, and what must stand there:
figures and names, with a bar between them."""
TODAY = date(2026, 11, 28)


@dataclass(frozen=True, slots=True)
class Row:
    """One sentence, or part of one, and what answers for it."""

    sentence: str
    question: str
    article: str
    figures: tuple[str, ...]


def rows() -> list[Row]:
    lines = FILE.read_text(encoding="utf-8").splitlines()[1:]
    cells = (line.split("\t") for line in lines)
    return [
        Row(sentence, question, article, tuple(figures.split("|"))) for sentence, question, article, figures in cells
    ]


ROWS = rows()


@pytest.fixture(scope="module")
def matcher(content: Content) -> Matcher:
    return Matcher.from_content(content, Thresholds())


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.question)
def test_a_question_about_the_sentence_is_answered_or_offered_its_article(matcher: Matcher, row: Row) -> None:
    match = matcher.match(row.question)
    assert match.decision is not Decision.FALLBACK
    assert row.article in match.articles


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.question)
def test_the_article_holds_the_figures_of_the_sentence(content: Content, row: Row) -> None:
    answer = full_answer(content.articles[row.article], content.facts, TODAY)
    text = render(answer, get_locale("vi")).plain
    assert [figure for figure in row.figures if figure not in text] == []


def test_the_questions_are_not_phrases_of_the_content(content: Content) -> None:
    known = {fold(phrase.text) for article in content.articles.values() for phrase in article.questions}
    assert [row.question for row in ROWS if fold(row.question) in known] == []


@pytest.mark.parametrize("district", ["thanh-khe", "son-tra", "hai-chau", "cam-le"])
def test_a_districts_targets_are_said_to_be_history(content: Content, district: str) -> None:
    answer = full_answer(content.articles[f"chi-tieu-{district}"], content.facts, TODAY)
    text = render(answer, get_locale("vi")).plain
    assert "Năm 2024, quận" in text
    assert "không phải cam kết của phường hiện nay" in text
