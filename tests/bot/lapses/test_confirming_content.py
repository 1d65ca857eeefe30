"""What is confirmed stands in its file with day and role, as a version of its own; or it is said why it does not."""

from __future__ import annotations

from datetime import date

import pytest

from bot.lapses.confirming import Confirmation, How, confirm
from bot.lapses.listing import Item, file_of, listed
from bot.store.publishing_records import Kind
from intents.content.lapses import LapseKind
from intents.content.loader import load_or_raise
from intents.content.model import Content
from tests.bot.publishing.conftest import ROLE, Desk, desk, published
from tests.intents.content.conftest import ARTICLE, FACTS

__all__ = ["desk"]
TODAY = date(2026, 11, 28)
ENDING = FACTS.replace("valid_from = 2025-07-01\n", "valid_from = 2025-07-01\nvalid_until = 2026-12-31\n")
ENDED = ENDING.replace("2026-12-31", "2026-10-31").replace("35.000 đồng", "35.000 đồng (đến hết 31/10/2026)")


def content_of(desk: Desk) -> Content:
    return load_or_raise(desk.root)


def item_of(desk: Desk, item_id: str) -> Item:
    return next(one for one in listed(content_of(desk), TODAY, {}).items if one.id == item_id)


async def confirmed(desk: Desk, item: Item, until: date | None = None) -> Confirmation:
    file = file_of(item, content_of(desk))
    assert file is not None
    return await confirm(desk.publisher, item, file, ROLE, TODAY, until)


def write(desk: Desk, name: str, text: str) -> None:
    (desk.root / "vi" / name).write_text(text, encoding="utf-8")


async def test_an_article_gets_day_role_and_next_review_and_can_be_taken_back(desk: Desk) -> None:
    before = desk.text("dich-vu-cong/can-cuoc.md")
    came = await confirmed(desk, item_of(desk, "can-cuoc"))
    assert (came.how, came.day) == (How.DONE, date(2027, 5, 5))
    article = content_of(desk).articles["can-cuoc"]
    assert (article.updated, article.checked_by, article.review_by) == (TODAY, ROLE, date(2027, 5, 5))
    publisher = desk.publisher
    found = await publisher.find("can-cuoc")
    assert found is not None
    (version,) = [one for one in await publisher.versions(found) if one.kind is Kind.CONFIRM]
    assert version.role == ROLE
    undo = await publisher.undo(found, role=ROLE)
    await publisher.weigh(undo)
    await publisher.publish(undo, ROLE)
    assert desk.text("dich-vu-cong/can-cuoc.md") == before


async def test_a_second_click_finds_it_done(desk: Desk) -> None:
    item = item_of(desk, "can-cuoc")
    await confirmed(desk, item)
    text = desk.text("dich-vu-cong/can-cuoc.md")
    came = await confirmed(desk, item)
    assert (came.how, came.role, came.day) == (How.ALREADY, ROLE, TODAY)
    assert desk.text("dich-vu-cong/can-cuoc.md") == text


async def test_what_was_edited_meanwhile_is_to_be_read_first(desk: Desk) -> None:
    item = item_of(desk, "can-cuoc")
    write(desk, "dich-vu-cong/can-cuoc.md", ARTICLE.replace("công an phường", "công an xã"))
    came = await confirmed(desk, item)
    assert came.how is How.CHANGED
    assert "checked_by:\n" in desk.text("dich-vu-cong/can-cuoc.md")
    assert came.mark == item_of(desk, "can-cuoc").mark


async def test_a_phrasing_more_changes_nothing_of_what_is_confirmed(desk: Desk) -> None:
    item = item_of(desk, "can-cuoc")
    write(desk, "dich-vu-cong/can-cuoc.md", ARTICLE.replace("  - Đổi thẻ", "  - Rớt mất căn cước\n  - Đổi thẻ"))
    assert (await confirmed(desk, item)).how is How.DONE
    assert "Rớt mất căn cước" in desk.text("dich-vu-cong/can-cuoc.md")


