"""Misspelt words: mended towards what the content knows, known words never touched."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intents.match.repair import ONE_EDIT, SOUND_ALIKE, Repairer
from intents.match.text import token, tokens

VOCABULARY = {
    "can": 9, "cuoc": 9, "khai": 5, "sinh": 5, "truc": 7, "tuyen": 7, "thanh": 4, "toan": 4, "nguoi": 3,
    "chu": 8, "ki": 8, "so": 9, "dang": 6, "tre": 2, "duong": 6, "chuyen": 2, "khoan": 2,
}  # fmt: skip


@pytest.fixture(scope="module")
def repairer() -> Repairer:
    return Repairer(VOCABULARY)


def mended(repairer: Repairer, word: str) -> str | None:
    repaired = repairer.repair(token(word))
    return repaired.words[0].folded if repaired else None


@pytest.mark.parametrize(
    ("written", "meant"),
    [("xinh", "sinh"), ("chực", "truc"), ("cuớt", "cuoc"), ("tuyêng", "tuyen"), ("chẻ", "tre"), ("đườn", "duong")],
)
def test_letters_that_sound_alike_are_mended(repairer: Repairer, written: str, meant: str) -> None:
    assert mended(repairer, written) == meant


def test_a_slip_of_one_letter_is_mended(repairer: Repairer) -> None:
    assert mended(repairer, "thahn") == "thanh"


def test_raw_telex_keys_are_read(repairer: Repairer) -> None:
    assert mended(repairer, "nguwowif") == "nguoi"


def test_a_doubled_letter_is_read_once(repairer: Repairer) -> None:
    assert mended(repairer, "toann") == "toan"


def test_a_known_word_is_never_changed(repairer: Repairer) -> None:
    assert all(repairer.repair(token(word)) is None for word in VOCABULARY)


@pytest.mark.parametrize("word", ["vang", "bitcoin", "2026", "ab", "kubernetes", "😀"])
def test_a_word_far_from_all_we_know_stays_unknown(repairer: Repairer, word: str) -> None:
    assert [mended(repairer, one.surface) for one in tokens(word)] in ([None], [])


def test_what_only_sounds_alike_counts_more_than_an_edit(repairer: Repairer) -> None:
    alike, edited = repairer.repair(token("xinh")), repairer.repair(token("thahn"))
    assert alike is not None
    assert edited is not None
    assert (alike.trust, edited.trust) == (SOUND_ALIKE, ONE_EDIT)


@given(st.text(min_size=1, max_size=20))
def test_any_word_is_either_mended_to_a_known_one_or_left(word: str) -> None:
    repairer = Repairer(VOCABULARY)
    for one in tokens(word):
        repaired = repairer.repair(one)
        assert repaired is None or repaired.words[0].folded in VOCABULARY
