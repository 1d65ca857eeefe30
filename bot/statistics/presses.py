"""What the buttons about numbers and unanswered questions carry. All begin with `sx:` and mean the same after a
restart: a group of questions is named by one of its questions, whatever else belongs to it by then."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.buttons import is_number, within_limit
from bot.statistics.spans import Length

PREFIX = "sx"
_KEY = re.compile(r"[0-9a-f]{12}")


@dataclass(frozen=True, slots=True)
class ShowSpan:
    """Edit the chart in place to another span."""

    length: Length


@dataclass(frozen=True, slots=True)
class ShowGroup:
    """Edit the message in place to another group of unanswered questions."""

    page: int
    """From 1, among those put aside or among the others."""
    aside: bool = False


@dataclass(frozen=True, slots=True)
class OfferArticles:
    """Put the articles that are near a group under it."""

    key: str
    page: int


@dataclass(frozen=True, slots=True)
class NameArticle:
    """Ask which other article is meant."""

    key: str


@dataclass(frozen=True, slots=True)
class AddToArticle:
    """Draft the group's questions as ways of asking of this article."""

    key: str
    article: str


@dataclass(frozen=True, slots=True)
class MakeArticle:
    """Draft a new article for the group's questions."""

    key: str


@dataclass(frozen=True, slots=True)
class PutAside:
    """Show the group no more, or again."""

    key: str
    page: int
    back: bool = False


AnyPress = ShowSpan | ShowGroup | OfferArticles | NameArticle | AddToArticle | MakeArticle | PutAside


def encode(press: AnyPress) -> str:
    """The callback_data. Raises `ValueError` over 64 bytes."""
    match press:
        case ShowSpan(length):
            data = f"t:{length}"
        case ShowGroup(page, aside):
            data = f"{'v' if aside else 'u'}:{page}"
        case OfferArticles(key, page):
            data = f"p:{key}:{page}"
        case NameArticle(key):
            data = f"m:{key}"
        case AddToArticle(key, article):
            data = f"g:{key}:{article}"
        case MakeArticle(key):
            data = f"n:{key}"
        case PutAside(key, page, back):
            data = f"{'y' if back else 'x'}:{key}:{page}"
    return within_limit(f"{PREFIX}:{data}")


def decode(data: str) -> AnyPress | None:
    """The press that this data stands for, None for anything we did not write."""
    prefix, _, rest = data.partition(":")
    if prefix != PREFIX:
        return None
    match rest.split(":"):
        case ["t", length] if length in set(Length):
            return ShowSpan(Length(length))
        case ["u" | "v" as kind, page] if is_number(page):
            return ShowGroup(int(page), kind == "v")
        case [kind, key, *more] if _KEY.fullmatch(key):
            return _about_group(kind, key, more)
    return None


def _about_group(kind: str, key: str, more: list[str]) -> AnyPress | None:
    match kind, more:
        case "p", [page] if is_number(page):
            return OfferArticles(key, int(page))
        case "m", []:
            return NameArticle(key)
        case "g", [article]:
            return AddToArticle(key, article)
        case "n", []:
            return MakeArticle(key)
        case "x" | "y", [page] if is_number(page):
            return PutAside(key, int(page), kind == "y")
    return None
