"""make pictures: the page as people see it, into docs/pictures/."""

from __future__ import annotations

import io

from PIL import Image
from playwright.sync_api import Browser, expect

from tests.pages.browser import DESKTOP, NARROW, PHONE, ROOT, Seat, Trying, browser

FOLDER = ROOT / "docs" / "pictures"
COLOURS = 128
"""Enough for a page that is nearly all text; a third of the bytes."""


def main() -> None:
    """Makes every picture. Raises RuntimeError without a Chromium."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    running = Trying()
    try:
        with browser() as started:
            _greeting(started, running.url)
            _answer(started, running.url, "tra-loi", "light", PHONE, "cks la j z ad")
            _answer(started, running.url, "tra-loi-toi", "dark", NARROW, "mat can cuoc lam lai het bao nhieu tien z")
            _desktop(started, running.url)
            _handover(started, running.url)
    finally:
        running.stop()
    print(*sorted(str(path.relative_to(ROOT)) for path in FOLDER.glob("*.png")), sep="\n")


def _seat(started: Browser, url: str, who: str, chat: str, scheme: str, size: dict[str, int]) -> Seat:
    context = started.new_context(
        viewport={"width": size["width"], "height": size["height"]},
        color_scheme="dark" if scheme == "dark" else "light",
        locale="vi-VN",
        timezone_id="Asia/Ho_Chi_Minh",
        device_scale_factor=1.5,
    )
    page = context.new_page()
    page.goto(f"{url}?la={who}")
    return Seat(page).open(chat)


def _greeting(started: Browser, url: str) -> None:
    seat = _seat(started, url, "lan", "Hỏi Đáp Số", "light", PHONE)
    seat.begin()
    expect(seat.message("Chào bạn")).to_be_visible()
    _shoot(seat, "loi-chao")


def _answer(started: Browser, url: str, name: str, scheme: str, size: dict[str, int], question: str) -> None:
    seat = _seat(started, url, "lan", "Hỏi Đáp Số", scheme, size)
    seat.begin()
    expect(seat.messages.last).to_be_visible()
    before = seat.messages.count()
    seat.say(question)
    expect(seat.messages).to_have_count(before + 2)
    _shoot(seat, name)


def _desktop(started: Browser, url: str) -> None:
    seat = _seat(started, url, "hanh", "Tổ công nghệ số", "light", DESKTOP)
    seat.say("/hoi quét mã QR trả tiền thế nào")
    expect(seat.messages.last.get_by_text("Xem thêm ở tin riêng")).to_be_visible()
    _shoot(seat, "may-tinh")


def _handover(started: Browser, url: str) -> None:
    """A question at the staff's and, answered, back at the resident's."""
    lan, thu = (
        _seat(started, url, who, chat, "light", PHONE) for who, chat in (("lan", "Hỏi Đáp Số"), ("thu", "Cán bộ trực"))
    )
    lan.begin()
    lan.say("loa phường báo tiêm phòng lúc mấy giờ")
    lan.messages.last.get_by_role("button", name="Hỏi cán bộ").click()
    lan.messages.last.get_by_role("button", name="Gửi", exact=True).click()
    thu.messages.last.get_by_role("button", name="Trả lời", exact=True).click()
    expect(thu.page.get_by_text("Trả lời: Thu: trả lời tin này")).to_be_visible()
    thu.say("Loa phát lúc 17 giờ. Đợt này bạn đưa bé đến trạm y tế phường sáng thứ Bảy nhé.")
    expect(thu.message("đã gửi cho người hỏi")).to_be_visible()
    expect(lan.message("Cán bộ trả lời")).to_be_visible()
    _shoot(thu, "can-bo")
    _shoot(lan, "can-bo-tra-loi")


def _shoot(seat: Seat, name: str) -> None:
    seat.page.mouse.move(0, 0)
    shot = Image.open(io.BytesIO(seat.page.screenshot(animations="disabled", caret="hide")))
    few_colours = shot.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    few_colours.save(FOLDER / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
