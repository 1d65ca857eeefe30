"""One list as it was made: it is stored whole, so that its pages do not shift under whoever works through it."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from intents.content.editable import EditableFile, known_name
from intents.content.facts import named_facts, texts
from intents.content.files import DIRECTORIES, FACTS, OFFICE_HOURS
from intents.content.lapses import Lapse, LapseKind, lapses
from intents.content.model import Article, Content, Fact
from intents.content.office_hours import DayOff, OfficeHours

PAGE = 5
"""Lines of one page: what fits on a telephone with two buttons a line."""
FACTS_ENDING = (LapseKind.FACT_OVER, LapseKind.FACT_ENDS)
CONFIRMABLE = frozenset(LapseKind) - {LapseKind.OLD_ROWS}
"""What somebody can say of that it still holds; of many rows at once nobody can."""


@dataclass(frozen=True, slots=True)
class Item:
    """A line of the list."""

    kind: LapseKind
    id: str
    title: str
    day: date | None
    rows: int
    asked: int
    """How often residents were answered with it lately."""
    where: str
    """The article in which a fact is named; of several, the one most asked."""
    mark: str
    """What it said when the list was made: who confirms it has read that and nothing else."""
    done: str = ""
    """What became of it, for whoever sees the list; empty while nothing has."""
    wanted: bool = False
    """Whether somebody has confirmed it and it is still to be written."""
    role: str = ""
    """The role of who has confirmed it."""
    until: date | None = None
    """Until when a value that has ended is to hold."""


@dataclass(frozen=True, slots=True)
class Listing:
    """A list, and the page of it that is shown."""

    items: tuple[Item, ...]
    page: int = 0

    @property
    def pages(self) -> int:
        """How many pages it has, at least one."""
        return max(1, -(-len(self.items) // PAGE))

    @property
    def shown(self) -> Sequence[tuple[int, Item]]:
        """The lines of the page, with their numbers in the list from 0."""
        first = self.page * PAGE
        return list(enumerate(self.items[first : first + PAGE], start=first))

    @property
    def counts(self) -> Mapping[LapseKind, int]:
        """How many of each kind wait, in the order of the kinds."""
        waiting = Counter(item.kind for item in self.items if not item.done)
        return {kind: waiting[kind] for kind in LapseKind if waiting[kind]}

    def turned(self, page: int) -> Listing:
        """The same list at another page, the nearest there is."""
        return replace(self, page=min(max(page, 0), self.pages - 1))

    def wanted(self, number: int, role: str, until: date | None) -> Listing:
        """The same list with that line confirmed, unless it was before."""
        item = self.items[number]
        if item.wanted or item.done:
            return self
        return self._with(number, replace(item, wanted=True, role=role, until=until))

    def settled(self, number: int, words: str) -> Listing:
        """The same list with that line done."""
        return self._with(number, replace(self.items[number], done=words, wanted=False))

    def seen(self, number: int, mark: str) -> Listing:
        """The same list with that line to be confirmed anew, as it reads now."""
        return self._with(number, replace(self.items[number], mark=mark, wanted=False, until=None))

    def _with(self, number: int, item: Item) -> Listing:
        return replace(self, items=(*self.items[:number], item, *self.items[number + 1 :]))


def listed(content: Content, today: date, asked: Mapping[str, int]) -> Listing:
    """The list of a day. `asked` says how often each article was lately answered."""
    found = lapses(content, today, asked)
    uses = _uses(content)
    return Listing(tuple(_item(lapse, content, asked, uses) for lapse in found))


def _item(lapse: Lapse, content: Content, asked: Mapping[str, int], uses: Mapping[str, list[Article]]) -> Item:
    articles = uses.get(lapse.id, []) if lapse.kind in FACTS_ENDING else []
    most = max(articles, key=lambda one: asked.get(one.id, 0), default=None)
    often = sum(asked.get(one.id, 0) for one in articles) if articles else asked.get(lapse.id, 0)
    where, mark = most.title if most else "", mark_of(lapse.kind, lapse.id, content)
    return Item(lapse.kind, lapse.id, lapse.title, lapse.day, lapse.rows, often, where, mark)


def _uses(content: Content) -> dict[str, list[Article]]:
    """The articles that name each fact."""
    uses: dict[str, list[Article]] = {}
    for article in content.articles.values():
        for fact in dict.fromkeys(name for name, _ in named_facts(article)):
            uses.setdefault(fact, []).append(article)
    return uses


def mark_of(kind: LapseKind, item_id: str, content: Content) -> str:
    """What stands for all that an item says; empty when it is gone."""
    match kind:
        case LapseKind.FACT_OVER | LapseKind.FACT_ENDS:
            return marked(content.facts.get(item_id))
        case LapseKind.HOLIDAY:
            return marked(day_off(content.office_hours, item_id))
        case LapseKind.OLD_ROWS:
            return ""
    return marked(content.articles.get(item_id))


def day_off(hours: OfficeHours | None, first: str) -> DayOff | None:
    """The days off that begin on that day."""
    days_off = hours.days_off if hours else ()
    return next((one for one in days_off if one.first.isoformat() == first), None)


def marked(said: Article | Fact | DayOff | None) -> str:
    """What stands for all that something says to residents; empty for nothing."""
    match said:
        case None:
            return ""
        case Article():
            everything: object = (said.title, said.sources, [text for text, _ in texts(said)])
        case Fact():
            everything = said.values, said.otherwise
        case DayOff():
            everything = said
    return hashlib.sha256(repr(everything).encode()).hexdigest()[:16]


def file_of(item: Item, content: Content) -> EditableFile | None:
    """The file in which an item stands; None when its article is gone."""
    match item.kind:
        case LapseKind.FACT_OVER | LapseKind.FACT_ENDS:
            return known_name(FACTS)
        case LapseKind.HOLIDAY:
            return known_name(OFFICE_HOURS)
        case LapseKind.OLD_ROWS:
            return known_name(f"{DIRECTORIES}/{item.id}.csv")
    article = content.articles.get(item.id)
    return None if article is None else known_name(f"{article.topic}/{article.id}.md")


def to_json(listing: Listing) -> str:
    """The items as they are stored."""
    return json.dumps([asdict(item) for item in listing.items], ensure_ascii=False, default=str)


def from_json(stored: str, page: int) -> Listing:
    """The list that was stored."""
    return Listing(tuple(_read(row) for row in json.loads(stored)), page)


def _read(row: dict[str, Any]) -> Item:
    days = {key: date.fromisoformat(row[key]) if row[key] else None for key in ("day", "until")}
    return Item(**row | days | {"kind": LapseKind(row["kind"])})
