"""What can be said of a link: official, formerly so, under .gov.vn, an imitation suspected, or not in our list."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from intents.content.link_rules import LinkRules
from intents.content.model import Entry
from intents.safety.addresses import Address
from intents.safety.likeness import Likeness

STATE, FORMER = "state", "tung-dung"
"""The column of the directory that says whether a domain is in use, and the value for one that was."""
GOVERNMENT = ".gov.vn"
_BOLD = re.compile(r"\*\*((?:[a-z0-9-]+\.)+[a-z]{2,})\*\*")
_BARE = re.compile(r"(?<![\w`.@/-])((?:[a-z0-9-]+\.)+(?:vn|com))(?![\w`@-])")
_OFFICIAL_NAME = re.compile(r"(?:[a-z0-9-]+[./])*gov\.vn\b")


class Standing(StrEnum):
    """What a link is held to be; the first are the better ones."""

    OFFICIAL = "official"
    GOVERNMENT = "government"
    """Under .gov.vn, which only state agencies get, but not in the directory."""
    FORMER = "former"
    """Once official, by the directory; closed, or not known to be in use."""
    FAMILIAR = "familiar"
    """A domain commonly known to be that of a company, or of all; not checked, and not the state's."""
    UNKNOWN = "unknown"
    ODD = "odd"
    """Not in our list, with an ending that fraudsters like."""
    IMITATION = "imitation"
    """Signs of an imitation or of hiding where it leads."""


@dataclass(frozen=True, slots=True)
class LinkVerdict:
    """What is said of one link."""

    domain: str
    """The registrable domain, or the listed one."""
    standing: Standing
    reason: str
    """One plain sentence, Markdown; no domain in it is clickable."""


class LinkJudge:
    """Judges addresses by the directory of official domains and the rules for links."""

    def __init__(self, rules: LinkRules, directory: tuple[Entry, ...]) -> None:
        self._rules = rules
        self._likeness = Likeness(rules)
        names = ((name.lower(), entry) for entry in directory for name in (entry.name, *entry.aliases))
        self._listed: Mapping[str, Entry] = {name: entry for name, entry in names if "." in name}
        self._shorteners = frozenset(rules.lists["shorteners"])
        self._hosts_of_all = frozenset(rules.lists["hosts-of-all"])
        self._open = frozenset(rules.lists["open-suffixes"])
        self._own = frozenset(own for name in rules.names for own in name.own)
        self._familiar = {own: name.brand for name in rules.names if name.brand for own in name.own}
        self._claimed = frozenset(name.written for name in rules.names if name.alone and not name.brand)
        self._login = rules.lists["login"]

    def judge(self, address: Address) -> LinkVerdict:
        """The verdict on an address."""
        entry = self._entry(address.host)
        if entry is not None:
            standing = Standing.FORMER if entry.extra.get(STATE) == FORMER else Standing.OFFICIAL
            return LinkVerdict(address.domain, standing, unclickable(entry.text))
        if address.host.endswith(GOVERNMENT) and _is_plain(address.host):
            return LinkVerdict(address.domain, Standing.GOVERNMENT, self._say("government", address))
        suspicion = self._suspicion(address)
        if suspicion is not None:
            return LinkVerdict(address.domain, Standing.IMITATION, suspicion)
        brand = next((self._familiar[one] for one in _and_above(address.host) if one in self._familiar), None)
        if brand is not None:
            return LinkVerdict(address.domain, Standing.FAMILIAR, self._say("familiar", address, brand))
        if self._below(address.host, self._hosts_of_all):
            return LinkVerdict(address.domain, Standing.FAMILIAR, self._say("unknown", address))
        odd = self._likeness.is_odd(address.suffix)
        standing, said = (Standing.ODD, "odd-ending") if odd else (Standing.UNKNOWN, "unknown")
        return LinkVerdict(address.domain, standing, self._say(said, address))

    def _entry(self, host: str) -> Entry | None:
        """The row that lists the host, or, for names outside .gov.vn, a host above it: who owns one owns both."""
        if host in self._listed:
            return self._listed[host]
        labels = host.split(".")
        above = (".".join(labels[start:]) for start in range(1, len(labels) - 1))
        found = next((self._listed[one] for one in above if one in self._listed), None)
        return None if found is None or host.endswith(GOVERNMENT) else found

    def _suspicion(self, address: Address) -> str | None:
        """The sentence for the first sign of an imitation."""
        if "." in address.user and not address.user.startswith(("mailto:", "tel:")):
            return self._say("at-sign", address)
        if address.is_number:
            return self._say("number", address)
        of_all = self._below(address.host, self._hosts_of_all)
        if not of_all and self._below(address.host, self._shorteners):
            return self._say("shortener", address)
        known = of_all or self._below(address.host, self._own)
        imitated = None if known else self._likeness.imitated(address.labels, address.suffix, address.host)
        if imitated is not None:
            return self._say("letters" if imitated.letters else "name", address, imitated.name.real)
        if address.host.endswith(GOVERNMENT):
            return self._say("foreign-letters", address)
        if not known and self._likeness.claims_gov(address.labels, address.suffix):
            return self._say("gov-elsewhere", address)
        path = address.tail.partition("?")[0].partition("#")[0]
        if path.endswith(self._rules.lists["apps"]):
            return self._say("app", address)
        if not of_all and self._names_official(path, address):
            return self._say("path", address)
        if address.suffix in self._open:
            return self._say("open-suffix", address)
        return None

    def _names_official(self, path: str, address: Address) -> bool:
        """Whether an official domain stands in the path, or a protected name as a folder of a page to log in at."""
        parts = [part for part in re.split(r"[/\\]", path) if part]
        odd = self._likeness.is_odd(address.suffix)
        if _OFFICIAL_NAME.search(address.tail if odd else path) or any(part in self._listed for part in parts):
            return True
        return not self._claimed.isdisjoint(parts) and (odd or any(word in path for word in self._login))

    def _below(self, host: str, domains: frozenset[str]) -> bool:
        return any(one in domains for one in _and_above(host))

    def _say(self, key: str, address: Address, real: str = "") -> str:
        said = self._rules.says[key]
        for mark, value in (("{domain}", _code(address.domain)), ("{real}", real), ("{suffix}", _code(address.suffix))):
            said = said.replace(mark, value)
        return said


def _and_above(host: str) -> Iterator[str]:
    """The host and each domain above it."""
    labels = host.split(".")
    return (".".join(labels[start:]) for start in range(len(labels)))


def unclickable(markdown: str) -> str:
    """The text with the domains it names between backticks: Telegram makes others clickable."""
    return _BARE.sub(r"`\1`", _BOLD.sub(r"`\1`", markdown))


def _is_plain(host: str) -> bool:
    """Whether it is written in the letters in which names under .gov.vn are given out."""
    return host.isascii() and "xn--" not in host


def _code(text: str) -> str:
    return f"`{text.replace('`', '')}`"
