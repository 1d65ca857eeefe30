"""/chuatraloi as the staff group uses it: largest group first, into an article, into a new one, put aside."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime, time, timedelta
from pathlib import Path

import pytest

from bot.sandbox import Message
from bot.services import DA_NANG, Services
from intents.content.loader import load_or_raise
from intents.responder import Responder
from tests.bot.cases.conftest import Stage
from tests.bot.cases.test_case_drafts import article_of
from tests.bot.conftest import NOW, Running
from tests.bot.statistics.conftest import ask, miss
from tests.conftest import NOT_OURS
from tests.intents.content.conftest import ARTICLE, FACTS

DAY = timedelta(days=1)
OUTSIDE = (
    *NOT_OURS,
    "xin hộ chiếu chỗ nào",
    "hộ chiếu làm online",
    "hộ chiếu cho con nhỏ",
    "mất hộ chiếu",
    "mua vé xe buýt tháng",
    "xe buýt chạy tuyến nào",
)


@pytest.fixture
def content_folder(tmp_path: Path) -> Path:
    folder = tmp_path / "content" / "vi" / "dich-vu-cong"
    folder.mkdir(parents=True)
    (folder / "can-cuoc.md").write_text(ARTICLE, encoding="utf-8")
    (folder.parent / "facts.toml").write_text(FACTS, encoding="utf-8")
    (folder.parent / "ngoai-pham-vi.txt").write_text("\n".join(OUTSIDE) + "\n", encoding="utf-8")
    return tmp_path / "content"


@pytest.fixture
async def bot(running: Running, content_folder: Path) -> AsyncIterator[Services]:
    async with running(load_or_raise(content_folder)) as services:
        yield services


async def two_groups(services: Services) -> None:
    """Three ways of asking for a passport, the first twice, and one question about bus tickets."""
    for text in ("làm hộ chiếu ở đâu", "làm hộ chiếu ở đâu", "lam ho chieu online", "ho chieu cho con"):
        await miss(services, NOW - DAY, text)
    await miss(services, NOW - DAY, "vé xe buýt tháng", asker=services.person(1001))


async def answer_to(stage: Stage, asked: Message) -> Message:
    return await stage.thu.wait_for(lambda message: message.reply_to is asked)


async def shown(stage: Stage) -> Message:
    return await answer_to(stage, stage.thu.send("/chuatraloi"))


async def test_the_largest_group_stands_first_with_its_ways_of_asking(bot: Services, stage: Stage) -> None:
    await two_groups(bot)
    card = await shown(stage)
    assert "5 câu, 2 nhóm" in card.text
    assert "Nhóm 1/2: 4 câu" in card.text
    assert "• làm hộ chiếu ở đâu ×2\n" in card.text
    assert "chưa có bài: 4" in card.text
    await stage.thu.press(card, "Trang sau").answered()
    assert "• vé xe buýt tháng" in card.text
    assert "Nhóm 2/2: 1 câu" in card.text


async def test_refused_choices_and_thumbs_down_are_there_too(bot: Services, stage: Stage) -> None:
    refused = await ask(bot, NOW, text="hộ chiếu mất rồi", outcome="offered", article=None)
    await bot.store.record_choice(refused, "lan", None)
    disliked = await ask(bot, NOW, text="Làm lại căn cước ở đâu?")
    await bot.store.record_feedback(disliked, "lan", False, NOW)
    card = await shown(stage)
    await stage.thu.press(card, "Trang sau").answered()
    both = card.earlier[-1].text + card.text
    assert "không chọn bài nào: 1" in both
    assert "chê câu trả lời: 1" in both


async def test_personal_numbers_are_never_shown(bot: Services, stage: Stage) -> None:
    await miss(bot, NOW, "hộ chiếu số 048190001234 gọi 0905123456")
    assert "hộ chiếu số [số] gọi [số]" in (await shown(stage)).text


async def test_what_is_answered_by_now_is_counted_and_left_out(running: Running, stage: Stage) -> None:
    async with running() as services:
        await miss(services, NOW - DAY, "Đăng ký chữ ký số")
        card = await shown(stage)
    assert "không còn câu nào chưa trả lời được" in card.text
    assert "1 câu khác nay đã có bài trả lời" in card.text


async def test_a_thumb_down_stays_until_the_article_is_edited(running: Running, stage: Stage) -> None:
    async with running() as services:
        edited = services.responder.content.articles["cks-dang-ky"].updated
        for days, left in ((0, 1), (-1, 0)):
            at = datetime.combine(edited + timedelta(days=days), time(9, tzinfo=DA_NANG))
            question = await ask(services, at, text="Đăng ký chữ ký số", article="cks-dang-ky", asker=f"lan{days}")
            await services.store.record_feedback(question, f"lan{days}", False, at)
            assert (f"{left} câu, " in (await shown(stage)).text) is bool(left)
            await services.store.erase(f"lan{days}")


async def test_with_nothing_missed_it_says_so_without_buttons(bot: Services, stage: Stage) -> None:
    card = await shown(stage)
    assert "Tốt quá" in card.text
    assert card.labels == []


async def test_a_group_is_added_to_the_article_that_staff_choose_and_published(
    bot: Services, stage: Stage, content_folder: Path
) -> None:
    await two_groups(bot)
    card = await shown(stage)
    await stage.thu.press(card, "Thêm vào bài").answered()
    await stage.thu.press(card, bot.responder.content.articles["can-cuoc"].title).answered()
    preview = await stage.thu.wait_for(lambda message: "Đăng" in message.labels, timeout=30)
    for text in ("làm hộ chiếu ở đâu", "lam ho chieu online", "ho chieu cho con"):
        assert text in preview.text
    await stage.thu.press(preview, "Đăng").answered()
    written = (content_folder / "vi/dich-vu-cong/can-cuoc.md").read_text(encoding="utf-8")
    assert '"lam ho chieu online"' in written
    bot.serve(Responder(load_or_raise(content_folder)))
    assert "3 câu khác nay đã có bài trả lời" in (await shown(stage)).text


async def test_an_article_that_is_not_near_is_found_by_its_name(bot: Services, stage: Stage) -> None:
    await two_groups(bot)
    card = await shown(stage)
    await stage.thu.press(card, "Thêm vào bài").answered()
    await stage.thu.press(card, "Bài khác").answered()
    prompt = await stage.thu.wait_for(lambda message: "tên hoặc mã của bài" in message.text)
    for words in ("can-cuoc", "thẻ căn cước"):
        named = stage.thu.send(words, reply_to=prompt)
        offered = await answer_to(stage, named)
        assert bot.responder.content.articles["can-cuoc"].title in offered.labels
    await stage.thu.press(offered, 0).answered()
    await stage.thu.wait_for(lambda message: message.text.startswith("Đã nhận: Làm căn cước."))


async def test_a_new_article_is_drafted_from_a_group(bot: Services, stage: Stage) -> None:
    await two_groups(bot)
    await stage.thu.press(await shown(stage), "Tạo bài").answered()
    file = await stage.thu.wait_for(lambda message: "document" in message.media)
    article = article_of(file)
    assert article.title == "làm hộ chiếu ở đâu"
    assert len(article.questions) == 3


async def test_what_is_put_aside_stays_aside_also_in_other_words_and_after_a_restart(
    running: Running, stage: Stage, content_folder: Path
) -> None:
    content = load_or_raise(content_folder)
    async with running(content) as services:
        await two_groups(services)
        card = await shown(stage)
        await stage.thu.press(card, "Bỏ qua").answered()
        assert "• vé xe buýt tháng" in card.text
        assert "Đã bỏ qua (1)" in card.labels
    async with running(content) as services:
        await miss(services, NOW, "Cho hỏi làm hộ chiếu thế nào")
        card = await shown(stage)
        assert "1 câu, 1 nhóm" in card.text
        await stage.thu.press(card, "Đã bỏ qua").answered()
        assert "Cho hỏi làm hộ chiếu thế nào" in card.text
        await stage.thu.press(card, "Đưa trở lại").answered()
        assert "Chưa bỏ qua nhóm nào" in card.text
        assert "2 nhóm" in (await shown(stage)).text


async def test_two_who_press_at_once_both_see_what_is_left(bot: Services, stage: Stage) -> None:
    await two_groups(bot)
    first, second = await shown(stage), await shown(stage)
    await stage.thu.press(first, "Bỏ qua").answered()
    answer = await stage.dung.press(second, "Bỏ qua").answered()
    assert "Đã bỏ qua" in answer.text
    assert "vé xe buýt tháng" in second.text


async def test_a_group_whose_questions_are_no_longer_stored_is_no_longer_open(bot: Services, stage: Stage) -> None:
    await two_groups(bot)
    card = await shown(stage)
    await stage.thu.press(card, "Trang sau").answered()
    await bot.store.erase(bot.person(1001))
    answer = await stage.thu.press(card, "Tạo bài").answered()
    assert answer.text == "Nhóm này không còn nữa."
    assert "vé xe buýt" not in card.text
    assert "Nhóm 1/1" in card.text


async def test_what_the_staff_group_sees_of_erased_questions_is_overwritten(bot: Services, stage: Stage) -> None:
    await two_groups(bot)
    card = await shown(stage)
    await stage.thu.press(card, "Trang sau").answered()
    await stage.thu.press(card, "Tạo bài").answered()
    draft = await stage.thu.wait_for(lambda message: "document" in message.media)
    other = await shown(stage)
    await bot.erase(1001)
    await stage.thu.wait_for(lambda _: draft.deleted)
    assert card.text == "Người hỏi đã xóa câu hỏi này."
    assert "làm hộ chiếu ở đâu" in other.text


async def test_erasing_a_persons_questions_forgets_that_they_were_put_aside(bot: Services, stage: Stage) -> None:
    await two_groups(bot)
    card = await shown(stage)
    await stage.thu.press(card, "Trang sau").answered()
    await stage.thu.press(card, "Bỏ qua").answered()
    assert await bot.store.aside.keys()
    await bot.erase(1001)
    assert not await bot.store.aside.keys()
