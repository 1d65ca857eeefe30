"""Unanswered questions as people write them are grouped by need: eighty of our own making, in all styles."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations
from pathlib import Path

import pytest

from intents.clustering import Clustering, Utterance
from intents.content.model import Content

ROWS = [
    line.split("\t") for line in Path(__file__).with_name("clusters.tsv").read_text(encoding="utf-8").splitlines()[1:]
]
NEED = {text: need for need, text in ROWS}


@pytest.fixture(scope="module")
def clustering(content: Content) -> Clustering:
    return Clustering(content)


def test_what_comes_together_is_of_one_need_and_most_of_one_need_does(clustering: Clustering) -> None:
    clusters = clustering.clusters([Utterance(text) for text in NEED])
    pairs = [pair for cluster in clusters for pair in combinations((one.text for one in cluster.members), 2)]
    alike = [pair for pair in combinations(NEED, 2) if NEED[pair[0]] == NEED[pair[1]]]
    together = [pair for pair in pairs if NEED[pair[0]] == NEED[pair[1]]]
    assert len(together) >= 0.9 * len(pairs)
    assert len(together) >= 0.78 * len(alike)


def test_a_question_like_one_put_aside_is_recognised_and_no_other(clustering: Clustering) -> None:
    by_need: defaultdict[str, list[str]] = defaultdict(list)
    for text, need in NEED.items():
        by_need[need].append(text)
    aside = [text for texts in by_need.values() if len(texts) > 2 for text in texts[:2]]
    for need in ("gia-vang", "ho-chieu", "dang-kiem"):
        others = [text for text in aside if NEED[text] != need]
        assert not any(clustering.like(by_need[need], others))
    asked = [text for text in NEED if text not in aside and len(by_need[NEED[text]]) > 2]
    assert sum(clustering.like(asked, aside)) >= 0.7 * len(asked)


def test_words_that_everybody_asks_with_do_not_bring_questions_together(clustering: Clustering) -> None:
    asked = [Utterance("hộ chiếu bao nhiêu tiền"), Utterance("ly hôn hết bao nhiêu tiền")]
    assert len(clustering.clusters(asked)) == 2
