"""A resident writes, the bot replies: through Telegram's API and back."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest

from bot.config import Settings
from bot.sandbox import Person, SandboxServer, Seat
from bot.services import Services
from bot.store import Stats, read_stats

Settled = Callable[[], Awaitable[None]]

pytestmark = pytest.mark.usefixtures("bot")


def counted(bot: Services) -> Stats:
    now = bot.clock()
    return read_stats(bot.settings.data, now - timedelta(hours=1), now + timedelta(hours=1))


async def test_a_question_is_answered_with_its_article(chat: Seat) -> None:
    chat.send("mat can cuoc lam lai o dau")
    answer = await chat.next_bot_message()
    assert answer.text.startswith("Làm căn cước")
    assert "công an phường" in answer.text


async def test_the_answer_is_a_reply_to_the_question_without_link_preview(chat: Seat) -> None:
    asked = chat.send("đăng ký chữ ký số")
    answer = await chat.next_bot_message()
    assert answer.reply_to is asked
    assert answer.link_preview == {"is_disabled": True}


async def test_the_fact_in_force_on_the_day_stands_in_the_answer(chat: Seat) -> None:
    chat.send("làm lại căn cước hết bao nhiêu tiền")
    answer = await chat.next_bot_message()
    assert "35.000 đồng" in answer.text
    assert "{{" not in answer.text


async def test_the_facet_asked_for_comes_first(chat: Seat) -> None:
    chat.send("căn cước mấy ngày có")
    answer = await chat.next_bot_message()
    assert "7 ngày làm việc" in answer.text
    assert "công an phường" not in answer.text


async def test_an_answer_says_how_old_its_sources_are_and_who_checked_it(chat: Seat) -> None:
    chat.send("đăng ký chữ ký số")
    assert "Theo nguồn đến 08/2026 · chưa có cán bộ duyệt" in (await chat.next_bot_message()).text


async def test_a_street_that_is_listed_is_told_of_first(chat: Seat) -> None:
    chat.send("duong tran van tru co phai pho khong tien mat khong")
    assert "Đường Trần Văn Trứ (quận Hải Châu cũ) có trong danh sách" in (await chat.next_bot_message()).text


async def test_a_question_with_two_likely_articles_gets_a_choice(chat: Seat) -> None:
    chat.send("lệ phí căn cước chữ ký số")
    choice = await chat.next_bot_message()
    assert {"Làm căn cước", "Đăng ký chữ ký số"} <= set(choice.labels)


async def test_what_nobody_wrote_about_is_said_not_to_be_known(chat: Seat) -> None:
    chat.send("giá vàng hôm nay bao nhiêu")
    assert "1022" in (await chat.next_bot_message()).text


@pytest.mark.parametrize("text", ["😀" * 2000, "?!…", "\u0301" * 1500])
async def test_a_message_without_words_gets_a_kind_line(chat: Seat, text: str) -> None:
    chat.send(text)
    assert (await chat.next_bot_message()).text


async def test_markup_that_a_resident_types_is_never_interpreted(chat: Seat) -> None:
    chat.send("<b>căn cước</b> *hết hạn* <script>alert(1)</script> {{phi}}")
    answer = await chat.next_bot_message()
    assert "script" not in answer.text


async def test_a_caption_is_read_like_a_message(chat: Seat) -> None:
    chat.send_photo(caption="mất căn cước thì sao")
    assert (await chat.next_bot_message()).text.startswith("Làm căn cước")


@pytest.mark.parametrize(
    "send", [Seat.send_photo, Seat.send_voice, Seat.send_sticker, Seat.send_location, Seat.send_contact]
)
async def test_what_holds_no_words_gets_a_helpful_line(
    chat: Seat, bot: Services, send: object, settled: Settled
) -> None:
    assert callable(send)
    send(chat)
    assert (await chat.next_bot_message()).text
    await settled()
    assert counted(bot).outcomes["unsupported"] == 1


async def test_an_edited_question_is_answered_by_editing_our_reply(chat: Seat) -> None:
    asked = chat.send("căn cước hết hạn")
    answer = await chat.next_bot_message()
    chat.edit(asked, "đăng ký chữ ký số")
    await chat.next_edit(answer)
    assert answer.text.startswith("Đăng ký chữ ký số")
    assert len(chat.bot_messages) == 1


async def test_an_edit_whose_answer_is_the_same_changes_nothing_and_breaks_nothing(
    chat: Seat, telegram: SandboxServer
) -> None:
    asked = chat.send("căn cước hết hạn")
    await chat.next_bot_message()
    chat.edit(asked, "căn cước hết hạn!")
    chat.send("đăng ký chữ ký số")
    assert (await chat.next_bot_message()).text.startswith("Đăng ký chữ ký số")
    assert len(telegram.calls.of("editMessageText")) == 1


async def test_an_edit_after_our_reply_was_deleted_is_answered_anew(chat: Seat) -> None:
    asked = chat.send("căn cước hết hạn")
    chat.delete(await chat.next_bot_message())
    chat.edit(asked, "đăng ký chữ ký số")
    assert (await chat.next_bot_message()).text.startswith("Đăng ký chữ ký số")


async def test_each_question_is_stored_once_with_its_outcome(chat: Seat, bot: Services, settled: Settled) -> None:
    for text in ("mất căn cước thì sao", "giá vàng", "???"):
        chat.send(text)
        await chat.next_bot_message()
    await settled()
    assert counted(bot).outcomes == {"answered": 1, "not_found": 1, "empty": 1}


async def test_no_long_number_reaches_the_disk(chat: Seat, settings: Settings, settled: Settled) -> None:
    chat.send("căn cước 048099001234 của tôi hết hạn, số 0905 123 456")
    await chat.next_bot_message()
    await settled()
    written = b"".join(path.read_bytes() for path in settings.data.iterdir() if path.is_file())
    assert "căn cước".encode() in written
    assert b"048099001234" not in written
    assert b"0905 123 456" not in written


async def test_nobody_is_stored_by_their_telegram_id(
    chat: Seat, settings: Settings, settled: Settled, lan: Person
) -> None:
    chat.send("mất căn cước thì sao")
    await chat.next_bot_message()
    await settled()
    written = b"".join(path.read_bytes() for path in settings.data.iterdir() if path.is_file())
    assert lan.user.first_name.encode() not in written
    assert b"1001" not in written


async def test_two_residents_get_their_own_answers(telegram: SandboxServer, chat: Seat) -> None:
    other = telegram.user(1002, "Ba", "vi").private()
    chat.send("căn cước hết hạn")
    other.send("đăng ký chữ ký số")
    assert (await chat.next_bot_message()).text.startswith("Làm căn cước")
    assert (await other.next_bot_message()).text.startswith("Đăng ký chữ ký số")


async def test_an_english_telegram_gets_english_chrome_around_the_vietnamese_answer(telegram: SandboxServer) -> None:
    seat = telegram.user(1003, "Ann", "en").private()
    seat.send("can cuoc het han")
    answer = await seat.next_bot_message()
    assert "công an phường" in answer.text
    assert "See all" in answer.labels
