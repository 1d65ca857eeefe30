"""Tables of examples with what should be said of them, made for the tests."""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).parent


def labelled(name: str) -> list[tuple[str, str]]:
    """The rows of a table below this folder: label and example."""
    lines = (FOLDER / name).read_text(encoding="utf-8").splitlines()[1:]
    return [(label, example) for label, _, example in (line.partition("\t") for line in lines)]
