"""Staff change a fact on the phone, in a real browser: the file comes, goes back as a reply, is shown, is dropped."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import expect

from tests.pages.conftest import Sit

CHECKED_WITHIN = 120_000
"""Milliseconds that the check of all content may take on a busy machine."""


def test_a_fact_is_edited_shown_and_dropped_again(sit: Sit, tmp_path: Path) -> None:
    thu = sit("thu", "Cán bộ trực")
    thu.say("/sua facts")
    given = thu.message("Tải tệp về")
    with thu.page.expect_download() as saved:
        given.get_by_role("link", name="facts.toml").click()
    text = Path(saved.value.path()).read_text(encoding="utf-8")
    (tmp_path / "facts.toml").write_text(text.replace("đồng", "VND", 1), encoding="utf-8")
    given.hover()
    given.get_by_role("button", name="Việc với tin nhắn này").click()
    thu.page.get_by_role("menuitem", name="Trả lời").click()
    thu.page.get_by_label("Ảnh hoặc tệp", exact=True).set_input_files(tmp_path / "facts.toml")
    preview = thu.messages.filter(has_text="Sửa: facts.toml")
    expect(preview).to_be_visible(timeout=CHECKED_WITHIN)
    expect(preview).to_contain_text("VND")
    preview.get_by_role("button", name="Hủy").click()
    expect(thu.message("Đã hủy, không đăng gì: facts.toml")).to_be_visible()
