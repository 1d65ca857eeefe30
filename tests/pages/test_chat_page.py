"""The chat page in a real browser, against the real bot: what a person sees and does."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest
from playwright.sync_api import expect

from bot.sandbox import small_png
from tests.pages.browser import DESKTOP, NARROW, PHONE, Seat, Trying, serious_findings
from tests.pages.conftest import Sit


def asked(seat: Seat, question: str = "cks la gi") -> None:
    """Asks, and waits for the answer below: people's chats go on from test to test."""
    expect(seat.messages.last).to_be_visible()
    before = seat.messages.count()
    seat.say(question)
    expect(seat.messages).to_have_count(before + 2)
    expect(seat.messages.last).to_contain_text("Chữ ký số là gì")


def test_a_typed_question_is_answered(sit: Sit) -> None:
    seat = sit()
    asked(seat)
    answer = seat.messages.last
    expect(answer.locator(".text b").first).to_have_text("Chữ ký số là gì")
    expect(answer.get_by_role("link").first).to_have_attribute("rel", "noopener noreferrer")


def test_the_greeting_fits_the_phone_and_its_suggestions_work(sit: Sit) -> None:
    seat = sit("thu")
    greeting = seat.message("Chào bạn")
    expect(greeting).to_be_visible()
    box = greeting.bounding_box()
    assert box is not None
    assert box["height"] < PHONE["height"] - 120
    greeting.get_by_role("button", name="Nộp hồ sơ qua mạng").click()
    expect(seat.message("dichvucong.gov.vn")).to_be_visible()


def test_buttons_edit_the_answer_in_place(sit: Sit) -> None:
    seat = sit()
    asked(seat)
    answer = seat.messages.last
    count = seat.messages.count()
    answer.get_by_role("button", name="Xem đầy đủ").click()
    expect(answer.get_by_role("button", name="Xem đầy đủ")).to_have_count(0)
    expect(seat.message("Nguồn")).to_be_visible()
    assert seat.messages.count() == count


def test_a_thumb_is_thanked_for_in_passing(sit: Sit) -> None:
    seat = sit()
    asked(seat)
    seat.messages.last.get_by_role("button", name="👍").click()
    expect(seat.page.locator("#toast")).to_contain_text("Cảm ơn")


def test_the_command_menu_leads_through_topics_to_an_article_and_back(sit: Sit) -> None:
    seat = sit()
    seat.page.get_by_role("button", name="Các lệnh").click()
    seat.page.get_by_role("option", name="/chude").click()
    expect(seat.message("Bạn cần hỏi về việc gì?")).to_be_visible()
    menu, keys = seat.messages.last, seat.messages.last.locator(".key")
    menu.get_by_role("button", name="Chữ ký số").click()
    expect(menu).to_contain_text("Chữ ký số (trang 1/")
    menu.get_by_role("button", name="Trang sau").click()
    expect(menu).to_contain_text("(trang 2/")
    title = keys.first.inner_text()
    keys.first.click()
    expect(menu.locator(".text b").first).to_have_text(title)
    menu.get_by_role("button", name="Quay lại").click()
    expect(menu).to_contain_text("(trang 2/")
    menu.get_by_role("button", name="Các chủ đề").click()
    expect(menu).to_contain_text("Bạn cần hỏi về việc gì?")


def test_an_own_message_is_edited_and_the_answer_follows(sit: Sit) -> None:
    seat = sit("dung")
    seat.say("chữ ký số là gì")
    expect(seat.message("Ảnh chụp hay bản quét")).to_be_visible()
    mine = seat.messages.filter(has_text="chữ ký số là gì").nth(-2)
    mine.hover()
    mine.get_by_role("button", name="Việc với tin nhắn này").click()
    seat.page.get_by_role("menuitem", name="Sửa").click()
    seat.say("tổ công nghệ số là gì")
    expect(seat.message("đã sửa")).to_contain_text("tổ công nghệ số là gì")
    expect(seat.messages.last).to_contain_text("nhóm người tự nguyện")


def test_a_reply_shows_what_it_replies_to(sit: Sit) -> None:
    seat = sit()
    asked(seat)
    expect(seat.messages.last.locator(".reply")).to_contain_text("cks la gi")


def test_a_message_is_forwarded_to_another_chat(sit: Sit) -> None:
    seat = sit("hanh", "Tổ công nghệ số")
    seat.say("cho hoi mat can cuoc lam lai o dau")
    message = seat.message("mat can cuoc")
    message.hover()
    message.get_by_role("button", name="Việc với tin nhắn này").click()
    seat.page.get_by_role("menuitem", name="Chuyển tiếp").click()
    seat.page.get_by_role("dialog", name="Chuyển tiếp tới").get_by_role("button", name="Hỏi Đáp Số").click()
    expect(seat.message("Chuyển tiếp từ")).to_contain_text("mat can cuoc")
    expect(seat.messages.last).to_contain_text("thẻ căn cước")


def test_two_windows_talk_to_each_other(sit: Sit) -> None:
    thu, dung = sit("thu", "Cán bộ trực"), sit("dung", "Cán bộ trực")
    thu.say("Trưa nay ai trực?")
    expect(dung.message("Trưa nay ai trực?")).to_contain_text("Thu")
    dung.say("Tôi trực nhé.")
    expect(thu.message("Tôi trực nhé.")).to_contain_text("Dũng")


