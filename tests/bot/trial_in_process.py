"""The trial of a content folder without the process: the same is found and answered, two starts of Python sooner.
`publishing/test_trial.py` compares the two."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bot.publishing.trial import Looks, Trial, answers_of, look
from intents.content.model import Content
from intents.match.decision import Thresholds


@dataclass(slots=True)
class InProcess:
    """A folder being tried in a thread."""

    folder: Path
    models: Path
    day: date
    thresholds: Thresholds
    content: Content | None = None

    async def looks(self) -> Looks:
        looks, self.content = await asyncio.to_thread(look, self.folder, self.day)
        return looks

    async def answers(self, questions: Sequence[str]) -> list[str]:
        assert self.content is not None
        return await asyncio.to_thread(answers_of, self.content, questions, self.day, self.thresholds, self.models)


@asynccontextmanager
async def trying(folder: Path, models: Path, day: date, thresholds: Thresholds | None = None) -> AsyncIterator[Trial]:
    yield InProcess(folder, models, day, thresholds or Thresholds())
