"""What of a text is compared."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from intents.match.features import Bag, Concept, Vocabulary, without_accents
from intents.match.text import fold, tokens

TEXTS = ("đăng ký chữ ký số", "mất thẻ căn cước")
FEE = Concept("phí", (tuple(tokens("căn cước")), tuple(tokens("mất"))))


def vocabulary(concepts: tuple[Concept, ...] = ()) -> Vocabulary:
    return Vocabulary.of([tokens(text) for text in TEXTS], concepts)


def names(bag: Bag, made: Vocabulary) -> dict[str, float]:
    called = made.named(bag)
    return {called[feature]: weight for feature, weight in bag.items()}


def test_words_accents_pairs_and_gaps_are_features() -> None:
    made = vocabulary()
    found = names(made.bag(tokens("thẻ căn cước")), made)
    assert set(found) == {"the", "can", "cuoc", "=the3", "=căn", "=cươc1", "the can", "can cuoc", "the … cuoc"}


def test_a_word_that_is_not_known_is_no_feature_and_parts_its_neighbours() -> None:
    made = vocabulary()
    assert set(names(made.bag(tokens("the xyz can")), made)) == {"the", "can", "the … can"}


def test_a_concept_counts_once_however_it_is_said() -> None:
    made = vocabulary((FEE,))
    assert list(names(made.bag(tokens("mat can cuoc")), made)).count("[phí]") == 1
    assert "[phí]" not in names(made.bag(tokens("can the")), made)


def test_words_of_less_trust_weigh_less_and_so_do_their_pairs() -> None:
    made = vocabulary()
    words = tokens("can cuoc")
    full, less = (names(made.bag(words, trust), made) for trust in ([1.0, 1.0], [1.0, 0.5]))
    assert (less["can"], less["cuoc"], less["can cuoc"]) == (1.0, 0.5, full["can cuoc"] / 2)


def test_equal_texts_in_any_order_give_equal_numbers() -> None:
    other = Vocabulary.of([tokens(text) for text in reversed(TEXTS)])
    assert other.words == vocabulary().words


@given(words=st.lists(st.sampled_from(["đăng", "ký", "chữ", "số", "mất", "thẻ", "căn", "cước", "xyz"]), max_size=8))
def test_without_accents_a_text_has_the_features_of_its_folded_form(words: list[str]) -> None:
    made, text = vocabulary((FEE,)), " ".join(words)
    assert without_accents(made.bag(tokens(text))) == made.bag(tokens(fold(text)))


@given(text=st.text(max_size=60))
def test_any_text_has_features_that_can_be_named(text: str) -> None:
    made = vocabulary((FEE,))
    bag = made.bag(tokens(text))
    assert set(made.named(bag)) == set(bag)
