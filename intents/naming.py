"""What a directory says of the names in a question: the lines of its entries, of names it does not have, and the
question which entry is meant. All in the words of the article that owns the directory."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from intents.content.model import NAME, Article, Entry
from intents.match.entities import Entity

MAX_ENTRIES = 4
"""How many names one answer speaks of."""


@dataclass(frozen=True, slots=True)
class Named:
    """Markdown lines for an answer."""

    entries: tuple[str, ...] = ()
    asks_back: str = ""


def named(article: Article, entities: Iterable[Entity], rows: Mapping[tuple[str, str], Entry]) -> Named:
    """The lines for the entities of the article's own directory, whose rows are given by directory and id."""
    if article.directory is None:
        return Named()
    ours = [one for one in entities if one.kind == article.directory]
    lines: dict[str, None] = {}
    for entity in ours:
        for one in (entity.id,) if entity.id else entity.alternatives:
            lines[rows[article.directory, one].text] = None
        if not entity.id and not entity.alternatives and article.not_listed:
            lines[article.not_listed.replace(NAME, _shown(entity.text))] = None
    several = any(one.alternatives for one in ours)
    return Named(tuple(lines)[:MAX_ENTRIES], article.which_one if several else "")


def _shown(name: str) -> str:
    """The name as it is shown: no sign that Markdown would read, capitals as names have them."""
    kept = "".join(one for one in name if one.isalnum() or one in " ./-")
    return kept if "." in kept else " ".join(word[:1].upper() + word[1:] for word in kept.split())
