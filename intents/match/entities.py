"""Names from the directories, found inside a sentence: exact or without accents anywhere, misspelt only where a word
like "đường" or "chợ" announces a name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from rapidfuzz.distance import OSA

from intents.content.model import Entry
from intents.match.phrasebook import Phrasebook
from intents.match.repair import sound
from intents.match.text import Token, fold, same_word, tokens

MIN_LETTERS_TO_MISSPELL = 6
"""Shorter names are only found when spelt right: too many ordinary words are one letter away."""
MIN_LETTERS_OF_A_SLIP = 4
"""A slip of one letter is forgiven in words of this length; "Trần Văn Dư" is not "Trần Văn Trứ"."""
_ANNOUNCED_BY = frozenset(
    fold(word) for word in ("đường", "đg", "phố", "tuyến", "chợ", "khu", "phường", "xã", "quận", "huyện", "trấn")
)
_ONLY_BESIDE: Mapping[str, frozenset[str]] = {
    "phuong-xa": frozenset(
        fold(word) for word in ("phường", "xã", "quận", "huyện", "trấn", "nhập", "tách", "gộp", "thuộc", "cũ", "mới")
    )
}
"""Directories whose names are ordinary words too ("An Phú", "Bình An"): found only in a question with one of these."""

_KINDS_OF_PLACES = frozenset(fold("quận huyện thị xã thành phố phường cũ mới").split())


@dataclass(frozen=True, slots=True)
class Entity:
    """A name found in a question."""

    kind: str
    """The directory, for instance `tuyen-pho`."""
    text: str
    """The words of the question in which it was found."""
    id: str | None
    """The entry meant; None when several bear the name, or none does."""
    alternatives: tuple[str, ...]
    """The ids among which the name does not decide; empty when `id` is given, and when the directory has no such
    name."""
    start: int
    """Number of its first word in the question."""
    end: int
    """Number of the word after its last."""


@dataclass(frozen=True, slots=True)
class _Name:
    words: tuple[Token, ...]
    folded: str
    parts: list[str]
    """The folded words."""
    sounds: tuple[str, ...]
    kind: str
    ids: tuple[str, ...]


class EntityFinder:
    """Finds the names of all directories in the words of a question."""

    def __init__(self, directories: Mapping[str, Sequence[Entry]]) -> None:
        self._names = _names(directories)
        longest_first = sorted(self._names, key=lambda name: (-len(name.parts), name.kind))
        self._by_words = Phrasebook((name.parts, name) for name in longest_first)
        self._alike: defaultdict[tuple[str, ...], list[_Name]] = defaultdict(list)
        for name in self._names:
            if len(name.folded) >= MIN_LETTERS_TO_MISSPELL:
                for key in _with_a_gap(name.sounds):
                    self._alike[key].append(name)
        self._heard = [{name.sounds[at] for name in self._names if len(name.sounds) > at} for at in (0, 1)]
        self._places = {(kind, one.id): _telling(one.place) for kind, rows in directories.items() for one in rows}
        self._longest = max((len(name.words) for name in self._names), default=0)

    def find(self, words: Sequence[Token]) -> list[Entity]:
        """The entities in the order of the text; they do not overlap. Of entries that share a name, those whose place
        the text names are meant."""
        found: list[Entity] = []
        folded = [word.folded for word in words]
        begins_a_name = self._by_words.first
        until = 0
        announced = False
        for at, word in enumerate(folded):
            if at >= until:
                entity = self._exact(words, folded, at) if word in begins_a_name else None
                if entity is None and announced:
                    entity = self._misspelt(words, folded, at)
                if entity is not None:
                    found.append(entity)
                    until = entity.end
            announced = word in _ANNOUNCED_BY
        return self._with_places(found, folded) if found else found

    def _exact(self, words: Sequence[Token], folded: Sequence[str], at: int) -> Entity | None:
        """The longest name that stands at a place, with all entries that it may mean."""
        there: list[_Name] = []
        for name in self._by_words.beginning(folded, at):
            size = len(name.parts)
            if there and size < len(there[0].parts):
                break
            span = words[at : at + size]
            if (
                folded[at : at + size] == name.parts
                and all(map(same_word, name.words, span))
                and _may_stand(name, folded)
            ):
                there.append(name)
        if not there:
            return None
        end = at + len(there[0].parts)
        accented = [word.accented for word in words[at:end]]
        of_one_kind = [name for name in there if name.kind == there[0].kind]
        exact = [name for name in of_one_kind if [word.accented for word in name.words] == accented]
        ids = tuple(dict.fromkeys(one for name in exact or of_one_kind for one in name.ids))
        return _entity(there[0].kind, ids, words, at, end)

    def _with_places(self, found: Sequence[Entity], folded: Sequence[str]) -> list[Entity]:
        """The entities, those that share a name decided by the place beside it; a name that only says in which place
        another one is stands for itself no more."""
        decided = [self._decided(one, folded) if one.alternatives else one for one in found]
        if len(decided) == 1:
            return decided
        places = {self._places[one.kind, one.id] for one in decided if one.id}
        kept = [one for one in decided if f" {' '.join(folded[one.start : one.end])} " not in places]
        return kept or decided

    def _decided(self, entity: Entity, folded: Sequence[str]) -> Entity:
        """The entity with the one alternative whose place stands in the text, if there is one."""
        around = f" {' '.join(folded[: entity.start])} | {' '.join(folded[entity.end :])} "
        there = [
            one
            for one in entity.alternatives
            if self._places[entity.kind, one] and self._places[entity.kind, one] in around
        ]
        return replace(entity, id=there[0], alternatives=()) if len(there) == 1 else entity

    def fingerprint(self) -> str:
        """Different for directories of different names."""
        return repr([(name.kind, name.folded, name.ids) for name in self._names])

    def words(self) -> set[str]:
        """The folded words of all names: known words, not to be mended into others."""
        return {word.folded for name in self._names for word in name.words}

    def _misspelt(self, words: Sequence[Token], folded: Sequence[str], at: int) -> Entity | None:
        """The name that sounds like the words there, or of which one word is a slip of a letter away."""
        if not any(sound(word) in heard for word, heard in zip(folded[at : at + 2], self._heard, strict=False)):
            return None
        sounds = tuple(sound(word) for word in folded[at : at + self._longest])
        near: _Name | None = None
        for length in range(1, len(sounds) + 1):
            for left_out, key in enumerate(_with_a_gap(sounds[:length])):
                heard, written = sounds[left_out], folded[at + left_out]
                for name in self._alike.get(key, ()):
                    alike = name.sounds[left_out] == heard
                    if (alike or (near is None and _is_slip(name.parts[left_out], written))) and _may_stand(
                        name, folded
                    ):
                        if alike:
                            return _entity(name.kind, name.ids, words, at, at + length)
                        near = name
        return _entity(near.kind, near.ids, words, at, at + len(near.words)) if near else None


def _names(directories: Mapping[str, Sequence[Entry]]) -> list[_Name]:
    ids: defaultdict[tuple[str, tuple[Token, ...]], list[str]] = defaultdict(list)
    for kind, entries in directories.items():
        for entry in entries:
            for name in (entry.name, *entry.aliases):
                words = tuple(tokens(name))
                if words and entry.id not in ids[kind, words]:
                    ids[kind, words].append(entry.id)
    return [_name(kind, words, tuple(owners)) for (kind, words), owners in ids.items()]


def _name(kind: str, words: tuple[Token, ...], ids: tuple[str, ...]) -> _Name:
    parts = [word.folded for word in words]
    return _Name(words, " ".join(parts), parts, tuple(sound(part) for part in parts), kind, ids)


def _is_announced(words: Sequence[Token], at: int) -> bool:
    """Whether the word before says that a name comes: without it a name of one word ("Đăng") is any word."""
    return at > 0 and words[at - 1].folded in _ANNOUNCED_BY


def _with_a_gap(sounds: tuple[str, ...]) -> list[tuple[str, ...]]:
    """The words as heard, each left out once; a single one as it is."""
    return [(*sounds[:at], "", *sounds[at + 1 :]) for at in range(len(sounds))] if len(sounds) > 1 else [sounds]


def _telling(place: str) -> str:
    """The words of a place that tell it from others, between blanks: "quận Hải Châu cũ" is told by "hai chau"."""
    words = [word for word in fold(place).split() if word not in _KINDS_OF_PLACES]
    return f" {' '.join(words)} " if words else ""


def _may_stand(name: _Name, folded: Sequence[str]) -> bool:
    """Whether the name may be one in this text: see `_ONLY_BESIDE`."""
    beside = _ONLY_BESIDE.get(name.kind)
    return beside is None or not beside.isdisjoint(folded)


def _is_slip(ours: str, written: str) -> bool:
    """Whether a word is another with one letter wrong."""
    if len(ours) < MIN_LETTERS_OF_A_SLIP or abs(len(ours) - len(written)) > 1:
        return False
    return OSA.distance(ours, written, score_cutoff=1) <= 1


def _entity(kind: str, ids: tuple[str, ...], words: Sequence[Token], start: int, end: int) -> Entity:
    one = len(ids) == 1
    text = " ".join(word.surface for word in words[start:end])
    return Entity(kind, text, ids[0] if one else None, () if one else ids, start, end)
