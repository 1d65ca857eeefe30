"""The staff group of the cases, with two in it."""

from __future__ import annotations

from tests.bot.cases.conftest import bot, dung, group, settings, stage, thu

__all__ = ["bot", "dung", "group", "settings", "stage", "thu"]
