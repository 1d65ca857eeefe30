"""What staff answered becomes a draft of content, stored and shown as a file that the content check can read."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox import Message
from bot.services import Services
from bot.staff.drafts import file_name, quoted
from intents.content.articles import is_id, read_article
from intents.content.findings import Report
from intents.content.loader import load_or_raise
from intents.content.model import Article
from tests.bot.cases.conftest import Stage
from tests.bot.conftest import Running
from tests.intents.content.conftest import ARTICLE, FACTS

QUESTION = 'giá vàng "SJC": hôm nay # bao nhiêu'


@pytest.fixture
async def bot(running: Running, tmp_path: Path) -> AsyncIterator[Services]:
    folder = tmp_path / "content" / "vi" / "dich-vu-cong"
    folder.mkdir(parents=True)
    (folder / "can-cuoc.md").write_text(ARTICLE, encoding="utf-8")
    (folder.parent / "facts.toml").write_text(FACTS, encoding="utf-8")
    (folder.parent / "ngoai-pham-vi.txt").write_text("giá vàng bao nhiêu\ngiá vàng SJC\n", encoding="utf-8")
    async with running(load_or_raise(tmp_path / "content")) as services:
        yield services


def article_of(message: Message) -> Article:
    assert message.file is not None
    report = Report(Path(message.file.name))
    article = read_article(report.path, message.file.data, "dich-vu-cong", report)
    assert article is not None, [str(one) for one in report.findings]
    return article


async def answered(stage: Stage) -> Message:
    """The receipt for an answer."""
    card = await stage.hand_over(QUESTION)
    stage.thu.send("Hỏi tiệm vàng, số 0905123456.", reply_to=card)
    return await stage.thu.wait_for(lambda message: "Tạo bài" in message.labels and "đã gửi" in message.text)


async def test_a_new_article_holds_the_question_and_the_answer_without_personal_numbers(
    bot: Services, stage: Stage
) -> None:
    receipt = await answered(stage)
    await stage.thu.press(receipt, "Tạo bài").answered()
    await stage.thu.press(receipt, "Bài mới").answered()
    file = await stage.thu.wait_for(lambda message: "document" in message.media)
    assert "Bản nháp 1 từ câu hỏi #1" in file.text
    assert file.file is not None
    assert file.file.name == "gia-vang-sjc-hom-nay-bao-nhieu.md"
    article = article_of(file)
    assert [one.text for one in article.questions] == [QUESTION]
    assert article.lead == "Hỏi tiệm vàng, số [số]."
    (draft,) = await bot.store.cases.drafts.all()
    assert draft.article is None
    assert draft.markdown.encode() == file.file.data


async def test_the_question_is_added_to_the_article_that_staff_choose(bot: Services, stage: Stage) -> None:
    receipt = await answered(stage)
    await stage.thu.press(receipt, "Tạo bài").answered()
    await stage.thu.press(receipt, "Thêm vào bài").answered()
    await stage.thu.press(receipt, "Làm căn cước").answered()
    file = await stage.thu.wait_for(lambda message: "document" in message.media)
    assert file.file is not None
    assert file.file.name == "can-cuoc.md"
    assert [one.text for one in article_of(file).questions][-1] == QUESTION
    added = file.file.data.decode().splitlines()
    assert [line for line in ARTICLE.splitlines() if line not in added] == ["updated: 2026-11-23"]
    (draft,) = await bot.store.cases.drafts.all()
    assert draft.article == "can-cuoc"


async def test_made_twice_it_is_one_draft(bot: Services, stage: Stage) -> None:
    receipt = await answered(stage)
    for _ in range(2):
        await stage.thu.press(receipt, "Tạo bài").answered()
        await stage.thu.press(receipt, "Bài mới").answered()
    assert len(await bot.store.cases.drafts.all()) == 1


async def test_erasing_the_question_erases_its_drafts_too(bot: Services, stage: Stage) -> None:
    receipt = await answered(stage)
    await stage.thu.press(receipt, "Tạo bài").answered()
    await stage.thu.press(receipt, "Bài mới").answered()
    file = await stage.thu.wait_for(lambda message: "document" in message.media)
    await bot.erase(1001)
    assert await bot.store.cases.drafts.all() == []
    await stage.thu.wait_for(lambda _: file.deleted)


@given(st.text(max_size=60))
def test_any_words_make_a_name_for_a_file_and_a_yaml_string(text: str) -> None:
    assert is_id(file_name(text))
    assert "\n" not in quoted(text)
