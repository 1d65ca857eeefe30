"""A message being written: each piece twice, as Telegram HTML and as plain text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bot.markup import BULLET, address_after, escape, is_link, to_html, to_plain


@dataclass(frozen=True, slots=True)
class Rendered:
    """One message, or a piece of one, twice: for Telegram and for places without markup."""

    html: str
    plain: str


def text(words: str) -> Rendered:
    """Words as they stand."""
    return Rendered(escape(words), words)


def bold(words: str) -> Rendered:
    """Bold words."""
    return Rendered(f"<b>{escape(words)}</b>", words)


def italic(words: str) -> Rendered:
    """Slanted words."""
    return Rendered(f"<i>{escape(words)}</i>", words)


def code(words: str) -> Rendered:
    """Words that cannot be tapped, whatever Telegram takes them for."""
    return Rendered(f"<code>{escape(words)}</code>", words)


def quoted(words: str) -> Rendered:
    """Somebody's words in a block of their own."""
    return Rendered(f"<pre>{escape(words)}</pre>", words)


def markdown(source: str) -> Rendered:
    """Markdown of the content."""
    return Rendered(to_html(source), to_plain(source))


def link(words: str, url: str) -> Rendered:
    """Words that lead to an address; the words alone when it is none."""
    if not is_link(url):
        return text(words)
    return Rendered(f'<a href="{escape(url)}">{escape(words)}</a>', words + address_after(words, url))


def bullets(items: Iterable[Rendered]) -> Iterable[Rendered]:
    """Each item behind a bullet."""
    return (join("", text(BULLET), item) for item in items)


def lines(*items: Rendered) -> Rendered:
    """One below the other."""
    return join("\n", *items)


def paragraphs(*items: Rendered) -> Rendered:
    """One below the other with a blank line between; what is empty is left out."""
    return join("\n\n", *(item for item in items if item.plain))


def join(between: str, *items: Rendered) -> Rendered:
    """One behind the other."""
    return Rendered(between.join(item.html for item in items), between.join(item.plain for item in items))
