"""Links: which ones Telegram takes, and what it makes clickable by itself."""

import re
from urllib.parse import urlsplit

from .text import Entity, Formatted, ordered, utf16_length

_SCHEMES = frozenset({"http", "https", "tg", "ton", "tonsite"})
_ENDINGS = "vn|com|net|org|info|me|io|app|dev|edu|gov|asia|top|xyz|shop|site|online|cc|ru"
_DOMAIN = rf"(?:[a-z0-9](?:[a-z0-9-]{{0,62}})\.)+(?:{_ENDINGS})"
_URL = re.compile(rf"(?<![\w@.])(?:https?://[^\s<>\"]+|{_DOMAIN}(?![\w-])(?::\d+)?(?:[/?#][^\s<>\"]*)?)", re.IGNORECASE)
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]+@(?:[a-z0-9-]+\.)+[a-z]{2,}", re.IGNORECASE)
_COMMAND = re.compile(r"(?<![\w/<>])/([A-Za-z0-9_]{1,64})(?:@([A-Za-z0-9_]{3,32}))?(?![\w/<>])")
_MENTION = re.compile(r"(?<!\w)@[A-Za-z][A-Za-z0-9_]{3,31}(?!\w)")
_HASHTAG = re.compile(r"(?<![\w#])#\w{1,256}")
_PATTERNS = (("email", _EMAIL), ("url", _URL), ("bot_command", _COMMAND), ("mention", _MENTION), ("hashtag", _HASHTAG))
_CLOSED = frozenset({"code", "pre", "text_link", "text_mention"})


def link_problem(url: str) -> str:
    """Why Telegram would refuse the link on a button ("" when it takes it)."""
    written = url if "://" in url else f"http://{url}"
    try:
        parts = urlsplit(written)
        parts.port  # noqa: B018  (reading the port is what validates it)
    except ValueError:
        return "Wrong HTTP URL"
    if parts.scheme.lower() not in _SCHEMES:
        return "Unsupported URL protocol"
    if parts.scheme.lower() in {"tg", "ton"}:
        return ""
    if not parts.hostname:
        return "URL host is empty"
    if "." not in parts.hostname or " " in url or parts.hostname.startswith("."):
        return "Wrong HTTP URL"
    return ""


def checked_link(url: str) -> str:
    """The link as Telegram keeps it, or "" when it drops it."""
    url = url.strip()
    if link_problem(url):
        return ""
    written = url if "://" in url else f"http://{url}"
    parts = urlsplit(written)
    return f"{written}/" if not parts.path and not parts.query and not parts.fragment else written


def with_found_entities(formatted: Formatted) -> Formatted:
    """The text with the commands, mentions, hashtags, addresses and links that Telegram marks by itself."""
    taken = [(one.offset, one.end) for one in formatted.entities if one.type in _CLOSED]
    found: list[Entity] = []
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(formatted.text):
            words = match.group().rstrip(".,;:!?)'»”…") if kind == "url" else match.group()
            offset = utf16_length(formatted.text[: match.start()])
            end = offset + utf16_length(words)
            if any(start < end and offset < stop for start, stop in taken):
                continue
            taken.append((offset, end))
            found.append(Entity(kind, offset, end - offset))
    if not found:
        return formatted
    return Formatted(formatted.text, ordered([*formatted.entities, *found]))
