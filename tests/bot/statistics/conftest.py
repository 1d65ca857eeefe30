"""The staff group of the cases' tests, and a week of questions to count."""

from __future__ import annotations

import dataclasses
from datetime import datetime

from bot.services import Services
from tests.bot.cases.conftest import bot, dung, group, settings, stage, thu
from tests.bot.cli.test_cli_stats import ASKED

__all__ = ["bot", "dung", "group", "settings", "stage", "thu"]


async def ask(services: Services, at: datetime, **changed: object) -> int:
    """Stores a question as if it had been asked then."""
    return await services.store.record_question(dataclasses.replace(ASKED, asked_at=at, **changed))  # type: ignore[arg-type]


async def miss(services: Services, at: datetime, text: str = "giá vàng hôm nay", asker: str = "lan") -> int:
    """The same for one that found nothing."""
    return await ask(services, at, text=text, outcome="not_found", article=None, asker=asker)