async def test_an_article_that_is_gone_is_no_longer_in_question(desk: Desk) -> None:
    item, content = item_of(desk, "khai-sinh"), content_of(desk)
    (desk.root / "vi/dich-vu-cong/khai-sinh.md").unlink()
    file = file_of(item, content)
    assert file is not None
    assert (await confirm(desk.publisher, item, file, ROLE, TODAY)).how is How.GONE


async def test_a_fee_that_ends_soon_is_confirmed_with_its_end(desk: Desk) -> None:
    write(desk, "facts.toml", ENDING)
    item = item_of(desk, "phi")
    assert item.kind is LapseKind.FACT_ENDS
    came = await confirmed(desk, item)
    assert (came.how, came.day) == (How.DONE, date(2026, 12, 31))
    (value,) = content_of(desk).facts["phi"].values
    assert (value.checked_on, value.checked_by, value.valid_until) == (TODAY, ROLE, date(2026, 12, 31))
    assert "phi" not in [one.id for one in listed(content_of(desk), TODAY, {}).items]
    assert (await confirmed(desk, item)).how is How.ALREADY


async def test_a_fee_that_has_ended_goes_on_until_the_day_that_is_chosen(desk: Desk) -> None:
    write(desk, "facts.toml", ENDED)
    item = item_of(desk, "phi")
    assert item.kind is LapseKind.FACT_OVER
    assert (await confirmed(desk, item, date(2027, 6, 30))).how is How.DONE
    (value,) = content_of(desk).facts["phi"].values
    assert (value.text, value.valid_until) == ("35.000 đồng (đến hết 30/06/2027)", date(2027, 6, 30))


async def test_two_fees_of_one_file_are_confirmed_one_after_the_other(desk: Desk) -> None:
    two = ENDING + ENDING.replace("phi", "phi-gap").replace("35.000", "50.000")
    write(desk, "facts.toml", two)
    write(desk, "dich-vu-cong/can-cuoc.md", ARTICLE.replace("Hết {{phi}}.", "Hết {{phi}}, gấp {{phi-gap}}."))
    first, second = item_of(desk, "phi"), item_of(desk, "phi-gap")
    assert (await confirmed(desk, first)).how is How.DONE
    assert (await confirmed(desk, second)).how is How.DONE
    assert all(one.values[0].checked_on == TODAY for one in content_of(desk).facts.values())


async def test_a_read_only_folder_changes_nothing_and_says_what_to_do(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    item = item_of(desk, "can-cuoc")
    before = desk.text("dich-vu-cong/can-cuoc.md")

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("bot.publishing.folder.write_whole", refuse)
    came = await confirmed(desk, item)
    assert came.how is How.FAILED
    assert "không có quyền ghi" in came.why
    assert desk.text("dich-vu-cong/can-cuoc.md") == before
    monkeypatch.undo()
    assert (await confirmed(desk, item)).how is How.DONE


async def test_an_article_with_an_error_of_its_own_is_to_be_mended_first(desk: Desk) -> None:
    write(desk, "dich-vu-cong/can-cuoc.md", ARTICLE.replace("as_of: 2026-08-15", "as_of: 2020-01-01"))
    item = next(one for one in listed(content_of(desk), TODAY, {}).items if one.id == "can-cuoc")
    came = await confirmed(desk, item)
    assert came.how is How.BY_HAND
    assert "as_of" in came.why


async def test_a_confirmation_stands_beside_an_edit_of_somebody_else(desk: Desk) -> None:
    item = item_of(desk, "can-cuoc")
    await published(desk.publisher, "can-cuoc", ARTICLE.replace("Đổi thẻ căn cước", "Đổi thẻ căn cước ở đâu"), role="")
    assert (await confirmed(desk, item)).how is How.DONE
    assert "Đổi thẻ căn cước ở đâu" in desk.text("dich-vu-cong/can-cuoc.md")
