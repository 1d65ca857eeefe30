"""Finding phrases with gaps among the words of a message, accents or not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from intents.content.message_rules import ANY, GAP, GROUP
from intents.match.text import Token, tokens

WORDS_IN_GAP = 6
MAX_WORDS = 400
"""How many words of a message are looked at."""


@dataclass(slots=True)
class _Step:
    """A place in the tree of phrases: what may follow, at once or after a gap, and what ends here."""

    next: dict[str, list[tuple[str, _Step]]] = field(default_factory=lambda: defaultdict(list))
    after: dict[str, _Step] = field(default_factory=dict)
    """What stands behind each element of a phrase that goes on from here: phrases with one beginning share it."""
    gap: _Step | None = None
    any: _Step | None = None
    """What stands behind one word that may be any."""
    ends: list[int] = field(default_factory=list)
    after_gap: frozenset[str] = frozenset()
    """The words of which one must come after the gap."""
    leads: frozenset[int] = frozenset()
    """The groups of the phrases that end here or further on."""

    def settle(self) -> None:
        """Works out where the way leads, once all phrases are in."""
        onward = [to for ways in self.next.values() for _, to in ways]
        onward += [step for step in (self.gap, self.any) if step is not None]
        for step in onward:
            if not step.leads:
                step.settle()
        self.leads = frozenset(self.ends).union(*(step.leads for step in onward))
        self.after_gap = frozenset(self.gap.next) if self.gap else frozenset()

    def leads_on(self, following: str, there: set[str]) -> bool:
        """Whether a phrase may end here or go on, given the word that follows and all words there are."""
        return (
            following in self.next
            or bool(self.ends)
            or self.any is not None
            or (self.gap is not None and not self.after_gap.isdisjoint(there))
        )


class PhraseFinder:
    """All phrases at once; which group each belongs to is a number."""

    def __init__(
        self,
        groups: Iterable[Sequence[str]],
        ways: Mapping[str, Sequence[str]],
        read: Callable[[str], Sequence[Token]] = tokens,
    ) -> None:
        """`ways` are the words that stand for each `@name` in a phrase; `read` gives the words of a text."""
        self._read = read
        self._root = _Step()
        self._ways = ways
        for number, phrases in enumerate(groups):
            for phrase in phrases:
                self._add(phrase, number)
        self._root.settle()

    def find(self, words: Sequence[Token]) -> set[int]:
        """The numbers of the groups of which a phrase stands in the words. A word written with accents matches only
        the same word; one without matches any."""
        found: set[int] = set()
        views = [(word.folded, "" if word.bare else word.accented) for word in words[:MAX_WORDS]]
        there = {folded for folded, _ in views}
        starts = self._root.next
        for at, (folded, accented) in enumerate(views):
            if folded not in starts:
                continue
            following = views[at + 1][0] if at + 1 < len(views) else ""
            for wanted, step in starts[folded]:
                if (not accented or accented == wanted) and step.leads_on(following, there):
                    self._follow(step, views, at + 1, found)
        return found

    def _add(self, phrase: str, number: int) -> None:
        step = self._root
        for part in phrase.replace("...", GAP).split(GAP):
            if step is not self._root:
                step.gap = step.gap or _Step()
                step = step.gap
            for element in part.split():
                if element == ANY:
                    step.any = step.any or _Step()
                    step = step.any
                else:
                    step = step.after.get(element) or self._element(step, element)
        if number not in step.ends:
            step.ends.append(number)

    def _element(self, step: _Step, element: str) -> _Step:
        """The step behind a word, or behind any of a group's ways of saying it."""
        behind = step.after[element] = _Step()
        for way in self._ways.get(element.removeprefix(GROUP), ()) if element.startswith(GROUP) else (element,):
            at, words = step, self._read(way)
            for place, word in enumerate(words, start=1):
                to = behind if place == len(words) else _Step()
                at.next[word.folded].append((word.accented, to))
                at = to
        return behind

    def _follow(self, step: _Step, words: Sequence[tuple[str, str]], at: int, found: set[int]) -> None:
        """Walks on from a step; each step is entered once a place, so that gaps cannot multiply."""
        open_steps, seen = [(step, at)], set()
        while open_steps:
            step, at = open_steps.pop()
            if (id(step), at) in seen or step.leads <= found:
                continue
            seen.add((id(step), at))
            found.update(step.ends)
            if step.any is not None and at < len(words):
                open_steps.append((step.any, at + 1))
            for later in range(at, min(at + (WORDS_IN_GAP if step.gap else 0) + 1, len(words))):
                folded, accented = words[later]
                for after in (step.next if later == at else {}, step.gap.next if step.gap else {}):
                    for wanted, to in after.get(folded, ()):
                        if not accented or accented == wanted:
                            open_steps.append((to, later + 1))
