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
        by_first: dict[str, list[tuple[str, Entry]]] = {}
        for words, entry in entries:
            if words:
                by_first.setdefault(words[0], []).append((words[1] if len(words) > 1 else "", entry))
        self.first = frozenset(by_first)
        """The words with which phrases begin: any other need not be looked up."""
        self._alone: dict[str, Sequence[Entry]] = {}
        self._followed: dict[str, Mapping[str, Sequence[Entry]]] = {}
        for first, there in by_first.items():
            self._alone[first] = [entry for second, entry in there if not second]
            seconds = dict.fromkeys(second for second, _ in there if second)
            if seconds:
                self._followed[first] = {
                    one: [entry for second, entry in there if second in ("", one)] for one in seconds
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
