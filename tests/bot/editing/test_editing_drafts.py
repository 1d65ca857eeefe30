"""A draft from "Tạo bài" becomes content: looked at and published as it is, or edited and sent back."""

from __future__ import annotations

from bot.sandbox import Message
from bot.services import Services
from tests.bot.cases.conftest import QUESTION, preview_of
from tests.bot.editing.conftest import PATIENCE, Stage


async def draft(stage: Stage, *labels: str) -> Message:
    """A question handed over and answered, made into a draft by these buttons; gives the file."""
    preview = await preview_of(stage.lan, QUESTION)
    await stage.lan.press(preview, "Gửi").answered()
    card = await stage.thu.wait_for(lambda message: "Trả lời" in message.labels)
    stage.thu.send("Hỏi tiệm vàng.", reply_to=card)
    receipt = await stage.thu.wait_for(lambda message: "Tạo bài" in message.labels and "đã gửi" in message.text)
    for label in ("Tạo bài", *labels):
        await stage.thu.press(receipt, label).answered()
    return await stage.thu.wait_for(lambda message: message.file is not None)


async def test_a_draft_is_edited_and_sent_back_and_never_goes_to_the_resident(bot: Services, stage: Stage) -> None:
    shown = await draft(stage, "Bài mới")
    assert shown.file is not None
    source = "sources:\n  - {title: Sở, url: https://example.gov.vn/1, date: 2026-01-01}"
    text = shown.file.data.decode().replace("sources: []", source)
    document = stage.thu.send_document(text.encode(), "gia-vang.md", reply_to=shown)
    await stage.published(await stage.preview(stage.thu, document))
    assert "gia-vang" in bot.responder.content.articles
    assert not any(message.file for message in stage.lan.messages)


async def test_a_draft_without_sources_is_said_to_lack_them(bot: Services, stage: Stage) -> None:
    shown = await draft(stage, "Bài mới")
    await stage.thu.press(shown, "Xem rồi Đăng").answered()
    said = await stage.thu.wait_for(lambda message: "Chưa đăng được" in message.text, timeout=PATIENCE)
    assert "bài chưa có nguồn" in said.text


async def test_a_phrasing_more_is_published_with_two_presses(bot: Services, stage: Stage) -> None:
    shown = await draft(stage, "Thêm vào bài", "Làm căn cước")
    await stage.thu.press(shown, "Xem rồi Đăng").answered()
    await stage.published(await stage.preview(stage.thu, shown))
    assert QUESTION in [one.text for one in bot.responder.content.articles["can-cuoc"].questions]
    assert "đã được đăng rồi" in (await stage.thu.press(shown, "Xem rồi Đăng").answered()).text
