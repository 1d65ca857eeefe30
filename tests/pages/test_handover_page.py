"""The tour with staff, in a real browser: a question goes unanswered, staff answer it, it comes back."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.pages.browser import DESKTOP
from tests.pages.conftest import Sit

QUESTION = "quán bún bò nào ngon gần cầu Rồng"


def test_a_question_goes_to_staff_and_comes_back_answered(sit: Sit) -> None:
    lan, thu = sit("lan"), sit("thu", "Cán bộ trực", viewport=DESKTOP)
    lan.say(QUESTION)
    lan.messages.last.get_by_role("button", name="Hỏi cán bộ").click()
    preview = lan.message("Gửi câu hỏi này cho cán bộ?")
    preview.get_by_role("button", name="Gửi", exact=True).click()
    expect(lan.messages.last).to_contain_text("Đã gửi cán bộ")
    thu.message(QUESTION).get_by_role("button", name="Trả lời", exact=True).click()
    expect(thu.page.get_by_text("Trả lời: Thu: trả lời tin này")).to_be_visible()
    thu.say("Câu này ngoài phần việc của chúng tôi, bạn hỏi người quanh đó nhé.")
    expect(thu.message("đã gửi cho người hỏi")).to_be_visible()
    answer = lan.message("Cán bộ trả lời")
    expect(answer).to_contain_text("bạn hỏi người quanh đó nhé")
    answer.get_by_role("button", name="👍").click()
    thu.message("đã gửi cho người hỏi").get_by_role("button", name="Đóng câu này").click()
    expect(lan.message("đã đóng")).to_be_visible()
