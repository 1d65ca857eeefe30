"""Grouping questions by meaning: what is together, in which order, whatever people type."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intents.clustering import Clustering, Utterance, text_key
from intents.content.model import Content


@pytest.fixture(scope="session")
def clustering(small_content: Content) -> Clustering:
    return Clustering(small_content)


def together(clustering: Clustering, *texts: str) -> list[set[str]]:
    return [{one.text for one in cluster.members} for cluster in clustering.clusters([Utterance(one) for one in texts])]


def test_accents_teencode_and_slips_do_not_keep_questions_apart(clustering: Clustering) -> None:
    groups = together(
        clustering, "làm hộ chiếu ở đâu", "lam ho chieu o dau", "hộ chiếu làm ở mô ko", "ly hôn thuận tình"
    )
    assert len(groups) == 2
    assert {"ly hôn thuận tình"} in groups


def test_the_largest_group_comes_first_and_in_it_what_was_asked_most(clustering: Clustering) -> None:
    asked = [Utterance("ly hôn thuận tình"), Utterance("hộ chiếu online"), Utterance("làm hộ chiếu", 3)]
    first, second = clustering.clusters(asked)
    assert (first.size, first.members[0].text) == (4, "làm hộ chiếu")
    assert second.size == 1


def test_what_has_no_words_is_in_no_group(clustering: Clustering) -> None:
    assert together(clustering, "???", "👍", "") == []
    assert clustering.like(["???", "hộ chiếu"], ["!!!", "Hộ chiếu"]) == [False, True]


@given(st.lists(st.text(max_size=30), max_size=12))
def test_every_question_with_words_is_in_exactly_one_group_whatever_is_typed(
    clustering: Clustering, texts: list[str]
) -> None:
    asked = [Utterance(text, number + 1) for number, text in enumerate(texts)]
    grouped = [one for cluster in clustering.clusters(asked) for one in cluster.members]
    assert len(grouped) == len(set(map(id, grouped)))
    assert {id(one) for one in grouped} <= set(map(id, asked))
    assert clustering.clusters(asked) == clustering.clusters(asked)


def test_a_key_is_the_same_however_the_words_are_written() -> None:
    assert text_key("Giá vàng?") == text_key("gia  VANG")
    assert text_key("giá vàng") != text_key("giá bạc")
