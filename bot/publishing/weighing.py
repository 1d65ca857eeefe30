"""What a change would bring: the content with it and without it, tried side by side and compared."""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import zip_longest
from pathlib import Path

from bot.publishing.trial import Looks, Page, Trial, copied, trying
from bot.store.publishing_records import AskedText
from intents.content.editable import EditableFile
from intents.content.files import LANGUAGE
from intents.content.model import Finding, Severity
from intents.match.decision import Thresholds


@dataclass(frozen=True, slots=True)
class ChangedAnswer:
    """A question that would be answered otherwise."""

    question: str
    asked: int
    """How often residents asked it lately; 0 for a phrasing of the content."""
    before: str
    after: str
    """In a few words."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """What a change would bring."""

    errors: tuple[Finding, ...]
    """What keeps it from being published."""
    warnings: tuple[Finding, ...]
    """What it brings that should be looked at."""
    elsewhere: tuple[Finding, ...]
    """Errors that other files have already: nothing new is served before they are mended."""
    compared: int = 0
    """How many questions were answered with it and without it; 0 where it cannot matter to any."""
    known: int = 0
    """How many there are: on a busy machine not all can be tried while somebody waits."""
    changed: tuple[ChangedAnswer, ...] = ()
    """Those of residents first, the most frequent first."""
    shown: Page | None = None
    """The article, or one that it concerns, as residents would see it; None when no article looks different."""
    titles: tuple[str, ...] = ()
    """The articles that would look different."""
    title: str = ""
    """What the article that is changed would be called; empty for any other file."""


async def weigh(
    root: Path,
    models: Path,
    file: EditableFile,
    data: bytes | None,
    asked: Sequence[AskedText],
    day: date,
    thresholds: Thresholds,
    aside: Path,
) -> Weighed:
    """Compares the content of `root` with the same where `file` says `data` (None: is gone). The model fitted to the
    candidate is left in the folder `aside`. Raises `TrialError`, `OSError`."""
    with tempfile.TemporaryDirectory(prefix="hoidap-") as place:
        now, then = Path(place) / "now", Path(place) / "then"
        await asyncio.to_thread(_two_copies, root, now, then, file, data)
        await asyncio.to_thread(_share_models, models, aside)
        async with trying(now, models, day, thresholds) as old, trying(then, aside, day, thresholds) as new:
            before, after = await asyncio.gather(old.looks(), new.looks())
            weighed = _compared_looks(before, after, file)
            if weighed.errors or before.matching in ("", after.matching):
                return weighed
            questions = in_order_of_weight(asked, before, after, file)
            return await _with_answers(weighed, (old, new), questions, asked)


async def check(
    root: Path, models: Path, file: EditableFile, data: bytes | None, day: date, thresholds: Thresholds
) -> Weighed:
    """The same without asking any question: what the check finds. Raises `TrialError`, `OSError`."""
    with tempfile.TemporaryDirectory(prefix="hoidap-") as place:
        now, then = Path(place) / "now", Path(place) / "then"
        await asyncio.to_thread(_two_copies, root, now, then, file, data)
        async with trying(now, models, day, thresholds) as old, trying(then, models, day, thresholds) as new:
            return _compared_looks(*await asyncio.gather(old.looks(), new.looks()), file)


def _two_copies(root: Path, now: Path, then: Path, file: EditableFile, data: bytes | None) -> None:
    copied(root, now, {})
    copied(now, then, {file.name: data})


def _share_models(models: Path, aside: Path) -> None:
    """Puts the fitted models beside, so that a change which does not touch what is fitted fits nothing."""
    aside.mkdir(parents=True, exist_ok=True)
    for model in models.glob("*.npz"):
        shutil.copyfile(model, aside / model.name)


def _compared_looks(before: Looks, after: Looks, file: EditableFile) -> Weighed:
    place = Path(LANGUAGE) / file.name
    known = Counter((one.path, one.message) for one in before.findings)
    errors: list[Finding] = []
    warnings: list[Finding] = []
    elsewhere: list[Finding] = []
    for one in after.findings:
        new = not known[one.path, one.message]
        known[one.path, one.message] -= not new
        if one.severity is Severity.ERROR:
            (errors if new or one.path == place else elsewhere).append(one)
        elif new:
            warnings.append(one)
    different = [name for name, page in after.pages.items() if page != before.pages.get(name)]
    own = file.id if file.topic and file.id in after.pages else None
    first = own or next(iter(different), None)
    titles = dict.fromkeys(after.titles[name] for name in different if name in after.titles)
    return Weighed(
        tuple(errors),
        tuple(warnings),
        tuple(elsewhere),
        shown=None if first is None else after.pages[first],
        titles=tuple(titles),
        title=after.titles.get(file.id, "") if file.topic else "",
    )


def in_order_of_weight(asked: Sequence[AskedText], before: Looks, after: Looks, file: EditableFile) -> list[str]:
    """All questions once: those of residents, then the article's own, then one of each other article in turn."""
    own = (*after.phrasings.get(file.id, ()), *before.phrasings.get(file.id, ()))
    in_turn = (one for row in zip_longest(*before.phrasings.values(), *after.phrasings.values()) for one in row)
    return list(dict.fromkeys([*(one.text for one in asked), *own, *(one for one in in_turn if one is not None)]))


async def _with_answers(
    weighed: Weighed, trials: tuple[Trial, Trial], questions: Sequence[str], asked: Sequence[AskedText]
) -> Weighed:
    counts = {one.text: one.count for one in asked}
    before, after = await asyncio.gather(*(trial.answers(questions) for trial in trials))
    changed = [
        ChangedAnswer(question, counts.get(question, 0), old, new)
        for question, old, new in zip(questions, before, after, strict=False)
        if old != new
    ]
    return replace(
        weighed,
        compared=min(len(before), len(after)),
        known=len(questions),
        changed=tuple(sorted(changed, key=lambda one: -one.asked)),
    )
