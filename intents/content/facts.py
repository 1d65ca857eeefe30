"""Facts in Markdown: where they are named, and how a day fills them in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date

from intents.content.body import LEAD
from intents.content.model import Article, Fact

_NAMED = re.compile(r"\{\{[ \t]*([^{}\s]+)[ \t]*\}\}")
_BRACES = re.compile(r"\{\{|\}\}")


def fill_facts(markdown: str, facts: Mapping[str, Fact], day: date) -> str:
    """The text with every fact as it stands on that day. A fact that does not exist is left out of the sentence; the
    loader does not give out an article that names one."""
    return _NAMED.sub(lambda match: facts[match[1]].on(day) if match[1] in facts else "", markdown)


def named_facts(article: Article) -> Iterator[tuple[str, int]]:
    """The ids of the facts that an article names, each with its line."""
    for text, first in texts(article):
        yield from ((match[1], first + text.count("\n", 0, match.start())) for match in _NAMED.finditer(text))


def stray_braces(text: str) -> Iterator[int]:
    """The lines, from 0, with braces that name no fact and would be shown as they are."""
    for number, line in enumerate(text.split("\n")):
        if _BRACES.search(_NAMED.sub("", line)):
            yield number


def texts(article: Article) -> Iterator[tuple[str, int]]:
    """The article's Markdown, each piece with the line on which it begins."""
    yield article.lead, article.lines.get(LEAD, 1)
    for section in article.sections:
        yield section.markdown, article.lines.get(section.facet.id, section.line + 1)
