"""hoidap check: lints the content, mends what is mechanical, measures whether each phrase is found unseen."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from bot.config import Settings, load_settings
from bot.content_folder import resolve_content
from bot.rendering import rendered_length
from intents.content.files import shown as shown_path
from intents.content.fix import fix
from intents.content.lint import lint
from intents.content.loader import load
from intents.content.model import Content, Finding, Severity
from intents.match.leave_out import LeftOut, leave_out
from intents.responder import full_answer

CONTENT_FILES = (".md", ".toml", ".csv", ".txt")


@click.command("check")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--fix", "mend", is_flag=True, help="Mend what is mechanical: letters, headings, bullets, days.")
@click.option("--deep", is_flag=True, help="Leave each phrase out and see whether its article is still found.")
def command(paths: tuple[Path, ...], mend: bool, deep: bool) -> None:
    """Check the content, or only what is said of PATHS; exit code 1 when there are errors."""
    settings = load_settings()
    root, shown = _root_and_shown(settings, paths)
    if mend:
        _mend(shown or (root,))
    today = datetime.now(ZoneInfo("Asia/Ho_Chi_Minh")).date()
    result = load(root)
    found = list(result.findings)
    if result.content is not None:
        facts = result.content.facts
        found = lint(
            result.content,
            result.findings,
            today,
            lambda article, day: rendered_length(full_answer(article, facts, day)),
        )
    found = [one for one in found if not shown or _concerns(one, shown)]
    for finding in sorted(found):
        click.echo(str(finding))
    errors = sum(finding.severity is Severity.ERROR for finding in found)
    click.echo(_summary(result.content, errors, len(found) - errors), err=True)
    if deep and result.content is not None:
        click.echo("\n".join(deep_lines(leave_out(result.content, settings.matcher.thresholds()))))
    if errors:
        sys.exit(1)


def _root_and_shown(settings: Settings, paths: Sequence[Path]) -> tuple[Path, tuple[Path, ...]]:
    """The content folder to load, and the files or folders whose findings are shown (none: all)."""
    for path in paths:
        if not path.exists():
            raise click.BadParameter(f"{path}: không có tệp hay thư mục này.")
    if not paths:
        return resolve_content(settings).path, ()
    first = paths[0].resolve()
    root = next((folder for folder in (first, *first.parents) if (folder / "vi").is_dir()), None)
    if root is None:
        raise click.BadParameter(f"{paths[0]}: không nằm trong thư mục nội dung nào (thư mục có chứa thư mục con vi).")
    shown = tuple(path.resolve() for path in paths)
    return root, () if shown == (root,) else shown


def _mend(paths: Sequence[Path]) -> None:
    files = (
        file
        for path in paths
        for file in (sorted(path.rglob("*")) if path.is_dir() else [path])
        if file.suffix in CONTENT_FILES
    )
    for file in files:
        for done in fix(file):
            click.echo(f"{shown_path(file)}: đã sửa: {done}")


def _concerns(finding: Finding, shown: Sequence[Path]) -> bool:
    place = finding.path.resolve()
    return any(place == path or path in place.parents for path in shown)


def _summary(content: Content | None, errors: int, warnings: int) -> str:
    articles = len(content.articles) if content else 0
    return f"{articles} bài, {errors} lỗi, {warnings} cảnh báo."


def deep_lines(results: Sequence[LeftOut]) -> list[str]:
    """The rate at which unseen phrases find their article, and each phrase that another article stole."""
    if not results:
        return ["Không có câu hỏi mẫu nào để thử."]
    missed = [one for one in results if not one.found]
    rate = 1 - len(missed) / len(results)
    lines = [f"Câu mẫu tự tìm về bài khi bị giấu đi: {rate:.1%} ({len(results) - len(missed)}/{len(results)})."]
    return lines + [
        f"{one.article}:{one.phrase.line}: “{one.phrase.text}” → {one.match.decision.value} "
        f"{', '.join(one.match.articles) or 'không bài nào'}"
        for one in missed
    ]
