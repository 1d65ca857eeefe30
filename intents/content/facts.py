"""Facts in Markdown: where they are named, and how a day fills them in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date

from intents.content.model import Fact

_NAMED = re.compile(r"\{\{\s*([^{}\s]*)\s*\}\}")


def named_facts(markdown: str) -> Iterator[tuple[str, int]]:
    """The fact ids that a text names, each with its line within the text, from 0."""
    for match in _NAMED.finditer(markdown):
        yield match[1], markdown.count("\n", 0, match.start())


def fill_facts(markdown: str, facts: Mapping[str, Fact], day: date) -> str:
    """The text with every fact as it stands on that day. A fact that does not exist is left out of the sentence; the
    content check refuses such a text before anyone reads it."""
    return _NAMED.sub(lambda match: facts[match[1]].on(day) if match[1] in facts else "", markdown)
