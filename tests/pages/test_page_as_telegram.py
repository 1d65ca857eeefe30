"""The page as somebody who knows Telegram expects it, over a bot that does what the test says."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Route, expect

from bot.sandbox import small_png
from tests.pages.browser import Seat, serious_findings
from tests.pages.conftest import Seating
from tests.pages.scripted import ScriptedBot

LAN = 1001
"""Lan's user id in the cast, which is also the id of her chat with the bot."""


@pytest.fixture
def bot() -> Iterator[ScriptedBot]:
    scripted = ScriptedBot()
    yield scripted
    scripted.stop()


@pytest.fixture
def lan(bot: ScriptedBot, seating: Seating) -> Seat:
    """Lan, who has pressed BẮT ĐẦU."""
    seat = seating(bot.url, "lan")
    bot.next_message()
    return seat


def keys(*rows: list[dict[str, str]]) -> dict[str, Any]:
    return {"inline_keyboard": list(rows)}


def test_telegrams_html_looks_as_in_telegram(bot: ScriptedBot, lan: Seat) -> None:
    html = (
        "<b>đậm <i>và nghiêng</i></b> <u>gạch</u> <s>bỏ</s> <code>a &lt; b</code>\n<pre>x = 1</pre>\n"
        "<blockquote>trích</blockquote>\n• một\n• hai <a href='https://danang.gov.vn/'>cổng</a> /chude 0236 1022"
    )
    bot.call("sendMessage", chat_id=LAN, text=html, parse_mode="HTML")
    text = lan.message("đậm").locator(".text")
    expect(text.locator("b i")).to_have_text("và nghiêng")
    expect(text.locator("code")).to_have_text("a < b")
    expect(text.locator("pre")).to_have_text("x = 1")
    expect(text.locator("blockquote")).to_have_text("trích")
    expect(text.get_by_role("link", name="cổng")).to_have_attribute("href", "https://danang.gov.vn/")
    text.get_by_role("link", name="/chude").click()
    assert bot.next_message()["text"] == "/chude"


def test_a_pressed_button_turns_until_answered_and_the_answer_passes_by(bot: ScriptedBot, lan: Seat) -> None:
    bot.call("sendMessage", chat_id=LAN, text="Chọn đi", reply_markup=keys([{"text": "Một", "callback_data": "1"}]))
    key = lan.message("Chọn đi").get_by_role("button", name="Một")
    key.click()
    query = bot.next_update("callback_query")
    expect(key).to_have_attribute("aria-busy", "true")
    bot.call("answerCallbackQuery", callback_query_id=query["id"], text="Đã nhận")
    expect(lan.page.get_by_role("status").filter(has_text="Đã nhận")).to_be_visible()
    expect(key).not_to_have_attribute("aria-busy", "true")


def test_an_alert_stays_until_it_is_closed(bot: ScriptedBot, lan: Seat) -> None:
    bot.call("sendMessage", chat_id=LAN, text="Chọn đi", reply_markup=keys([{"text": "Một", "callback_data": "1"}]))
    lan.message("Chọn đi").get_by_role("button", name="Một").click()
    query = bot.next_update("callback_query")
    bot.call("answerCallbackQuery", callback_query_id=query["id"], text="Nghe này", show_alert=True)
    alert = lan.page.get_by_role("dialog", name="Bot nhắn")
    expect(alert).to_contain_text("Nghe này")
    lan.page.keyboard.press("Enter")
    expect(alert).to_be_hidden()


def test_the_focus_stays_on_a_button_whose_message_is_edited(bot: ScriptedBot, lan: Seat) -> None:
    markup = keys([{"text": "Một", "callback_data": "1"}, {"text": "Hai", "callback_data": "2"}])
    sent = bot.call("sendMessage", chat_id=LAN, text="Trang 1", reply_markup=markup)
    lan.message("Trang 1").get_by_role("button", name="Hai").focus()
    bot.call("editMessageText", chat_id=LAN, message_id=sent["message_id"], text="Trang 2", reply_markup=markup)
    expect(lan.message("Trang 2").get_by_role("button", name="Hai")).to_be_focused()


def test_it_says_that_the_bot_is_typing(bot: ScriptedBot, lan: Seat) -> None:
    bot.call("sendChatAction", chat_id=LAN, action="typing")
    expect(lan.page.get_by_role("status").filter(has_text="đang nhập")).to_be_visible()
    bot.call("sendMessage", chat_id=LAN, text="Xong")
    expect(lan.page.get_by_role("status").filter(has_text="đang nhập")).to_be_hidden()


def test_the_bots_photo_is_shown_and_enlarged(bot: ScriptedBot, lan: Seat) -> None:
    bot.call("sendPhoto", chat_id=LAN, photo=small_png(300, 200), caption="Thẻ trả lời")
    lan.message("Thẻ trả lời").get_by_role("link", name="Xem ảnh lớn").click()
    viewer = lan.page.get_by_role("dialog", name="Ảnh")
    expect(viewer).to_contain_text("Thẻ trả lời")
    assert viewer.get_by_role("img").evaluate("image => image.decode().then(() => image.naturalWidth)") == 300
    lan.page.keyboard.press("Escape")
    expect(viewer).to_be_hidden()


