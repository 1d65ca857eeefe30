"""The features of a question that the model knows."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from intents.match.features import Concept, Vocabulary
from intents.match.known import KnownFeatures
from intents.match.text import tokens

WORDS = ("đăng", "ký", "chữ", "ky", "mất", "thẻ", "the", "căn", "cước")
FEE = Concept("phí", (tuple(tokens("căn cước")), tuple(tokens("mất"))))
VOCABULARY = Vocabulary.of([tokens("đăng ký chữ ký số"), tokens("mất thẻ căn cước")], (FEE,))
ALL = sorted(VOCABULARY.bag(tokens("đăng ký chữ ký mất thẻ căn cước đăng chữ căn thẻ")))


@given(
    words=st.lists(st.sampled_from((*WORDS, "xyz")), max_size=10),
    kept=st.sets(st.sampled_from(ALL)),
    trust=st.lists(st.sampled_from([1.0, 0.75, 0.5]), min_size=10, max_size=10),
)
def test_they_are_the_features_of_the_text_without_those_that_are_not_known(
    words: list[str], kept: set[int], trust: list[float]
) -> None:
    text, keys = tokens(" ".join(words)), sorted(kept)
    found = KnownFeatures(VOCABULARY, np.array(keys, np.int64)).rows(text, trust[: len(text)])
    every = VOCABULARY.bag(text, trust[: len(text)])
    assert {keys[row]: weight for row, weight in found.items()} == {
        feature: weight for feature, weight in every.items() if feature in kept
    }


def test_only_neighbours_of_the_examples_stand_side_by_side() -> None:
    known = KnownFeatures(VOCABULARY, np.array(sorted(VOCABULARY.bag(tokens("mất thẻ căn cước"))), np.int64))
    assert known.is_pair("can", "cuoc")
    assert not known.is_pair("mat", "can")
    assert not known.is_pair("can", "xyz")
    assert not known.is_pair("xyz", "can")
