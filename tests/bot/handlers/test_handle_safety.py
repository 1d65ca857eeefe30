"""Links and robbed residents, through Telegram's API and back."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.sandbox import Person, SandboxServer, Seat, from_user
from bot.services import Services
from intents.content.loader import load_or_raise
from intents.content.model import Content
from tests.bot.conftest import Running
from tests.intents.safety.drawing import drawn, payment_code, saved

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def with_rules(small_content: Content) -> Content:
    """The small content with the rules and the safety articles that are served."""
    served = load_or_raise(ROOT / "content")
    articles = {one.id: one for one in served.articles.values() if one.topic == "an-toan-so"}
    return replace(
        small_content,
        articles=dict(small_content.articles) | articles,
        directories=served.directories,
        links=served.links,
        messages=served.messages,
        numbers=served.numbers,
        codes=served.codes,
    )


@pytest.fixture(autouse=True)
async def bot(running: Running, with_rules: Content) -> AsyncIterator[Services]:
    """The bot over that content."""
    async with running(with_rules) as services:
        yield services


async def test_a_link_gets_a_verdict_that_cannot_be_tapped(chat: Seat) -> None:
    asked = chat.send("https://vneid-bocongan.com/dang-nhap")
    verdict = await chat.next_bot_message()
    assert "vneid-bocongan.com: Có dấu hiệu nhái" in verdict.text
    assert verdict.reply_to is asked
    assert verdict.link_preview == {"is_disabled": True}
    assert verdict.labels == ["Hỏi cán bộ"]


async def test_who_was_just_robbed_gets_the_steps_without_being_asked_for_a_rating(chat: Seat) -> None:
    chat.send("lo doc ma otp roi")
    steps = await chat.next_bot_message()
    assert steps.text.startswith("Làm ngay, theo thứ tự này:\n\n1. Dừng")
    assert steps.labels == ["Xem đầy đủ", "Hỏi cán bộ"]


async def test_a_link_in_a_group_gets_the_same_verdict(telegram: SandboxServer, lan: Person) -> None:
    seat = telegram.group("Tổ 12", members=[lan]).seat(lan)
    seat.send("/hoi link này sao dichvucong-gov.com")
    assert "dichvucong-gov.com: Có dấu hiệu" in (await seat.next_bot_message()).text


async def test_a_photo_of_a_payment_code_is_told_with_its_account_hidden(chat: Seat) -> None:
    asked = chat.send_photo(saved(drawn(payment_code())))
    told = await chat.next_bot_message()
    assert told.reply_to is asked
    assert "Vietcombank" in told.text
    assert "0123456789" not in told.text


async def test_a_photo_with_words_gets_both(chat: Seat) -> None:
    chat.send_photo(saved(drawn("https://vneid-bocongan.com")), "căn cước hết hạn")
    assert "vneid-bocongan.com" in (await chat.next_bot_message()).text
    assert (await chat.next_bot_message()).text.startswith("Làm căn cước")


async def test_a_photo_without_a_code_is_said_to_have_none(chat: Seat) -> None:
    chat.send_photo()
    assert "không đọc được mã QR nào" in (await chat.next_bot_message()).text


async def test_nothing_of_a_picture_reaches_the_disk(chat: Seat, bot: Services) -> None:
    chat.send_photo(saved(drawn(payment_code())))
    await chat.next_bot_message()
    written = b"".join(path.read_bytes() for path in bot.settings.data.iterdir() if path.is_file())
    assert b"0123456789" not in written
    assert b"A000000727" not in written


SCAM = "Vui lòng tải ứng dụng VNeID tại vneid-bocongan.com/a.apk, cung cấp mã OTP ngay, nếu không sẽ bị khóa"


async def test_a_question_about_the_article_for_robbed_people_gets_its_steps_first(chat: Seat) -> None:
    chat.send("nếu lỡ đọc mã otp cho người lạ thì phải làm gì")
    assert (await chat.next_bot_message()).text.startswith("Làm ngay, theo thứ tự này")


async def test_a_forwarded_fraud_is_answered_with_its_signals_and_a_way_to_staff(
    chat: Seat, telegram: SandboxServer
) -> None:
    chat.send(SCAM, origin=from_user(telegram.user(1009, "Bảy", "vi").user, 1))
    verdict = await chat.next_bot_message()
    assert "có dấu hiệu lừa đảo" in verdict.text
    assert verdict.labels == ["Gửi cán bộ"]
    assert "ung-dung-gia" not in verdict.text
    assert (await chat.next_bot_message()).labels  # the matching article


async def test_a_forwarded_cry_for_help_is_answered_with_the_steps_ready_to_pass_on(
    chat: Seat, telegram: SandboxServer
) -> None:
    chat.send("lỡ đọc mã otp rồi", origin=from_user(telegram.user(1009, "Bảy", "vi").user, 1))
    steps = await chat.next_bot_message()
    assert steps.text.startswith("Làm ngay, theo thứ tự này")
    assert steps.labels == ["Bản chữ", "Gửi cán bộ"]


async def test_the_summary_of_forwards_names_checks_and_shows_no_link_that_can_be_tapped(
    chat: Seat, telegram: SandboxServer, bot: Services
) -> None:
    bot.settings = bot.settings.model_copy(
        update={"teams": bot.settings.teams.model_copy(update={"summary_seconds": 0.2})}
    )
    origin = from_user(telegram.user(1009, "Bảy", "vi").user, 1)
    for text in ("https://vneid-bocongan.com/x", "lỡ đọc mã otp rồi"):
        chat.send(text, origin=origin)
    summary = await chat.wait_for(lambda message: "tin chuyển tiếp" in message.text)
    assert "kiểm tra an toàn" in summary.text
    assert "việc làm ngay khi bị lừa" in summary.text
    assert summary.text.startswith("Đã xem 2 tin chuyển tiếp, 2 tin có câu trả lời")
    codes = [summary.text[one.offset :][: one.length] for one in summary.entities if one.type == "code"]
    assert codes == ["https://vneid-bocongan.com/x", "lỡ đọc mã otp rồi"]


async def test_a_robbed_member_of_a_group_gets_the_steps_there(telegram: SandboxServer, lan: Person) -> None:
    seat = telegram.group("Tổ 12", members=[lan]).seat(lan)
    seat.send("/hoi lỡ đọc mã otp rồi")
    steps = await seat.next_bot_message()
    assert "1. Dừng" in steps.text
    assert "8. Máy đã cài" in steps.text
    assert steps.labels == ["Xem thêm ở tin riêng"]


async def test_a_link_typed_inline_gets_its_check_before_all_articles(telegram: SandboxServer, lan: Person) -> None:
    seat = telegram.group("Nhà", members=[lan], with_bot=False).seat(lan)
    ask = seat.inline("vneid-bocongan.com")
    first = (await ask.results()).results[0]
    assert first["title"] == "Kiểm tra an toàn"
    assert "Có dấu hiệu nhái" in ask.choose(first["id"]).text


async def test_a_message_edited_to_another_picture_is_told_of_its_code(chat: Seat) -> None:
    asked = chat.send_photo(saved(drawn("https://dichvucong.gov.vn")))
    told = await chat.next_bot_message()
    chat.change_photo(asked, saved(drawn("https://vneid-bocongan.com")))
    assert "vneid-bocongan.com: Có dấu hiệu nhái" in (await chat.next_edit(told)).text


async def test_a_message_edited_to_a_fraud_gets_its_article_too(chat: Seat) -> None:
    asked = chat.send("căn cước hết hạn")
    told = await chat.next_bot_message()
    chat.edit(asked, SCAM)
    assert "có dấu hiệu lừa đảo" in (await chat.next_edit(told)).text
    assert await chat.next_bot_message()