def test_new_messages_elsewhere_are_counted(sit: Sit) -> None:
    thu, dung = sit("thu", "Cán bộ trực"), sit("dung", None)
    expect(dung.page.get_by_role("navigation").get_by_role("button", name="Cán bộ trực")).to_be_visible()
    thu.say("Có ai không?")
    expect(dung.page.get_by_role("button", name="Cán bộ trực, 1 tin mới")).to_be_visible()


def test_a_photo_and_a_file_are_sent_and_shown(sit: Sit, tmp_path: Path) -> None:
    photo, paper = tmp_path / "anh.png", tmp_path / "to-khai.pdf"
    photo.write_bytes(small_png(200, 120))
    paper.write_bytes(b"%PDF-1.4 " + b"x" * 3000)
    seat = sit("minh")
    for file in (photo, paper):
        with seat.page.expect_file_chooser() as chooser:
            seat.page.get_by_role("button", name="Gửi ảnh hoặc tệp").click()
        chooser.value.set_files(file)
    expect(seat.page.get_by_role("log").get_by_role("img").first).to_be_visible()
    expect(seat.message("to-khai.pdf")).to_contain_text("3 kB")
    expect(seat.messages.last).to_contain_text("Only written text")


def test_a_residents_words_are_never_markup(sit: Sit) -> None:
    seat = sit()
    seat.say("<img src=x onerror=alert(1)> **đậm** là gì")
    expect(seat.message("<img src=x onerror=alert(1)>")).to_contain_text("**đậm**")


@pytest.mark.parametrize("viewport", [NARROW, DESKTOP], ids=["360", "desktop"])
def test_nothing_sticks_out_sideways(sit: Sit, viewport: dict[str, int]) -> None:
    seat = sit(viewport=viewport)
    asked(seat)
    wide = seat.page.evaluate("document.documentElement.scrollWidth - innerWidth")
    inside = seat.page.locator("#scroll").evaluate("scroll => scroll.scrollWidth - scroll.clientWidth")
    assert (wide, inside) == (0, 0)


def test_on_a_desktop_chats_and_chat_stand_side_by_side(sit: Sit) -> None:
    seat = sit(viewport=DESKTOP)
    expect(seat.page.get_by_role("navigation")).to_be_visible()
    expect(seat.page.get_by_role("textbox", name="Tin nhắn")).to_be_visible()


def test_the_keyboard_reaches_everything(sit: Sit) -> None:
    seat = sit()
    asked(seat)
    answer = seat.messages.last
    answer.get_by_role("button", name="Việc với tin nhắn này").focus()
    seat.page.keyboard.press("Enter")
    expect(seat.page.get_by_role("menuitem", name="Trả lời")).to_be_focused()
    seat.page.keyboard.press("Escape")
    expect(answer.get_by_role("button", name="Việc với tin nhắn này")).to_be_focused()
    seat.page.keyboard.press("Tab")
    assert seat.page.evaluate("document.activeElement.className") == "key"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [NARROW, DESKTOP], ids=["360", "desktop"])
def test_the_accessibility_scan_finds_nothing_serious(sit: Sit, scheme: str, viewport: dict[str, int]) -> None:
    seat = sit(color_scheme=scheme, viewport=viewport)
    asked(seat)
    assert serious_findings(seat.page) == []


def test_the_first_view_of_chats_has_nothing_serious_either(sit: Sit) -> None:
    seat = sit("dung", None)
    expect(seat.page.get_by_role("navigation").get_by_role("button", name="Cán bộ trực")).to_be_visible()
    assert serious_findings(seat.page) == []


def test_dark_is_dark(sit: Sit) -> None:
    seat = sit(color_scheme="dark")
    assert seat.page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(23, 33, 43)"
    seat.page.get_by_role("button", name="Về danh sách").click()
    seat.page.get_by_role("button", name="Đổi nền").click()
    assert seat.page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"


def test_english_telegram_sees_english_buttons(sit: Sit) -> None:
    seat = sit("minh")
    seat.say("cks la gi")
    expect(seat.messages.last.get_by_role("button", name="See all")).to_be_visible()


def test_nothing_is_fetched_from_elsewhere(sit: Sit) -> None:
    seat = sit(chat=None)
    foreign: list[str] = []
    host = seat.page.url.split("/")[2]
    seat.page.on("request", lambda request: foreign.append(request.url) if host not in request.url else None)
    seat.page.reload()
    seat.open("Hỏi Đáp Số")
    seat.begin()
    asked(seat)
    assert [url for url in foreign if not url.startswith("data:")] == []


def test_another_site_cannot_act(sit: Sit) -> None:
    seat = sit()
    url = seat.page.url.split("?")[0]
    plain = seat.page.request.post(f"{url}trang/send?la=lan", data={"chat": 1001, "text": "x"})
    assert plain.status == 403
    disguised = seat.page.request.get(f"{url}trang/toi?la=lan", headers={"Host": "evil.example"})
    assert disguised.status == 403


def test_a_bot_that_dies_is_said_and_comes_back_with_the_answer(sit: Sit, trying: Trying) -> None:
    seat = sit()
    os.kill(trying.bot, signal.SIGKILL)
    expect(seat.page.get_by_role("alert")).to_contain_text("Bot đang tắt")
    seat.say("lý lịch tư pháp xin ở đâu")
    expect(seat.message("Phiếu lý lịch tư pháp")).to_be_visible(timeout=60_000)
    expect(seat.page.get_by_role("alert")).to_be_hidden()
