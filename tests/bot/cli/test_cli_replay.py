"""replay: which questions that were answered well would now be answered differently, read beside a running bot."""

from __future__ import annotations

import asyncio
import csv
import dataclasses
import io
from pathlib import Path

from bot.store import open_store
from intents.content.loader import load_or_raise
from tests.bot.cli.running import hoidap
from tests.bot.cli.test_cli_stats import ASKED
from tests.bot.statistics.test_statistics_missed import OUTSIDE
from tests.intents.content.conftest import ARTICLE, FACTS


def served(tmp_path: Path) -> dict[str, str]:
    """A content folder with one article, and a database in which two questions got a thumb up."""
    folder = tmp_path / "content" / "vi" / "dich-vu-cong"
    folder.mkdir(parents=True)
    (folder / "can-cuoc.md").write_text(ARTICLE, encoding="utf-8")
    (folder.parent / "facts.toml").write_text(FACTS, encoding="utf-8")
    (folder.parent / "ngoai-pham-vi.txt").write_text("\n".join(OUTSIDE) + "\n", encoding="utf-8")
    title = load_or_raise(tmp_path / "content").articles["can-cuoc"].questions[0].text

    async def fill() -> None:
        store = open_store(tmp_path / "data")
        for text, article in ((title, "can-cuoc"), ("=làm hộ chiếu ở đâu", "ho-chieu")):
            question = await store.record_question(dataclasses.replace(ASKED, text=text, article=article))
            await store.record_feedback(question, "lan", True, ASKED.asked_at)
        await store.aclose()

    asyncio.run(fill())
    return {"HOIDAP_DATA": str(tmp_path / "data"), "HOIDAP_CONTENT": str(tmp_path / "content")}


def test_it_prints_what_changed_with_from_and_to(tmp_path: Path) -> None:
    table = hoidap("replay", env=served(tmp_path))[0]
    assert table.startswith("Hỏi lại 2 câu: ")
    assert "ho-chieu (bài không còn) → " in table


def test_as_csv_it_lists_every_question_and_no_formula(tmp_path: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(hoidap("replay", "--csv", env=served(tmp_path))[0])))
    assert next((row["by"], row["article"], row["verdict"]) for row in rows) == ("vote", "ho-chieu", "gone")
    assert rows[0]["text"] == "'=làm hộ chiếu ở đâu"
    assert rows[1]["article"] == "can-cuoc"


def test_without_any_it_says_so(tmp_path: Path) -> None:
    environment = served(tmp_path)
    asyncio.run(_forget(Path(environment["HOIDAP_DATA"])))
    assert "Chưa có câu hỏi nào" in hoidap("replay", env=environment)[0]


async def _forget(data: Path) -> None:
    store = open_store(data)
    await store.erase("lan")
    await store.aclose()
