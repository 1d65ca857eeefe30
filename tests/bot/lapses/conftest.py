"""The staff group with the bot over a content folder of its own; the small folder of publishing."""

from __future__ import annotations

from tests.bot.editing.conftest import bot, dung, group, root, settings, stage, thu, watching
from tests.bot.publishing.conftest import desk

__all__ = ["bot", "desk", "dung", "group", "root", "settings", "stage", "thu", "watching"]
