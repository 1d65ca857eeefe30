"""Where in a domain that which anybody can register begins: by the Public Suffix List (publicsuffix.org), offline.

The list is the one that tldextract ships. It is not read by tldextract itself, which for that loads an HTTP client and
holds the list as fifty thousand objects: 10 MB and a tenth of a second of every start."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path

LIST = ".tld_set_snapshot"


def public_suffix(host: str) -> str:
    """The ending of a host under which anybody can register, those of free hosting too, as it stands in the host;
    empty for numbers and endings that do not exist. "a.danang.vn" ends with "danang.vn"."""
    rules, labels = _rules(), host.split(".")
    names = [_decoded(label) for label in labels]
    for start in range(len(labels)):  # the longest rule wins
        name = ".".join(names[start:])
        if f"!{name}" in rules:
            return ".".join(labels[start + 1 :])
        if name in rules or "*." + ".".join(names[start + 1 :]) in rules:
            return ".".join(labels[start:])
    return ""


def registrable_domain(host: str, suffix: str) -> str:
    """What somebody has to own to have the host, given its suffix; empty where there is no such thing."""
    before = host.removesuffix(suffix).rstrip(".") if suffix else ""
    return f"{before.rpartition('.')[2]}.{suffix}" if before else ""


@cache
def _rules() -> frozenset[str]:
    """The rules as the list has them: names, "*.name", "!name"."""
    package = find_spec("tldextract")
    if package is None or not package.submodule_search_locations:
        raise LookupError("the package tldextract is not installed; it holds the Public Suffix List")
    lines = (Path(package.submodule_search_locations[0]) / LIST).read_text(encoding="utf-8").splitlines()
    return frozenset(line.split()[0] for line in lines if line.strip() and not line.startswith("//"))


def _decoded(label: str) -> str:
    """The label as the list writes it: lower case, no punycode."""
    label = label.lower()
    if not label.startswith("xn--"):
        return label
    try:
        return label[4:].encode("ascii").decode("punycode").lower()
    except ValueError:
        return label
