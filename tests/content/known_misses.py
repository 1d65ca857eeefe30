"""Phrases that do not yet find their article when they are hidden: a strict list. Run as a program to write it anew."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from intents.content.loader import load_or_raise
from intents.match.decision import Thresholds
from intents.match.leave_out import LeftOut, leave_out

FILE = Path(__file__).with_name("known_misses.tsv")


def missed(results: Iterable[LeftOut]) -> set[tuple[str, str]]:
    """The (article, phrase) pairs that were neither answered nor offered."""
    return {(one.article, one.phrase.text) for one in results if not one.found}


def known() -> set[tuple[str, str]]:
    """The pairs on the list."""
    rows = (line.split("\t") for line in FILE.read_text(encoding="utf-8").splitlines()[1:])
    return {(article, phrase) for article, phrase in rows}


def main() -> None:
    """Writes the list as it is today."""
    content = load_or_raise(FILE.parents[2] / "content")
    pairs = sorted(missed(leave_out(content, Thresholds())))
    lines = ["article\tphrase", *("\t".join(pair) for pair in pairs)]
    FILE.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{FILE.name}: {len(pairs)}")


if __name__ == "__main__":
    main()
