"""The web addresses in a text, taken apart as a browser would: with a scheme, bare, hidden by tricks."""

from __future__ import annotations

import ipaddress
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from intents.content.suffixes import public_suffix, registrable_domain

MOST = 10
"""How many addresses of one message are looked at."""
LONGEST_HOST = 253
"""Longer ones do not exist (RFC 1035)."""
MAX_CHARS = 4000
"""How much of a message is looked at."""

_MAYBE = re.compile(
    r"[.\u3002\uff0e\uff61\])] ?[^\W\d_]|:[/\\]|\d\.\d{1,3}\.\d{1,3}\.\d{1,3}[:/]|%2e| ch[aấ]m ", re.IGNORECASE
)
"""What every address holds: a message without it has none."""
_WRITTEN_OUT = re.compile(
    r"\s?[\[({](?:\.|dot|chấm)[\])}]\s?|%2e"
    r"|(?<=\w)(?: \. | ch[aấ]m )(?=(?:gov|com|vn|net|org|info|edu|top|vip|xyz|cc|online|site|club|shop)\b)",
    re.IGNORECASE,
)
"""Full stops in brackets, as percent signs, as a word, or with blanks around them."""
_HIDDEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_END = r"[^\s<>\"“”«»]"
_ADDRESS = re.compile(
    rf"(?P<scheme>h[tx]{{2}}ps?|ftp):[/\\]*(?P<rest>{_END}+)"
    r"|(?<![\w%@-])(?<!\w\.)"
    r"(?P<user>[\w.+%-]+@)?"
    r"(?P<host>(?:[\w%-]+[.\u3002\uff0e\uff61])+(?:[^\W\d_][\w-]*|\d+))\.?"
    rf"(?P<after>(?::\d+)?(?:[/\\?#]{_END}*)?)",
    re.IGNORECASE,
)
_DOTS = str.maketrans("\u3002\uff0e\uff61", "...")
_CUT = re.compile(r"[/\\?#]")
_TRAILING = ".,;:!?)]}'’…"
_NUMBER = re.compile(r"0x[0-9a-f]+|\d+", re.IGNORECASE)
_CLEAR_ENDINGS = frozenset({"vn", "cc", "tk", "ml", "cf", "gq", "ga", "pw", "ws", "io", "cn", "us", "uk", "ly"})
"""Endings of two letters that are no Vietnamese syllable glued to the sentence before ("xong.la")."""
_FILE_ENDINGS = frozenset({"zip", "mov", "app", "name"})


@dataclass(frozen=True, slots=True)
class Address:
    """One address, taken apart."""

    host: str
    """Composed, lower case, without user, port and `www.`; a literal IP without brackets."""
    domain: str
    """The registrable domain: what somebody has to own; the host where there is none."""
    labels: tuple[str, ...]
    """What stands before the public suffix, label by label, punycode decoded."""
    suffix: str
    """The public suffix, empty for numbers and unknown endings."""
    user: str
    """What stands before an @, which browsers pass over."""
    tail: str
    """Path, query and fragment, decoded once, lower case."""
    sure: bool
    """Whether it is certainly meant as an address: not perhaps two words with a full stop between."""

    @property
    def is_number(self) -> bool:
        """Whether the host is an IP address in any way of writing it."""
        parts = self.host.split(".")
        return _is_ip(self.host) or (len(parts) <= 4 and all(_NUMBER.fullmatch(part) for part in parts))


def addresses(text: str) -> Iterator[Address]:
    """The addresses in a text in order, each host once, at most `MOST`. Total: any string is read."""
    if _MAYBE.search(text) is None:
        return
    text = _HIDDEN.sub("", _WRITTEN_OUT.sub(".", text[:MAX_CHARS]))
    seen: set[tuple[str, str, str]] = set()
    for match in _ADDRESS.finditer(text):
        address = _address(match)
        if address is not None and (key := (address.host, address.user, address.tail)) not in seen:
            seen.add(key)
            yield address
            if len(seen) == MOST:
                return


def words_beside(text: str) -> bool:
    """Whether words stand beside the addresses."""
    return bool(re.search(r"[^\W\d_]{2}", _ADDRESS.sub(" ", _HIDDEN.sub("", _WRITTEN_OUT.sub(".", text[:MAX_CHARS])))))


def _address(match: re.Match[str]) -> Address | None:
    scheme = match["scheme"]
    if scheme:
        authority, tail = _split(match["rest"].lstrip("/\\"))
    else:
        authority, (_, tail) = (match["user"] or "") + match["host"], _split("x" + match["after"])
        if match["user"] and not tail and not re.search(r"\.(gov|com|vn|net|org)\b", match["user"], re.IGNORECASE):
            return None  # an e-mail address
    user, _, host = authority.rpartition("@")
    host = _clean(host)
    if not host or len(host) > LONGEST_HOST:
        return None
    suffix = public_suffix(host)
    owned = registrable_domain(host, suffix)
    numeric = all(_NUMBER.fullmatch(part) for part in host.split("."))
    if not scheme and (numeric if not (tail or match["after"]) else len(host.split(".")) < 2):
        return None
    if numeric and not scheme and not _is_ip(host):
        return None
    host = host.removeprefix("www.") if host.count(".") > 1 else host
    before = host.removesuffix(suffix).rstrip(".") if suffix else host
    labels = tuple(_decoded(label) for label in before.split(".") if label)
    sure = bool(scheme or tail or match["after"] or host.startswith("www.")) or _is_clear(host, suffix)
    return Address(host, owned or host, labels, suffix, unquote(user).lower(), unquote(tail).lower(), sure)


def _split(rest: str) -> tuple[str, str]:
    """The authority and what follows it; signs that end a sentence are no part of either."""
    rest = rest.rstrip(_TRAILING)
    cut = _CUT.search(rest)
    return (rest[: cut.start()], rest[cut.start() :]) if cut else (rest, "")


def _clean(host: str) -> str:
    """As a browser reads it: percent signs decoded, composed, lower case, without port and outer dots."""
    host = unicodedata.normalize("NFKC", unquote(host)).translate(_DOTS).lower()
    if host.startswith("["):
        return host[1:].partition("]")[0]
    return re.sub(r":\d*$", "", host).strip(".,;:!?)(]}'’…")


def _is_clear(host: str, suffix: str) -> bool:
    ending = host.rpartition(".")[2]
    if not suffix or ending in _FILE_ENDINGS:
        return False
    return len(ending) > 2 or ending in _CLEAR_ENDINGS or host.count(".") > 1


def _is_ip(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _decoded(label: str) -> str:
    if not label.startswith("xn--"):
        return label
    try:
        return label[4:].encode("ascii").decode("punycode").lower()
    except ValueError:
        return label
