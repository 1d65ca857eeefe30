"""What a content folder would answer, found out in a process of its own so that residents' answers do not wait.

The process writes two JSON objects, a line each: what the check finds and what articles look like, then, unless it was
told to stop, what is answered to the questions it was given.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import os
import shutil
import sys
import time
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, Protocol

from bot.fitting import step_back
from bot.locale import CONTENT_LANGUAGE, get_locale
from bot.rendering import render, rendered_length
from intents.content.lint import lint
from intents.content.loader import load
from intents.content.model import Content, Finding, Severity
from intents.match.decision import Thresholds
from intents.reply import Answer, Choose, Fallback, Reply, Urgent, Verdict
from intents.responder import Responder, answer_of, full_answer

PATIENCE = 180.0
"""Seconds that one step may take."""
LONGEST = 25.0
"""Seconds after which no further question is tried: who waits for the preview stands in the street."""
LINE_LIMIT = 64 * 1024 * 1024
"""Bytes of one line of its output: all articles as they look, or all answers."""


class TrialError(RuntimeError):
    """The trial ended without a result; the message, in Vietnamese, says what to do."""


@dataclass(frozen=True, slots=True)
class Page:
    """An article as a resident sees it first, and whole."""

    html: str
    plain: str
    whole: str
    """All that it says, as plain text: tells whether anything in it has changed."""


@dataclass(frozen=True, slots=True)
class Looks:
    """What the check finds in a folder, and what its articles look like."""

    findings: tuple[Finding, ...]
    """Their paths are relative to the content folder."""
    pages: Mapping[str, Page]
    """By article, and by row of a directory as `<directory>/<row>`."""
    titles: Mapping[str, str]
    matching: str
    """A digest of everything that decides which article answers; empty when nothing could be loaded."""
    phrasings: Mapping[str, Sequence[str]]
    """How people ask, by article; what is not ours under the empty name."""


class Trial(Protocol):
    """A folder being tried."""

    async def looks(self) -> Looks:
        """The first step. Raises `TrialError`."""

    async def answers(self, questions: Sequence[str]) -> list[str]:
        """What is answered to each question, in a few words; to the first so many where `LONGEST` is over before the
        last. Raises `TrialError`."""


@dataclass(frozen=True, slots=True)
class _Process:
    """A folder being tried in its process."""

    process: asyncio.subprocess.Process

    async def looks(self) -> Looks:
        found = await self._line()
        findings = (Finding(Path(one[0]), one[1], one[2], Severity(one[3])) for one in found["findings"])
        pages = {article: Page(**page) for article, page in found["pages"].items()}
        return Looks(tuple(findings), pages, found["titles"], found["matching"], found["phrasings"])

    async def answers(self, questions: Sequence[str]) -> list[str]:
        stdin = self.process.stdin
        if stdin is not None:
            stdin.write(json.dumps(list(questions)).encode() + b"\n")
            await stdin.drain()
        answered: list[str] = await self._line()
        return answered

    async def _line(self) -> Any:
        stdout = self.process.stdout
        try:
            line = await asyncio.wait_for(stdout.readline(), PATIENCE) if stdout is not None else b""
        except TimeoutError:
            raise TrialError("việc kiểm tra lâu quá nên đã dừng. Hãy gửi lại, hoặc chia nhỏ nội dung ra.") from None
        try:
            return json.loads(line)
        except ValueError:  # nothing at all, or what is none of ours
            raise TrialError(
                "chương trình gặp lỗi khi kiểm tra. Hãy gửi lại; nếu vẫn vậy, hãy báo người quản trị bot."
            ) from None


@asynccontextmanager
async def trying(folder: Path, models: Path, day: date, thresholds: Thresholds | None = None) -> AsyncIterator[Trial]:
    """Tries a content folder while the block lasts; the fitted model is left in the folder `models`."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("HOIDAP_")}
    environment["PYTHONHASHSEED"] = "0"  # sets are then written alike in two processes, which are compared
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        __name__,
        folder,
        models,
        day.isoformat(),
        json.dumps(asdict(thresholds or Thresholds())),
        env=environment,
        limit=LINE_LIMIT,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
    )
    try:
        yield _Process(process)
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


def copied(root: Path, into: Path, changed: Mapping[str, bytes | None]) -> Path:
    """A copy of the content folder in which these files, named below `vi`, are as given, None for gone. Links are not
    followed out of it. Raises `OSError`."""
    shutil.copytree(root / "vi", into / "vi", symlinks=True, ignore=shutil.ignore_patterns(".*"))
    for name, data in changed.items():
        path = into / "vi" / name
        if data is None:
            path.unlink(missing_ok=True)
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
    return into


