"""Phrases as hurried people type them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from intents.content.model import Lexicon, Rewrite
from intents.match.noise import Hurried
from intents.match.text import fold, tokens

HURRIED = Hurried(Lexicon(abbreviations=(Rewrite("cks", "chữ ký số", 1),), teencode=(Rewrite("ko", "không", 2),)))
PHRASES = [f"đăng ký chữ ký số có mất phí không, câu {number}" for number in range(30)]


def test_bare_is_the_phrase_without_accents() -> None:
    assert HURRIED.bare("Mất chữ ký?") == "mat chu ki"


def test_short_uses_the_abbreviations_of_the_lexicon() -> None:
    written = [HURRIED.short(one).split() for one in PHRASES]
    assert any("cks" in one for one in written)
    assert any("ko" in one for one in written)


def test_slipped_changes_some_words_and_leaves_most() -> None:
    before = [word for one in PHRASES for word in fold(one).split()]
    after = [word for one in PHRASES for word in fold(HURRIED.slipped(one)).split()]
    changed = sum(left != right for left, right in zip(before, after, strict=False)) / len(before)
    assert 0.01 < changed < 0.4


@given(text=st.text(max_size=60))
def test_the_same_phrase_is_always_written_the_same_way(text: str) -> None:
    for write in (HURRIED.bare, HURRIED.short, HURRIED.slipped):
        assert write(text) == write(text)


@given(words=st.lists(st.sampled_from(["căn", "cước", "chữ", "ký", "số"]), min_size=1, max_size=6))
def test_something_to_read_is_always_left(words: list[str]) -> None:
    for write in (HURRIED.bare, HURRIED.short, HURRIED.slipped):
        assert tokens(write(" ".join(words)))
