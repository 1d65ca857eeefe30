"""Names from the directories, found inside a sentence: exact or without accents anywhere, misspelt only where a word
like "đường" or "chợ" announces a name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from rapidfuzz.distance import OSA

from intents.content.model import Entry
from intents.match.repair import sound
from intents.match.text import Token, fold, tokens

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
        self._by_first: defaultdict[str, list[_Name]] = defaultdict(list)
        self._names = _names(directories)
        for name in self._names:
            self._by_first[name.words[0].folded].append(name)
        for group in self._by_first.values():
            group.sort(key=lambda name: (-len(name.words), name.kind, name.folded))
        self._alike: defaultdict[tuple[int, int, str], list[_Name]] = defaultdict(list)
        for name in self._names:
            if len(name.folded) >= MIN_LETTERS_TO_MISSPELL:
                for at in range(len(name.words)):
                    self._alike[len(name.words), at, name.sounds[at]].append(name)
        self._places = {(kind, one.id): _telling(one.place) for kind, rows in directories.items() for one in rows}
        self._longest = max((len(name.words) for name in self._names), default=0)

    def find(self, words: Sequence[Token]) -> list[Entity]:
        """The entities in the order of the text; they do not overlap. Of entries that share a name, those whose place
        the text names are meant."""
        found: list[Entity] = []
        folded = [word.folded for word in words]
        by_first = self._by_first
        until = 0
        announced = False
        for at, word in enumerate(folded):
            if at >= until:
                names = by_first.get(word)
                entity = self._exact(names, words, folded, at) if names else None
                if entity is None and announced:
                    entity = self._misspelt(words, folded, at)
                if entity is not None:
                    found.append(entity)
                    until = entity.end
            announced = word in _ANNOUNCED_BY
        return self._with_places(found, folded) if found else found

    def _exact(self, names: Sequence[_Name], words: Sequence[Token], folded: Sequence[str], at: int) -> Entity | None:
        best: list[_Name] = []
        for name in names:
            end = at + len(name.words)
            if best and (len(name.words) < len(best[0].words) or name.kind != best[0].kind):
                break
            if folded[at:end] == name.parts and all(map(_same, name.words, words[at:end])) and _may_stand(name, folded):
                best.append(name)
        if not best:
            return None
        written = [word.accented for word in words[at : at + len(best[0].words)]]
        best = [name for name in best if [word.accented for word in name.words] == written] or best
        ids = tuple(dict.fromkeys(one for name in best for one in name.ids))
        return _entity(best[0].kind, ids, words, at, at + len(best[0].words))

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
        sounds = tuple(sound(word) for word in folded[at : at + self._longest])
        best: _Name | None = None
        fewest = 2
        for name in self._candidates(sounds):
            slips = _slips(name, folded[at : at + len(name.words)], sounds)
            if slips < fewest and _may_stand(name, folded):
                best, fewest = name, slips
        return _entity(best.kind, best.ids, words, at, at + len(best.words)) if best else None

    def _candidates(self, sounds: Sequence[str]) -> Iterator[_Name]:
        """The names of which at least one word sounds like the one in its place; one slip leaves the others."""
        seen: set[int] = set()
        for length in range(1, self._longest + 1):
            for offset, heard in enumerate(sounds[:length]):
                for name in self._alike.get((length, offset, heard), ()):
                    if id(name) not in seen:
                        seen.add(id(name))
                        yield name


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


def _telling(place: str) -> str:
    """The words of a place that tell it from others, between blanks: "quận Hải Châu cũ" is told by "hai chau"."""
    words = [word for word in fold(place).split() if word not in _KINDS_OF_PLACES]
    return f" {' '.join(words)} " if words else ""


def _may_stand(name: _Name, folded: Sequence[str]) -> bool:
    """Whether the name may be one in this text: see `_ONLY_BESIDE`."""
    beside = _ONLY_BESIDE.get(name.kind)
    return beside is None or not beside.isdisjoint(folded)


def _same(ours: Token, theirs: Token) -> bool:
    """Equal, or written without accents where ours has them: "cho han" is "chợ Hàn", "cho hạn" is not."""
    return ours.accented == theirs.accented or (theirs.bare and ours.folded == theirs.folded)


def _slips(name: _Name, written: Sequence[str], sounds: Sequence[str]) -> int:
    """In how many words a name differs, letters that sound alike not counted; 2 when it is another name."""
    size = len(name.parts)
    if len(written) != size:
        return 2
    other = [at for at in range(size) if name.sounds[at] != sounds[at]]
    if len(other) > 1:
        return 2
    for at in other:
        if len(name.parts[at]) < MIN_LETTERS_OF_A_SLIP or OSA.distance(name.parts[at], written[at], score_cutoff=1) > 1:
            return 2
    return len(other)


def _entity(kind: str, ids: tuple[str, ...], words: Sequence[Token], start: int, end: int) -> Entity:
    one = len(ids) == 1
    text = " ".join(word.surface for word in words[start:end])
    return Entity(kind, text, ids[0] if one else None, () if one else ids, start, end)
