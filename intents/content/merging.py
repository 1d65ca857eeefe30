"""Two people's changes to one file put together, line by line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher, unified_diff
from itertools import islice, takewhile

_PLACE = re.compile(r"^@@ -\S+ \+(\d+)\S* @@$")
"""The head of a place in a unified diff. Lines of the file begin with a sign, so none of them looks like it."""
CONTEXT = 1
"""Lines shown around a change: a phone shows few."""
AROUND = 40
"""Letters of a long line kept before and after what changed in it."""


@dataclass(frozen=True, slots=True)
class Merged:
    """What came of putting two changes together."""

    text: str | None
    """None when both changed the same lines, in different ways."""


def merged(base: str, mine: str, theirs: str) -> Merged:
    """The changes from `base` to `mine` and from `base` to `theirs`, both made. Lines next to each other count as the
    same place: who changed one has read the other as it was."""
    if mine == theirs or theirs == base:
        return Merged(mine)
    if mine == base:
        return Merged(theirs)
    old = base.splitlines(keepends=True)
    changes = sorted({*_changes(old, mine), *_changes(old, theirs)})
    result: list[str] = []
    at = 0
    for number, change in enumerate(changes):
        if number and change.begin <= changes[number - 1].end:
            return Merged(None)
        result += old[at : change.begin]
        result += change.lines
        at = change.end
    return Merged("".join([*result, *old[at:]]))


def difference(before: str, after: str) -> str:
    """What changed, for people: lines gone with `-`, lines come with `+`, each place under the number of its line. Of
    a long line in which little has changed, what is the same far from the change is left out, marked by `…`."""
    old, new = before.splitlines(), after.splitlines()
    found = unified_diff(old, new, lineterm="", n=CONTEXT)
    shown = [_PLACE.sub(r"Dòng \1:", line) for line in islice(found, 2, None)]
    begin = 0
    while begin < len(shown):
        gone = _run(shown, begin, "-")
        come = _run(shown, begin + gone, "+")
        if gone and gone == come:
            for at in range(begin, begin + gone):
                shown[at], shown[at + gone] = _brief(shown[at], shown[at + gone])
        begin += max(gone + come, 1)
    return "\n".join(shown)


def _run(lines: Sequence[str], begin: int, sign: str) -> int:
    """How many lines from there on have that sign."""
    return sum(1 for _ in takewhile(lambda line: line.startswith(sign), lines[begin:]))


def _brief(gone: str, come: str) -> tuple[str, str]:
    """A line and the one that replaces it, both with their signs, without what is the same far from the change."""
    one, other = gone[1:], come[1:]
    same = _alike(one, other)
    same_at_end = _alike(one[same:][::-1], other[same:][::-1])
    begin = one.find(" ", same - AROUND, same) + 1 if same > 2 * AROUND else 0
    left_out = same_at_end - AROUND if same_at_end > 2 * AROUND else 0
    return gone[0] + _cut(one, begin, left_out), come[0] + _cut(other, begin, left_out)


def _alike(one: str, other: str) -> int:
    """With how many of the same letters two texts begin."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _cut(line: str, begin: int, left_out: int) -> str:
    end = line.find(" ", len(line) - left_out) if left_out else -1
    return ("… " if begin else "") + (line[begin:] if end < 0 else f"{line[begin:end]} …")


def likeness(one: str, other: str) -> int:
    """How many lines stand in one of two texts and not at its place in the other: 0 for the same text."""
    first, second = one.splitlines(), other.splitlines()
    same = sum(block.size for block in SequenceMatcher(None, first, second).get_matching_blocks())
    return len(first) + len(second) - 2 * same


@dataclass(frozen=True, slots=True, order=True)
class _Change:
    begin: int
    end: int
    lines: tuple[str, ...]
    """What stands instead of the lines from `begin` up to but not including `end`."""


def _changes(old: Sequence[str], text: str) -> list[_Change]:
    new = text.splitlines(keepends=True)
    matcher = SequenceMatcher(None, old, new)
    return [
        _Change(begin, end, tuple(new[first:last]))
        for kind, begin, end, first, last in matcher.get_opcodes()
        if kind != "equal"
    ]
