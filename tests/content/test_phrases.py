"""What the content keeps of its phrases: each finds its article, also unseen; none is a question we measure with."""

from __future__ import annotations

from pathlib import Path

import pytest

from intents.content.model import Content
from intents.match.decision import Decision, Thresholds
from intents.match.leave_out import LeftOut
from intents.match.matcher import Matcher
from intents.match.questions import read_questions
from intents.match.text import fold
from tests.content import known_misses

ROOT = Path(__file__).parents[2]
MIN_RATE = 0.84
"""Share of the phrases that must find their article when hidden."""


def test_hidden_phrases_find_their_article_often_enough(left_out: list[LeftOut]) -> None:
    found = sum(one.found for one in left_out)
    assert found / len(left_out) >= MIN_RATE, f"{found} of {len(left_out)}; see hoidap check --deep"


def test_a_phrase_that_newly_misses_is_noticed(left_out: list[LeftOut]) -> None:
    new = known_misses.missed(left_out) - known_misses.known()
    assert not new, "mend the matcher or the phrases, or run: python -m tests.content.known_misses"


def test_a_phrase_that_no_longer_misses_leaves_the_list(left_out: list[LeftOut]) -> None:
    mended = known_misses.known() - known_misses.missed(left_out)
    assert not mended, "run: python -m tests.content.known_misses"


def test_every_phrase_when_known_finds_its_article(content: Content) -> None:
    matcher = Matcher.from_content(content, Thresholds())
    lost = [
        phrase.text
        for article in content.articles.values()
        for phrase in article.questions
        if matcher.match(phrase.text).decision is Decision.FALLBACK
        or article.id not in matcher.match(phrase.text).articles
    ]
    assert lost == []


@pytest.mark.parametrize("file", sorted((ROOT / "tests/questions").glob("*.tsv")), ids=lambda path: path.name)
def test_no_phrase_is_a_question_we_measure_with(content: Content, file: Path) -> None:
    asked = {fold(question.text) for question in read_questions(file)}
    taken = [
        phrase.text
        for article in content.articles.values()
        for phrase in article.questions
        if fold(phrase.text) in asked
    ]
    taken += [phrase.text for phrase in content.out_of_scope if fold(phrase.text) in asked]
    assert taken == []
