"""The list in the staff group: every week, by /hethan, its pages, its two buttons."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest

from bot.sandbox import Group, Message, Person
from bot.sandbox.keyboards import Button
from bot.services import Services
from bot.store.publishing_records import Kind
from bot.weekly import run_due
from tests.bot.conftest import NOW, Settled
from tests.bot.editing.conftest import EDITED, PATIENCE, Stage, Watching
from tests.intents.content.conftest import ARTICLE, FACTS

ENDED = FACTS.replace("valid_from = 2025-07-01\n", "valid_from = 2025-07-01\nvalid_until = 2026-10-31\n")
CHECKED = ARTICLE.replace("checked_by:", "checked_by: Công chức hộ tịch")


async def listing(stage: Stage) -> Message:
    asking = stage.thu.send("/hethan")
    return await stage.thu.wait_for(lambda message: message.reply_to is asking)


def number_of(shown: Message, title: str) -> int:
    """The number under which the list names it."""
    line = next(line for line in shown.text.split("\n") if line.partition(". ")[2].startswith(title))
    return int(line.split(".")[0])


async def confirmed(stage: Stage, shown: Message, title: str) -> None:
    """Presses "Vẫn đúng" of a line and waits until the list says so."""
    await stage.thu.press(shown, f"{number_of(shown, title)}. Vẫn đúng").answered()
    await stage.thu.wait_for(lambda message: message is shown and "✓" in message.text, timeout=PATIENCE)


def extra_articles(root: Path, count: int) -> None:
    for number in range(count):
        text = ARTICLE.replace("căn cước", f"giấy số {number} màu xanh").replace("Hết {{phi}}.", "Không mất tiền.")
        (root / f"vi/dich-vu-cong/bai-{number}.md").write_text(text, encoding="utf-8")


async def test_the_list_says_how_much_there_is_and_names_each_with_two_buttons(bot: Services, stage: Stage) -> None:
    shown = await listing(stage)
    assert "2 bài chưa có cán bộ duyệt\n1 danh bạ có dòng cũ" in shown.text
    assert "1. Làm căn cước\nChưa có cán bộ nào duyệt." in shown.text
    assert "Danh bạ tuyen-pho\n1 dòng có nguồn cũ hơn một năm, cũ nhất là 01/06/2024." in shown.text
    assert shown.labels == ["1. Sửa", "1. Vẫn đúng", "2. Sửa", "2. Vẫn đúng", "3. Sửa"]


async def test_still_true_is_live_signed_by_the_role_and_can_be_taken_back(
    bot: Services, stage: Stage, group: Group, thu: Person
) -> None:
    group.entitle(thu, "Công chức hộ tịch")
    shown = await listing(stage)
    await confirmed(stage, shown, "Làm căn cước")
    assert "✓ Công chức hộ tịch xác nhận: vẫn đúng. Hẹn xem lại" in shown.text
    assert "/hoantac can-cuoc" in shown.text
    assert shown.labels == ["2. Sửa", "2. Vẫn đúng", "3. Sửa"]
    assert "checked_by: Công chức hộ tịch" in stage.text()
    assert "updated: 2026-11-24" in stage.text()
    stage.thu.send("/hoantac can-cuoc")
    preview = await stage.thu.wait_for(lambda message: "Hủy" in message.labels, timeout=PATIENCE)
    await stage.published(preview)
    assert stage.text() == ARTICLE


async def test_residents_see_at_once_that_it_was_checked(bot: Services, stage: Stage) -> None:
    before, loaded = bot.served, asyncio.Event()
    bot.on_serve.append(loaded.set)
    await confirmed(stage, await listing(stage), "Làm căn cước")
    async with asyncio.timeout(PATIENCE):
        await loaded.wait()
    assert bot.served != before
    asked = stage.lan.send("mất căn cước thì sao")
    answer = await stage.lan.wait_for(lambda message: message.reply_to is asked)
    assert "Cán bộ phụ trách nội dung duyệt ngày 24/11/2026" in answer.text


async def test_somebody_elses_click_after_it_is_done_says_by_whom(bot: Services, stage: Stage) -> None:
    shown = await listing(stage)
    button = shown.button(f"{number_of(shown, 'Làm căn cước')}. Vẫn đúng")
    await confirmed(stage, shown, "Làm căn cước")
    text = stage.text()
    answer = await stage.dung.press(shown, button).answered()
    assert "Cán bộ phụ trách nội dung xác nhận: vẫn đúng" in answer.text
    assert stage.text() == text


async def test_two_clicks_at_once_make_one_version(bot: Services, stage: Stage) -> None:
    shown = await listing(stage)
    button = shown.button(f"{number_of(shown, 'Làm căn cước')}. Vẫn đúng")
    first, second = stage.thu.press(shown, button), stage.dung.press(shown, button)
    await first.answered()
    await second.answered()
    await stage.thu.wait_for(lambda message: message is shown and "✓" in message.text, timeout=PATIENCE)
    assert bot.desk is not None
    file = await bot.desk.editing.publisher.find("can-cuoc")
    assert file is not None
    versions = await bot.desk.editing.publisher.versions(file)
    assert [one.kind for one in versions if one.kind is not Kind.OUTSIDE] == [Kind.CONFIRM]


async def test_what_was_edited_meanwhile_has_to_be_read_first(bot: Services, stage: Stage) -> None:
    shown = await listing(stage)
    await stage.published(await stage.sent_back(stage.dung, EDITED.replace("checked_by:", 'checked_by: ""')))
    (stage.root / "vi/dich-vu-cong/can-cuoc.md").write_text(EDITED, encoding="utf-8")
    label = f"{number_of(shown, 'Làm căn cước')}. Vẫn đúng"
    await stage.thu.press(shown, label).answered()
    told = await stage.thu.wait_for(
        lambda message: "vừa được sửa sau khi có danh sách" in message.text, timeout=PATIENCE
    )
    assert told.reply_to is shown
    assert label in shown.labels
    await confirmed(stage, shown, "Làm căn cước")
    assert "hoặc xã" in stage.text()


async def test_edit_sends_the_file_as_the_command_does(bot: Services, stage: Stage) -> None:
    shown = await listing(stage)
    await stage.thu.press(shown, f"{number_of(shown, 'Làm căn cước')}. Sửa").answered()
    given = await stage.thu.wait_for(lambda message: message.file is not None)
    assert given.file is not None
    assert given.file.name == "can-cuoc.md"
    document = stage.thu.send_document(EDITED.encode(), "can-cuoc.md", reply_to=given)
    await stage.published(await stage.preview(stage.thu, document))


async def test_the_file_of_facts_comes_with_the_place_to_look_at(watching: Watching, stage: Stage) -> None:
    (stage.root / "vi/facts.toml").write_text(ENDED, encoding="utf-8")
    async with watching() as services:
        shown = await listing(stage)
        await stage.thu.press(shown, "1. Sửa").answered()
        given = await stage.thu.wait_for(lambda message: message.file is not None)
    (fact,) = services.responder.content.facts.values()
    assert f"Chỗ cần xem: dòng {fact.line}, mã {fact.id}." in given.text
    assert ENDED.splitlines()[fact.line - 1] == f"[{fact.id}]"


async def test_a_fee_that_has_ended_is_on_top_and_asks_until_when(watching: Watching, stage: Stage) -> None:
    (stage.root / "vi/facts.toml").write_text(ENDED, encoding="utf-8")
    async with watching():
        await until_when(stage)


async def until_when(stage: Stage) -> None:
    shown = await listing(stage)
    assert "1. 35.000 đồng\nĐã hết ngày 31/10/2026" in shown.text
    assert "Trong bài “Làm căn cước”, mã " in shown.text
    await stage.thu.press(shown, "1. Vẫn đúng").answered()
    await stage.thu.wait_for(lambda message: message is shown and "‹ Quay lại" in message.labels)
    assert shown.labels == ["Đến hết 31/12/2026", "Đến hết 30/06/2027", "Đến hết 31/12/2027", "‹ Quay lại"]
    await stage.thu.press(shown, "‹ Quay lại").answered()
    await stage.thu.wait_for(lambda message: message is shown and "1. Vẫn đúng" in message.labels)
    await stage.thu.press(shown, "1. Vẫn đúng").answered()
    await stage.thu.wait_for(lambda message: message is shown and "‹ Quay lại" in message.labels)
    await stage.thu.press(shown, "Đến hết 30/06/2027").answered()
    await stage.thu.wait_for(
        lambda message: message is shown and "còn đúng đến hết 30/06/2027" in message.text, PATIENCE
    )
    assert "valid_until = 2027-06-30" in stage.text("facts.toml")


async def test_never_more_than_five_at_a_time(watching: Watching, stage: Stage) -> None:
    extra_articles(stage.root, 9)
    async with watching():
        shown = await listing(stage)
        assert sum("Vẫn đúng" in label for label in shown.labels) == 5
        assert shown.labels[-1] == "Xem tiếp ›"
        await stage.thu.press(shown, "Xem tiếp").answered()
        await stage.thu.wait_for(lambda message: message is shown and "Trang 2/3" in message.text)
        assert shown.labels[-2:] == ["‹ Trang trước", "Xem tiếp ›"]
        await stage.thu.press(shown, "‹ Trang trước").answered()
        await stage.thu.wait_for(lambda message: message is shown and "Trang 1/3" in message.text)


async def test_the_buttons_work_after_a_restart(watching: Watching, stage: Stage) -> None:
    async with watching():
        shown = await listing(stage)
    async with watching():
        await confirmed(stage, shown, "Làm căn cước")


async def test_what_was_pressed_and_not_written_is_written_after_the_next_start(
    watching: Watching, stage: Stage
) -> None:
    async with watching():
        shown = await listing(stage)
        await stage.thu.press(shown, f"{number_of(shown, 'Làm căn cước')}. Vẫn đúng").answered()
    async with watching():
        await stage.thu.wait_for(lambda message: message is shown and "✓" in message.text, timeout=PATIENCE)
    assert "checked_by: Cán bộ phụ trách nội dung" in stage.text()


async def test_the_group_goes_on_while_several_are_written(bot: Services, stage: Stage) -> None:
    shown = await listing(stage)
    for label in ("1. Vẫn đúng", "2. Vẫn đúng"):
        assert "Đã nhận" in (await stage.thu.press(shown, label).answered()).text
    assert shown.text.count("đang kiểm tra và ghi…") + shown.text.count("✓") == 2
    stage.dung.send("/choxuly")
    await stage.dung.wait_for(lambda message: "Không có câu nào" in message.text or "đang mở" in message.text)
    await stage.thu.wait_for(lambda message: message is shown and message.text.count("✓") == 2, timeout=PATIENCE)


async def test_a_press_under_a_list_that_is_no_longer_stored_says_how_to_get_one(
    bot: Services, stage: Stage, settled: Settled
) -> None:
    shown = await listing(stage)
    await settled()
    bot.clock = lambda: NOW + timedelta(days=61)
    assert bot.desk is not None
    await bot.desk.tick()
    assert "/hethan" in (await stage.thu.press(shown, "1. Vẫn đúng").answered()).text


@pytest.mark.parametrize("data", ["sll:v:99", "sll:u:99:2027-06-30", "sll:e:99"])
async def test_a_line_that_the_list_does_not_have_does_nothing(bot: Services, stage: Stage, data: str) -> None:
    shown = await listing(stage)
    forged = Button("Giả", 0, 0, callback_data=data)
    assert "/hethan" in (await stage.thu.press(shown, forged).answered()).text


async def test_only_members_of_the_group_may_press(bot: Services, stage: Stage, group: Group, dung: Person) -> None:
    shown = await listing(stage)
    group.leave(dung)
    assert "không còn dùng được" in (await stage.dung.press(shown, "1. Vẫn đúng").answered()).text
    assert stage.text() == ARTICLE


async def test_residents_have_no_list(bot: Services, stage: Stage) -> None:
    stage.lan.send("/hethan")
    assert "xem lại" not in (await stage.lan.next_bot_message()).text


async def test_the_group_gets_the_list_every_week(bot: Services, stage: Stage) -> None:
    await run_due(bot)
    bot.clock = lambda: NOW + timedelta(days=7)
    await run_due(bot)
    await stage.thu.wait_for(lambda message: message.text.startswith("Việc cần xem lại tuần này"))
    await run_due(bot)
    assert sum("Việc cần xem lại tuần này" in one.text for one in stage.thu.bot_messages) == 1


async def test_when_all_is_well_it_says_so(watching: Watching, stage: Stage) -> None:
    for name in ("can-cuoc", "khai-sinh"):
        path = stage.root / f"vi/dich-vu-cong/{name}.md"
        path.write_text(path.read_text("utf-8").replace("checked_by:", "checked_by: Công chức hộ tịch"), "utf-8")
    (stage.root / "vi/danh-ba/tuyen-pho.csv").unlink()
    async with watching():
        assert "Không có gì phải xem lại" in (await listing(stage)).text