def test_the_bots_file_is_saved_under_its_name(bot: ScriptedBot, lan: Seat) -> None:
    bot.call("sendDocument", chat_id=LAN, document=b"%PDF-1.4 to khai")
    with lan.page.expect_download() as saved:
        lan.message("to-khai.pdf").get_by_role("link").click()
    assert saved.value.suggested_filename == "to-khai.pdf"
    assert Path(saved.value.path()).read_bytes() == b"%PDF-1.4 to khai"


def test_what_is_typed_goes_along_with_a_photo(bot: ScriptedBot, lan: Seat, tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(small_png(30, 20))
    lan.page.get_by_role("textbox", name="Tin nhắn").fill("giấy này là giấy gì")
    lan.page.get_by_label("Ảnh hoặc tệp", exact=True).set_input_files(tmp_path / "a.png")
    received = bot.next_message()
    assert received["caption"] == "giấy này là giấy gì"
    assert received["photo"]
    expect(lan.page.get_by_role("textbox", name="Tin nhắn")).to_have_value("")


def test_inline_results_come_while_one_types_and_are_chosen_by_keyboard(bot: ScriptedBot, seating: Seating) -> None:
    hanh = seating(bot.url, "hanh", "Tổ công nghệ số")
    box = hanh.page.get_by_role("textbox", name="Tin nhắn")
    box.fill("@HoiDapSoBot chữ ký số")
    query = bot.next_update("inline_query")
    assert query["query"] == "chữ ký số"
    results = [
        {"type": "article", "id": str(number), "title": title, "description": "Mấy dòng đầu",
         "input_message_content": {"message_text": f"<b>{title}</b>", "parse_mode": "HTML"}}
        for number, title in enumerate(["Chữ ký số là gì", "Chữ ký số miễn phí"])
    ]  # fmt: skip
    bot.call("answerInlineQuery", inline_query_id=query["id"], results=results)
    expect(hanh.page.get_by_role("option")).to_have_count(2)
    box.press("ArrowDown")
    hanh.page.keyboard.press("ArrowDown")
    expect(hanh.page.get_by_role("option", name="Chữ ký số miễn phí")).to_be_focused()
    hanh.page.keyboard.press("Enter")
    expect(hanh.message("qua @HoiDapSoBot").locator("b")).to_have_text("Chữ ký số miễn phí")
    expect(box).to_be_focused()
    expect(box).to_have_value("")


def test_a_bot_without_inline_results_says_so(bot: ScriptedBot, lan: Seat) -> None:
    lan.page.get_by_role("textbox", name="Tin nhắn").fill("@hoidapsobot abc")
    bot.call("answerInlineQuery", inline_query_id=bot.next_update("inline_query")["id"], results=[])
    expect(lan.page.get_by_role("option", name="không có gợi ý")).to_be_visible()


def test_a_group_has_its_own_commands_which_name_the_bot(bot: ScriptedBot, seating: Seating) -> None:
    ask = [{"command": "hoi", "description": "Hỏi một câu"}]
    bot.call("setMyCommands", commands=[*ask, {"command": "chude", "description": "Chủ đề"}])
    bot.call("setMyCommands", commands=ask, scope={"type": "all_group_chats"})
    hanh = seating(bot.url, "hanh", "Tổ công nghệ số")
    hanh.page.get_by_role("textbox", name="Tin nhắn").fill("/")
    expect(hanh.page.get_by_role("option")).to_have_count(1)
    hanh.page.get_by_role("option", name="/hoi").click()
    assert bot.next_message()["text"] == "/hoi@HoiDapSoBot"


def test_a_link_to_the_bot_starts_it_here(bot: ScriptedBot, lan: Seat) -> None:
    bot.call("sendMessage", chat_id=LAN, text="Xem https://t.me/HoiDapSoBot?start=can-cuoc nhé")
    lan.message("Xem").get_by_role("link").click()
    assert bot.next_message()["text"] == "/start can-cuoc"


def test_a_second_enter_sends_nothing_twice(bot: ScriptedBot, lan: Seat) -> None:
    box = lan.page.get_by_role("textbox", name="Tin nhắn")
    box.fill("một lần thôi")
    box.press("Enter")
    box.press("Enter")
    box.fill("câu sau")
    box.press("Enter")
    assert [bot.next_message()["text"] for _ in range(2)] == ["một lần thôi", "câu sau"]


def test_enter_while_an_input_method_composes_sends_nothing(bot: ScriptedBot, lan: Seat) -> None:
    box = lan.page.get_by_role("textbox", name="Tin nhắn")
    box.fill("chữ k")
    box.dispatch_event("keydown", {"key": "Enter", "isComposing": True, "bubbles": True})
    box.dispatch_event("keydown", {"key": "Enter", "keyCode": 229, "bubbles": True})
    box.fill("chữ ký")
    box.press("Enter")
    assert bot.next_message()["text"] == "chữ ký"


def test_each_chat_keeps_what_was_being_typed_in_it(bot: ScriptedBot, seating: Seating) -> None:
    hanh = seating(bot.url, "hanh", "Tổ công nghệ số", viewport={"width": 1000, "height": 700})
    box = hanh.page.get_by_role("textbox", name="Tin nhắn")
    box.fill("cho nhóm")
    hanh.open("Hỏi Đáp Số").begin()
    expect(box).to_have_value("")
    hanh.open("Tổ công nghệ số")
    expect(box).to_have_value("cho nhóm")


def test_what_cannot_be_sent_comes_back_into_the_box(bot: ScriptedBot, lan: Seat) -> None:
    lan.page.route("**/trang/send*", lambda route: route.abort())
    lan.say("đừng mất nhé")
    expect(lan.page.get_by_role("status").filter(has_text="mất kết nối")).to_be_visible()
    expect(lan.page.get_by_role("textbox", name="Tin nhắn")).to_have_value("đừng mất nhé")


def test_an_own_message_is_deleted_for_everybody(bot: ScriptedBot, seating: Seating) -> None:
    thu, dung = seating(bot.url, "thu", "Cán bộ trực"), seating(bot.url, "dung", "Cán bộ trực")
    thu.say("nhầm nhóm rồi")
    expect(dung.message("nhầm nhóm rồi")).to_be_visible()
    thu.message("nhầm nhóm rồi").hover()
    thu.message("nhầm nhóm rồi").get_by_role("button", name="Việc với tin nhắn này").click()
    thu.page.get_by_role("menuitem", name="Xóa").click()
    expect(dung.messages.filter(has_text="nhầm nhóm rồi")).to_have_count(0)


def test_a_chat_that_has_begun_never_offers_to_begin(bot: ScriptedBot, lan: Seat) -> None:
    held: list[Route] = []
    lan.page.route("**/trang/thay-doi*", lambda route: held.append(route), times=1)
    with lan.page.expect_request("**/trang/thay-doi*"):
        lan.page.reload()
    expect(lan.page.get_by_role("heading", name="Hỏi Đáp Số")).to_be_visible()
    expect(lan.page.get_by_role("button", name="BẮT ĐẦU")).to_be_hidden()
    held.pop().continue_()
    expect(lan.message("/start")).to_be_visible()


def test_a_screen_reader_hears_who_says_what(bot: ScriptedBot, lan: Seat) -> None:
    bot.call("sendMessage", chat_id=LAN, text="Chào Lan")
    lan.say("chào bot")
    expect(lan.message("Chào Lan")).to_contain_text("Hỏi Đáp Số: Chào Lan")
    expect(lan.message("chào bot")).to_contain_text("Bạn: chào bot")


def test_what_is_new_elsewhere_stands_in_the_title(bot: ScriptedBot, seating: Seating) -> None:
    thu, dung = seating(bot.url, "thu", "Cán bộ trực"), seating(bot.url, "dung")
    thu.say("Có ai không?")
    expect(dung.page).to_have_title("(1) Dũng Phan: dùng thử Hỏi Đáp Số")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_accessibility_scan_finds_nothing_serious_in_all_that_can_be_open(
    bot: ScriptedBot, seating: Seating, scheme: str
) -> None:
    bot.call("setMyCommands", commands=[{"command": "chude", "description": "Chủ đề"}])
    lan = seating(bot.url, "lan", color_scheme=scheme)
    bot.next_message()
    html = "<b>đậm</b> <code>mã</code> <pre>x</pre> <tg-spoiler>che</tg-spoiler> <blockquote>trích</blockquote> /chude"
    press = [{"text": "Một", "callback_data": "1"}, {"text": "Mở", "url": "https://danang.gov.vn/"}]
    bot.call("sendMessage", chat_id=LAN, text=html, parse_mode="HTML", reply_markup=keys(press))
    bot.call("sendPhoto", chat_id=LAN, photo=small_png(300, 200), caption="Ảnh của bot")
    bot.call("sendDocument", chat_id=LAN, document=b"%PDF-1.4", caption="Tệp của bot")
    lan.say("câu của tôi dichvucong.gov.vn")
    expect(lan.message("câu của tôi")).to_be_visible()
    lan.page.get_by_role("button", name="Các lệnh").click()
    expect(lan.page.get_by_role("option", name="/chude")).to_be_focused()
    assert serious_findings(lan.page) == []
    lan.page.keyboard.press("Escape")
    lan.message("câu của tôi").get_by_role("button", name="Việc với tin nhắn này").press("Enter")
    lan.page.get_by_role("menuitem", name="Trả lời").press("Enter")
    expect(lan.page.get_by_text("Trả lời: câu của tôi")).to_be_visible()
    lan.message("Ảnh của bot").get_by_role("button", name="Việc với tin nhắn này").press("Enter")
    assert serious_findings(lan.page) == []
    lan.page.get_by_role("menuitem", name="Chuyển tiếp").press("Enter")
    expect(lan.page.get_by_role("dialog", name="Chuyển tiếp tới")).to_be_visible()
    assert serious_findings(lan.page) == []
