"""Phrases looked up where they may begin in a text, by their first two words: most words of a text begin none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Generic, TypeVar

Entry = TypeVar("Entry")


class Phrasebook(Generic[Entry]):
    """What is known of phrases, found by the place in a text where they could stand."""

    def __init__(self, entries: Iterable[tuple[Sequence[str], Entry]]) -> None:
        """`entries` are phrases, as words, with what is known of each; the earlier come first when looked up. One
        without words is never found."""
        listed = [(tuple(words[:2]), entry) for words, entry in entries if words]
        seconds: dict[str, set[str]] = {}
        for begin, _ in listed:
            seconds.setdefault(begin[0], set()).update(begin[1:])
        self.first = frozenset(seconds)
        """The words with which phrases begin: any other need not be looked up."""
        self._alone = {first: _of(listed, (first,)) for first in seconds}
        self._followed: dict[str, Mapping[str, Sequence[Entry]]] = {
            first: {second: _of(listed, (first,), (first, second)) for second in found}
            for first, found in seconds.items()
            if found
        }

    def beginning(self, words: Sequence[str], at: int) -> Sequence[Entry]:
        """The entries of which the first two words, or the only one, stand at a place in a text."""
        word = words[at]
        followed = self._followed.get(word)
        if followed is not None and at + 1 < len(words):
            found = followed.get(words[at + 1])
            if found is not None:
                return found
        return self._alone.get(word, ())


def _of(listed: Sequence[tuple[tuple[str, ...], Entry]], *begins: tuple[str, ...]) -> Sequence[Entry]:
    return [entry for begin, entry in listed if begin in begins]
