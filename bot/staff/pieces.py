"""The pieces of which messages about cases are put together."""

from __future__ import annotations

from bot.markup import escape
from bot.rendering import Rendered


def quoted(text: str) -> Rendered:
    """A resident's words in a block of their own."""
    return Rendered(f"<pre>{escape(text)}</pre>", text)


def plain(words: str) -> Rendered:
    """Words as they are."""
    return Rendered(escape(words), words)


def bold(text: str) -> Rendered:
    """Words in bold."""
    return Rendered(f"<b>{escape(text)}</b>", text)


def lines(*items: Rendered) -> Rendered:
    """One below the other."""
    return join("\n", *items)


def paragraphs(*items: Rendered) -> Rendered:
    """One below the other with a blank line between; what is empty is left out."""
    return join("\n\n", *(item for item in items if item.plain))


def join(between: str, *items: Rendered) -> Rendered:
    """One after the other with something between."""
    return Rendered(between.join(item.html for item in items), between.join(item.plain for item in items))
