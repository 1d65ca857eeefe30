"""Dependencies point one way: bot → intents → content files."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def modules(package: str) -> list[Path]:
    return sorted((ROOT / package).rglob("*.py"))


@pytest.mark.parametrize("path", modules("intents"), ids=lambda path: str(path.relative_to(ROOT)))
def test_intents_knows_nothing_of_telegram_storage_or_the_bot(path: Path) -> None:
    forbidden = {"telegram", "sqlite3", "sqlite_utils", "aiohttp", "httpx", "bot"}
    assert not {name.split(".")[0] for name in imported(path)} & forbidden


@pytest.mark.parametrize("path", modules("intents/content"), ids=lambda path: str(path.relative_to(ROOT)))
def test_the_content_package_uses_of_the_matcher_only_its_text(path: Path) -> None:
    ours = {name for name in imported(path) if name.startswith("intents.")}
    assert all(name.startswith("intents.content") or name == "intents.match.text" for name in ours)


@pytest.mark.parametrize("path", modules("bot/store"), ids=lambda path: str(path.relative_to(ROOT)))
def test_storage_knows_nothing_of_telegram(path: Path) -> None:
    assert not {name.split(".")[0] for name in imported(path)} & {"telegram", "intents"}


@pytest.mark.parametrize("command", ["match", "inspect", "check", "evaluate", "ask"])
def test_commands_about_content_load_neither_telegram_nor_sqlite(command: str) -> None:
    code = f"import sys, bot.cli.{command}; print(*sorted({{'telegram', 'sqlite3', 'aiohttp'}} & set(sys.modules)))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert loaded.strip() == ""
