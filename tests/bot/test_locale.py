"""The words around the content: which language, and whether the catalogue is whole."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

import bot.locale
from bot.locale import CATALOGUES, get_locale, titles
from intents.content.facets import FACET_BY_ID
from intents.content.model import TOPICS

PACKAGE = Path(bot.locale.__file__).parent.parent
LABELS = {"See all": "Xem đầy đủ", "None of these": "Không phải các mục này"}


def text_calls() -> Iterator[tuple[str, ast.Call]]:
    """Every `….text(…)` call of bot/ on a locale, with its place."""
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("locale.text"):
                yield f"{path.relative_to(PACKAGE)}:{node.lineno}", node


def used_texts() -> dict[str, set[str]]:
    """Each text asked of a locale in the code, and the names given to it."""
    used = {}
    for _, call in text_calls():
        if call.args and isinstance(call.args[0], ast.Constant):
            used[str(call.args[0].value)] = {keyword.arg or "**" for keyword in call.keywords}
    return used


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


@pytest.fixture(scope="module")
def vietnamese() -> Catalog:
    with (CATALOGUES / "vi" / "LC_MESSAGES" / "hoidap.po").open("rb") as file:
        return read_po(file, abort_invalid=True)


def test_every_text_stands_in_the_code_as_a_literal() -> None:
    hidden = [place for place, call in text_calls() if not call.args or not isinstance(call.args[0], ast.Constant)]
    assert hidden == []


def test_every_text_used_is_translated_and_no_other(vietnamese: Catalog) -> None:
    translated = {message.id for message in vietnamese if message.id and message.string and not message.fuzzy}
    assert translated == used_texts().keys()
    assert not vietnamese.obsolete


def test_no_translation_is_marked_as_a_guess(vietnamese: Catalog) -> None:
    assert [message.id for message in vietnamese if message.id and message.fuzzy] == []


def test_a_translation_names_what_the_code_fills_in(vietnamese: Catalog) -> None:
    used = used_texts()
    for message in vietnamese:
        if message.id:
            assert placeholders(str(message.string)) == placeholders(str(message.id)) == used[str(message.id)]


@pytest.mark.parametrize("code", ["en", "en-US", "EN"])
def test_english_telegram_gets_english(code: str) -> None:
    assert get_locale(code).code == "en"


@pytest.mark.parametrize("code", ["vi", "fr", "zh-hans", "", None])
def test_everybody_else_gets_vietnamese(code: str | None) -> None:
    assert get_locale(code).code == "vi"


@pytest.mark.parametrize(("text", "label"), LABELS.items())
def test_labels_that_others_rely_on(text: str, label: str) -> None:
    assert label in get_locale("vi").text(text)


def test_what_is_named_in_a_text_is_filled_in() -> None:
    assert get_locale("vi").text("and {count} more", count=2) == "và 2 nguồn khác"
    assert get_locale("en").text("and {count} more", count=2) == "and 2 more"


def test_what_is_filled_in_is_never_read_as_a_placeholder() -> None:
    assert "{x}" in get_locale("vi").text("Run by: {operator}.", operator="{x}")


def test_dates_are_written_as_an_office_here_writes_them() -> None:
    locale = get_locale("vi")
    assert (locale.month(date(2026, 8, 5)), locale.day(date(2026, 11, 4))) == ("08/2026", "04/11/2026")


def test_importing_the_locale_does_not_import_babel() -> None:
    code = "import sys, bot.rendering; print('babel' in sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert loaded.strip() == "False"


def test_every_topic_and_facet_has_an_english_name() -> None:
    assert titles.TOPICS.keys() == TOPICS.keys()
    assert titles.FACETS.keys() == FACET_BY_ID.keys()


def test_four_articles_have_english_names() -> None:
    assert len(titles.ARTICLES) == 4


def test_counts_are_written_as_people_here_write_them() -> None:
    assert get_locale("vi").number(12345) == "12.345"
    assert get_locale("en").number(12345) == "12,345"
