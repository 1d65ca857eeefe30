"""What several commands begin with: settings read, content loaded."""

from __future__ import annotations

from bot.config import Settings, load_settings
from bot.content_folder import resolve_content
from intents.content.loader import load_or_raise
from intents.content.model import Content
from intents.responder import Responder


def load_content(settings: Settings) -> Content:
    """The content that the settings name. Raises `ContentError`."""
    return load_or_raise(resolve_content(settings).path)


def load_responder() -> Responder:
    """A responder over the configured content; the fitted model is shared with the bot where it has a data folder.
    Raises `ConfigError` or `ContentError`."""
    settings = load_settings()
    models = settings.models if settings.data.is_dir() else None
    return Responder(load_content(settings), settings.matcher.thresholds(), models)