def look(folder: Path, day: date) -> tuple[Looks, Content | None]:
    """The first step, and the content where it could be loaded."""
    result = load(folder)
    content = result.content
    if content is None:
        return Looks(_relative(result.findings, folder), {}, {}, "", {}), None
    findings = lint(
        content, result.findings, day, lambda article, when: rendered_length(full_answer(article, content.facts, when))
    )
    titles = {article.id: article.title for article in content.articles.values()}
    phrasings = {one.id: [phrase.text for phrase in one.questions] for one in content.articles.values()}
    phrasings[""] = [phrase.text for phrase in content.out_of_scope]
    return Looks(
        _relative(findings, folder), dict(_pages(content, day)), titles, _matching(content), phrasings
    ), content


def _pages(content: Content, day: date) -> Iterator[tuple[str, Page]]:
    """Every article, and every row of a directory under the name `<directory>/<row>`, in the answer that names it."""
    locale = get_locale(CONTENT_LANGUAGE)
    for article in content.articles.values():
        answer = answer_of(article, content.facts, day)
        first, whole = render(answer, locale), render(full_answer(article, content.facts, day), locale)
        yield article.id, Page(first.html, first.plain, whole.plain)
        for entry in content.directories.get(article.directory or "", ()):
            named = render(replace(answer, entries=(entry.text,)), locale)
            yield f"{article.directory}/{entry.id}", Page(named.html, named.plain, entry.text)


def _relative(findings: Sequence[Finding], folder: Path) -> tuple[Finding, ...]:
    home = folder.absolute()
    placed = []
    for one in findings:
        full = one.path.absolute()
        path = full.relative_to(home) if full.is_relative_to(home) else one.path
        placed.append(Finding(path, one.line, one.message, one.severity))
    return tuple(placed)


def _matching(content: Content) -> str:
    """Everything that decides which article answers, and nothing that only changes what it says."""
    parts = [
        *(
            (
                article.id, article.title, article.names, [phrase.text for phrase in article.questions], article.lead,
                [(section.facet.id, section.markdown) for section in article.sections], article.directory,
                article.topic,
            )
            for article in content.articles.values()
        ),
        [(entry.written, entry.meant) for entry in content.lexicon.rewrites],
        [(concept.name, concept.phrases) for concept in content.lexicon.concepts],
        {kind: [(entry.id, entry.name, entry.aliases, entry.place) for entry in rows]
         for kind, rows in content.directories.items()},
        [phrase.text for phrase in content.out_of_scope],
        content.links, content.messages, content.numbers, content.codes,
    ]  # fmt: skip
    return hashlib.sha256(repr(parts).encode()).hexdigest()


def in_words(replies: Sequence[Reply], titles: Mapping[str, str]) -> str:
    """What is answered, in a few words that tell one answer from another."""
    return " + ".join(filter(None, (_reply_in_words(reply, titles) for reply in replies))) or "không trả lời"


def _reply_in_words(reply: Reply, titles: Mapping[str, str]) -> str:
    match reply:
        case Answer():
            facet = next((part.heading for part in reply.parts if part.facet == reply.facet), "")
            return f"“{reply.title}”" + (f", mục {facet}" if facet else "")
        case Choose(options):
            return "đưa ra để chọn: " + ", ".join(f"“{option.title}”" for option in options)
        case Fallback():
            return "chưa trả lời được"
        case Verdict():
            return "nhận định an toàn" + "".join(f", {signal}" for signal in reply.signals)
        case Urgent():
            return f"các bước khẩn cấp của “{titles.get(reply.article, reply.article)}”"
    return ""


def _plain(looks: Looks) -> dict[str, Any]:
    return {
        "findings": [(str(one.path), one.line, one.message, one.severity.value) for one in looks.findings],
        "pages": {article: asdict(page) for article, page in looks.pages.items()},
        "titles": looks.titles,
        "matching": looks.matching,
        "phrasings": looks.phrasings,
    }


def answers_of(
    content: Content, questions: Sequence[str], day: date, thresholds: Thresholds, models: Path
) -> list[str]:
    """The second step."""
    responder = Responder(content, thresholds, models)
    titles = {article.id: article.title for article in content.articles.values()}
    end, answers = time.monotonic() + LONGEST, []
    for question in questions:
        if time.monotonic() > end:
            break
        answers.append(in_words(responder.respond(question, day).replies, titles))
    return answers


def _main(folder: Path, models: Path, day: date, thresholds: Thresholds) -> None:
    looks, content = look(folder, day)
    print(json.dumps(_plain(looks)), flush=True)
    asked = sys.stdin.readline()
    if content is None or not asked:
        return
    print(json.dumps(answers_of(content, json.loads(asked), day, thresholds, models)), flush=True)


if __name__ == "__main__":
    step_back()
    _main(Path(sys.argv[1]), Path(sys.argv[2]), date.fromisoformat(sys.argv[3]), Thresholds(**json.loads(sys.argv[4])))
