"""The words around the content (buttons, notices, footers) in the reader's language.

The source strings in the code are English and are the keys; a catalogue `<code>/LC_MESSAGES/hoidap.po` beside this file
holds each in another language and is read as it stands, without a build step.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

CATALOGUES = Path(__file__).parent
CONTENT_LANGUAGE = "vi"
"""The language of the articles, whatever the language around them."""
SOURCE_LANGUAGE = "en"
"""The language of the keys, which needs no catalogue."""


@dataclass(frozen=True, slots=True, eq=False)
class Locale:
    """One language, and how it writes months, days and numbers. There is one of each: see `get_locale`."""

    code: str
    _texts: Mapping[str, str]

    def text(self, msgid: str, /, **values: object) -> str:
        """The text in this language, its `{name}` filled in; the English where the catalogue lacks it."""
        return self._texts.get(msgid, msgid).format(**values)

    def month(self, day: date) -> str:
        """Month and year as an office here writes them: 08/2026."""
        return f"{day:%m/%Y}"

    def day(self, day: date) -> str:
        """A day as an office here writes it: 24/11/2026."""
        return f"{day:%d/%m/%Y}"

    def number(self, number: int) -> str:
        """A count as people here write it: 1.234 in Vietnamese, 1,234 in English."""
        from babel.numbers import format_decimal  # loaded only where a number is said

        return format_decimal(number, locale=self.code)


def get_locale(language_code: str | None) -> Locale:
    """The locale for a person whose Telegram has that language: English for English, Vietnamese for all others."""
    english = (language_code or "").lower().startswith(SOURCE_LANGUAGE)
    return _locale(SOURCE_LANGUAGE if english else CONTENT_LANGUAGE)


@cache
def _locale(code: str) -> Locale:
    return Locale(code, {} if code == SOURCE_LANGUAGE else _read(CATALOGUES / code / "LC_MESSAGES" / "hoidap.po"))


def _read(path: Path) -> dict[str, str]:
    from babel.messages.pofile import read_po  # loaded only by those who speak: the import costs more than the reading

    with path.open("rb") as file:
        catalogue = read_po(file)
    return {
        message.id: message.string
        for message in catalogue
        if isinstance(message.id, str) and isinstance(message.string, str) and message.id and message.string
        if not message.fuzzy
    }
