"""The web domains that a text names, whether as a link or bare: Telegram makes both clickable."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from urllib.parse import urlsplit

from markdown_it import MarkdownIt

from intents.content.model import Content, Source
from intents.content.suffixes import public_suffix

DIRECTORY = "ten-mien"
"""The directory of official domains, those in use and those that were."""

_DOMAIN = re.compile(r"(?<![\w@.-])(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}(?![\w@-])", re.IGNORECASE)


def named_domains(markdown: str) -> Iterator[tuple[str, int]]:
    """The domains in a text, lower case and without `www.`, each with its line from 0. What stands between backticks is
    an example, shown and not clickable, and is passed over."""
    for token in _parser().parse(markdown):
        line = token.map[0] if token.map else 0
        for child in token.children or []:
            if child.type == "link_open":
                host = _host(str(child.attrGet("href") or ""))
                if host:
                    yield host, line
            elif child.type == "text":
                yield from ((_plain(match[0]), line) for match in _DOMAIN.finditer(child.content) if _real(match[0]))
            elif child.type in ("softbreak", "hardbreak"):
                line += 1


def official_domains(content: Content) -> frozenset[str]:
    """The names and other names in the directory of domains."""
    entries = content.directories.get(DIRECTORY, ())
    return frozenset(_plain(name) for entry in entries for name in (entry.name, *entry.aliases) if _real(name))


def source_domains(sources: Iterable[Source]) -> frozenset[str]:
    """The domains on which the sources are found."""
    return frozenset(host for source in sources if (host := _host(source.url)))


def is_front_page(url: str) -> bool:
    """Whether the address leads to a site and to nothing in it, where no reader finds what is cited."""
    parts = urlsplit(url)
    return bool(parts.netloc) and parts.path in ("", "/") and not parts.query


def _host(url: str) -> str:
    try:
        return _plain(urlsplit(url).hostname or "")
    except ValueError:
        return ""


def _plain(domain: str) -> str:
    return domain.lower().removeprefix("www.")


def _real(domain: str) -> bool:
    """Whether it ends as domains do: "tep.apk" does not."""
    return bool(public_suffix(domain))


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark")
