"""Which content files staff may edit, and finding one by what they call it. No path is ever made of what somebody
wrote: a name either is one of the files that are there, or is taken apart into a known folder and a sound id."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from rapidfuzz import fuzz, process

from intents.content.articles import is_id
from intents.content.files import (
    DIRECTORIES,
    FACTS,
    LANGUAGE,
    LEXICON,
    OFFICE_HOURS,
    OUT_OF_SCOPE,
    SAFETY,
    SAFETY_FILES,
    SUGGESTIONS,
    content_files,
    misplaced,
)
from intents.content.model import TOPICS
from intents.match.text import fold

MIN_LIKENESS = 75.0
"""Below it, names have little more in common than letters."""
_OTHERS = frozenset(
    {FACTS, LEXICON, OFFICE_HOURS, OUT_OF_SCOPE, SUGGESTIONS, *(f"{SAFETY}/{name}" for name in SAFETY_FILES)}
)
"""The files that are neither an article nor a directory."""
_SPOKEN = {
    "du kien": FACTS,
    "so lieu": FACTS,
    "tu dien": LEXICON,
    "gio lam viec": OFFICE_HOURS,
    "ngoai pham vi": OUT_OF_SCOPE,
    "goi y": SUGGESTIONS,
}
"""What staff call a file that is no article, folded."""
_COPY = re.compile(r"(?: ?\(\d{1,3}\)| - (?:copy|bản sao)|_\d{1,2})$", re.IGNORECASE)
"""What phones and Windows put behind the name of a file that they have already."""


@dataclass(frozen=True, slots=True, order=True)
class EditableFile:
    """A content file, there or not yet."""

    name: str
    """Below `vi`, with forward slashes, for instance `chu-ky-so/cks-la-gi.md`."""

    @property
    def id(self) -> str:
        """Its name without folder and ending."""
        return PurePosixPath(self.name).stem

    @property
    def topic(self) -> str | None:
        """The topic of an article, None for any other file."""
        folder = str(PurePosixPath(self.name).parent)
        return folder if folder in TOPICS and self.name.endswith(".md") else None

    @property
    def asked_by(self) -> str:
        """What to write behind /sua for it: the id of an article, else the name without its ending."""
        return self.id if self.topic else self.name.rpartition(".")[0]

    def path(self, root: Path) -> Path:
        """Where it stands below the content folder. Raises `ValueError` when a link leads out of it."""
        path = root / LANGUAGE / self.name
        home = (root / LANGUAGE).resolve()
        if path.is_symlink() or path.parent.resolve() not in (home, home / PurePosixPath(self.name).parent):
            raise ValueError(f"{self.name} leads out of the content folder")
        return path


def editable_files(root: Path) -> list[EditableFile]:
    """All files that staff may edit, sorted. Raises `OSError`."""
    folder = root / LANGUAGE
    return sorted(
        EditableFile(path.relative_to(folder).as_posix())
        for path in content_files(root)
        if not path.is_symlink() and misplaced(path, root) is None
    )


def find(asked: str, files: Sequence[EditableFile]) -> EditableFile | None:
    """The file that is called so: an id, a name with or without folder and ending, or what staff call it."""
    wanted = " ".join(asked.split()).casefold().removeprefix(f"{LANGUAGE}/")
    wanted = _SPOKEN.get(fold(wanted.replace("-", " ")), wanted)
    for file in files:
        whole = PurePosixPath(file.name)
        if wanted in (file.name, str(whole.with_suffix("")), whole.name, whole.stem):
            return file
    return None


def alike(asked: str, files: Sequence[EditableFile], most: int = 4) -> list[EditableFile]:
    """The files whose names are most like what was asked for, the likest first."""
    by_name = {file.asked_by: file for file in files}
    found = process.extract(
        "-".join(fold(asked).split()), list(by_name), scorer=fuzz.WRatio, score_cutoff=MIN_LIKENESS, limit=most
    )
    return [by_name[name] for name, _, _ in found]


def new_article(topic: str, article_id: str) -> EditableFile | None:
    """The file of an article that is not there yet; None when the topic or the id is none."""
    return EditableFile(f"{topic}/{article_id}.md") if topic in TOPICS and is_id(article_id) else None


def new_directory(stem: str) -> EditableFile | None:
    """The file of a directory that is not there yet; None when the name is none."""
    return EditableFile(f"{DIRECTORIES}/{stem}.csv") if is_id(stem) else None


def known_name(name: str) -> EditableFile | None:
    """A file by the name under which it was stored; None when it is no name of a content file."""
    folder, _, rest = name.rpartition("/")
    stem, _, ending = rest.rpartition(".")
    if folder in TOPICS and ending == "md":
        return new_article(folder, stem)
    if folder == DIRECTORIES and ending == "csv":
        return new_directory(stem)
    return EditableFile(name) if name in _OTHERS else None


def without_copy_mark(file_name: str) -> str:
    """A file's name without what a phone has put behind it: `can-cuoc (1).md` is `can-cuoc.md`."""
    stem, dot, ending = file_name.rpartition(".")
    return f"{_COPY.sub('', stem)}{dot}{ending}" if dot else file_name
