"""What is hostile, broken, stale or pressed twice; kills, a folder that cannot be written."""

from __future__ import annotations

import asyncio
import errno
import os

import pytest

from bot.sandbox import Group, Person, SandboxServer, Seat, ServerError
from bot.sandbox.keyboards import Button
from bot.services import Services
from bot.staff.editing_presses import AnyEditingPress, EditingPress, SendFile, Step, decode, encode
from bot.store.publishing_records import State
from tests.bot.editing.conftest import EDITED, PATIENCE, Stage, Watching
from tests.intents.content.conftest import ARTICLE

HIS = ARTICLE.replace("  - Đổi thẻ căn cước", "  - Đổi thẻ căn cước\n  - Căn cước hết hạn")
PRESSES: list[AnyEditingPress] = [*(EditingPress(step, 1) for step in Step), SendFile("can-cuoc")]


def forged(press: AnyEditingPress) -> Button:
    return Button("Giả", 0, 0, callback_data=encode(press))


@pytest.mark.parametrize(
    ("caption", "name"),
    [
        ("/sua ../../etc/passwd", "passwd"),
        ("/sua ../../etc/passwd", "can-cuoc.md"),
        ("/sua /etc/passwd", "can-cuoc.md"),
        ("/sua dich-vu-cong/../../../x", "x.md"),
        ("/sua CÁN-CƯỚC\u202e", "x.md"),
        ("/sua README.md", "README.md"),
        ("/sua", "../../x.md"),
        ("/sua can-cuoc", "../can-cuoc.md"),
        ("/sua can-cuoc", "khai-sinh.md"),
    ],
)
async def test_no_name_leads_out_of_the_folder_or_to_another_file(
    bot: Services, stage: Stage, caption: str, name: str
) -> None:
    before = {path: path.read_bytes() for path in stage.root.parent.rglob("*.md")}
    document = stage.thu.send_document(EDITED.encode(), name, caption)
    assert (await stage.refusal(stage.thu, document)).startswith("Chưa nhận: ")
    assert {path: path.read_bytes() for path in stage.root.parent.rglob("*.md")} == before


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"x" * 200_001, "quá 200 kB"),
        (b"\x89PNG\r\n\x1a\n...", "đây là ảnh"),
        (b"\0\1\2", "không phải văn bản UTF-8"),
        (EDITED.encode("utf-16"), "không phải văn bản UTF-8"),
        (EDITED.replace("names: [", "names: &x [").encode(), "dòng 3"),
        (("---\na: &a [" + "*a," * 50 + "]\n---\n").encode(), "dòng 2"),
        (b"khong co phan dau", "thiếu dòng ---"),
        (ARTICLE.encode(), "giống hệt bản đang dùng"),
    ],
)
async def test_what_cannot_be_content_is_refused_with_a_reason(
    bot: Services, stage: Stage, data: bytes, said: str
) -> None:
    given = await stage.file(stage.thu, "can-cuoc")
    document = stage.thu.send_document(data, "can-cuoc.md", reply_to=given)
    assert said in await stage.refusal(stage.thu, document)
    assert stage.text() == ARTICLE


async def test_a_renamed_file_is_refused_and_it_is_said_why(bot: Services, stage: Stage) -> None:
    given = await stage.file(stage.thu, "can-cuoc")
    document = stage.thu.send_document(EDITED.encode(), "can-cuoc-moi.md", reply_to=given)
    assert "tên tệp đã đổi từ “can-cuoc.md” thành “can-cuoc-moi.md”" in await stage.refusal(stage.thu, document)


async def test_an_id_in_the_front_matter_is_an_error_to_mend(bot: Services, stage: Stage) -> None:
    given = await stage.file(stage.thu, "can-cuoc")
    text = EDITED.replace("title:", "id: can-cuoc-moi\ntitle:", 1)
    document = stage.thu.send_document(text.encode(), "can-cuoc.md", reply_to=given)
    said = await stage.thu.wait_for(
        lambda message: message.reply_to is document and "Chưa đăng được" in message.text, timeout=PATIENCE
    )
    assert "không có mục nào tên “id”" in said.text


async def test_two_people_change_different_lines_and_both_changes_are_published(bot: Services, stage: Stage) -> None:
    hers, his = await stage.file(stage.thu, "can-cuoc"), await stage.file(stage.dung, "can-cuoc")
    first = await stage.preview(stage.thu, stage.thu.send_document(EDITED.encode(), "can-cuoc.md", reply_to=hers))
    await stage.published(first)
    second = await stage.preview(stage.dung, stage.dung.send_document(HIS.encode(), "can-cuoc.md", reply_to=his))
    assert "đã có người sửa chỗ khác" in second.text
    assert "+Làm ở công an phường hoặc xã." in second.text
    await stage.published(second)
    assert "hoặc xã" in stage.text()
    assert "Căn cước hết hạn" in stage.text()


async def test_the_second_to_press_is_shown_both_changes_and_presses_again(bot: Services, stage: Stage) -> None:
    first = await stage.sent_back(stage.thu, EDITED)
    second = await stage.sent_back(stage.dung, HIS)
    await stage.published(first)
    await stage.dung.press(second, "Đăng").answered()
    assert "hai bên đã được gộp lại" in second.text
    again = await stage.dung.wait_for(
        lambda message: message not in (first, second) and "Đăng" in message.labels, timeout=PATIENCE
    )
    await stage.published(again)
    assert "hoặc xã" in stage.text()
    assert "Căn cước hết hạn" in stage.text()


async def test_the_second_to_press_on_the_same_line_is_told_that_their_text_is_kept(
    bot: Services, stage: Stage
) -> None:
    first = await stage.sent_back(stage.thu, EDITED)
    other = ARTICLE.replace("Làm ở công an phường.", "Làm ở Trung tâm hành chính công.")
    second = await stage.sent_back(stage.dung, other)
    await stage.published(first)
    await stage.dung.press(second, "Đăng").answered()
    assert "Bản của anh/chị vẫn được giữ, xem ở dưới" in second.text
    conflict = await stage.dung.wait_for(lambda message: "Lấy lại bản của tôi" in message.labels)
    assert conflict.reply_to is second.reply_to


async def test_the_same_line_changed_twice_keeps_the_second_text_for_its_writer(bot: Services, stage: Stage) -> None:
    his = await stage.file(stage.dung, "can-cuoc")
    await stage.published(await stage.sent_back(stage.thu, EDITED))
    other = ARTICLE.replace("Làm ở công an phường.", "Làm ở Trung tâm hành chính công.")
    document = stage.dung.send_document(other.encode(), "can-cuoc.md", reply_to=his)
    said = await stage.dung.wait_for(lambda message: message.reply_to is document, timeout=PATIENCE)
    assert "đã có người sửa đúng những dòng đó (Cán bộ phụ trách nội dung, 09:30 24/11/2026)" in said.text
    assert "+Làm ở công an phường hoặc xã." in said.text
    await stage.dung.press(said, "Lấy lại bản của tôi").answered()
    kept = await stage.dung.wait_for(lambda message: message.reply_to is said and message.file is not None)
    assert kept.file is not None
    assert kept.file.data == other.encode()
    await stage.dung.press(said, "Lấy bản đang dùng").answered()
    present = await stage.dung.wait_for(
        lambda message: message.reply_to is said and message.file is not None and message is not kept
    )
    assert present.file is not None
    assert present.file.data == stage.text().encode()


async def test_a_second_click_and_a_late_cancel_say_that_it_is_published(bot: Services, stage: Stage) -> None:
    preview = await stage.sent_back(stage.thu, EDITED)
    publish, cancel = preview.button("Đăng"), preview.button("Hủy")
    await stage.published(preview)
    assert "đã được đăng rồi" in (await stage.dung.press(preview, publish).answered()).text
    assert "đã được đăng rồi" in (await stage.dung.press(preview, cancel).answered()).text
    assert len(await bot.store.content.versions("dich-vu-cong/can-cuoc.md")) == 2


@pytest.mark.parametrize("press", PRESSES, ids=encode)
async def test_who_is_no_staff_can_press_nothing(
    bot: Services, stage: Stage, group: Group, dung: Person, press: AnyEditingPress
) -> None:
    assert decode(encode(press)) == press
    given = await stage.file(stage.thu, "can-cuoc")
    group.leave(dung)
    stage.lan.start()
    mine = await stage.lan.wait_for(lambda message: bool(message.text))
    for seat, message in ((stage.dung, given), (stage.lan, mine)):
        assert "không còn dùng được" in (await seat.press(message, forged(press)).answered()).text
    assert stage.text() == ARTICLE


async def test_buttons_mean_the_same_after_a_restart(watching: Watching, stage: Stage) -> None:
    async with watching():
        preview = await stage.sent_back(stage.thu, EDITED)
    async with watching():
        await stage.published(preview)
    assert "hoặc xã" in stage.text()


@pytest.mark.own_process
async def test_what_was_being_checked_is_shown_after_a_restart(watching: Watching, stage: Stage) -> None:
    async with watching() as services:
        given = await stage.file(stage.thu, "can-cuoc")
        document = stage.thu.send_document(EDITED.encode(), "can-cuoc.md", reply_to=given)
        await stage.thu.wait_for(lambda message: message.reply_to is document)
        assert await services.store.content.in_state(State.CHECKING)
    async with watching():
        assert await stage.preview(stage.thu, document)


async def test_after_a_kill_between_the_press_and_the_reload_the_group_is_told(
    watching: Watching, stage: Stage
) -> None:
    async with watching() as services:
        preview = await stage.sent_back(stage.thu, EDITED)
        (proposal,) = await services.store.content.in_state(State.READY)
        editing = services.desk.editing if services.desk else None
        assert editing is not None
        target = await editing.publisher.target(proposal, "Tổ trưởng")
        await services.store.content.begin_publishing(
            proposal.id, "Tổ trưởng", ARTICLE.encode(), target, services.clock()
        )
    async with watching() as services:
        served = await stage.thu.wait_for(
            lambda message: message.reply_to is preview and "Đã đăng" in message.text, timeout=PATIENCE
        )
        assert "Làm căn cước" in served.text
        assert services.responder.content.articles["can-cuoc"].checked_by == "Tổ trưởng"
        assert preview.labels == []


async def test_a_folder_that_cannot_be_written_is_named_and_residents_go_on(
    bot: Services, stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    preview = await stage.sent_back(stage.thu, EDITED)

    def refused(*_args: object, **_more: object) -> tuple[int, str]:
        raise OSError(errno.EROFS, os.strerror(errno.EROFS))

    monkeypatch.setattr("tempfile.mkstemp", refused)  # tests may run as root, for whom no folder is read-only
    given = await stage.file(stage.dung, "can-cuoc")
    assert "Hiện chưa đăng được: " in given.text
    await stage.thu.press(preview, "Đăng").answered()
    said = await stage.thu.wait_for(lambda message: message.reply_to is preview)
    assert "không có quyền ghi vào thư mục nội dung" in said.text
    assert preview.labels == ["Đăng", "Hủy"]
    assert await answer(stage.lan, "mất căn cước")
    monkeypatch.undo()
    await stage.published(preview)


@pytest.mark.own_process
async def test_residents_are_answered_while_a_change_is_checked(bot: Services, stage: Stage) -> None:
    given = await stage.file(stage.thu, "can-cuoc")
    document = stage.thu.send_document(EDITED.encode(), "can-cuoc.md", reply_to=given)
    await stage.thu.wait_for(lambda message: message.reply_to is document)
    assert await answer(stage.lan, "mất căn cước")
    assert await bot.store.content.in_state(State.CHECKING)
    await stage.preview(stage.thu, document)


@pytest.mark.own_process
async def test_what_telegram_would_not_take_is_shown_after_a_restart(
    watching: Watching, stage: Stage, telegram: SandboxServer
) -> None:
    async with watching():
        given = await stage.file(stage.thu, "can-cuoc")
        document = stage.thu.send_document(EDITED.encode(), "can-cuoc.md", reply_to=given)
        await stage.thu.wait_for(lambda message: message.reply_to is document)
        rule = telegram.faults.add("sendMessage", ServerError(500))
        feed, refused = telegram.world.feed, telegram.calls.refused
        await feed.until(lambda: refused("sendMessage") or None, PATIENCE, "the preview was not sent")
    telegram.faults.remove(rule)
    async with watching():
        assert await stage.preview(stage.thu, document)


async def test_the_same_change_sent_by_both_is_published_once(bot: Services, stage: Stage) -> None:
    first, second = await stage.sent_back(stage.thu, EDITED), await stage.sent_back(stage.dung, EDITED)
    await stage.published(first)
    await stage.dung.press(second, "Đăng").answered()
    assert "Chưa đăng gì thêm: tệp này giống hệt" in second.text
    assert len(await bot.store.content.versions("dich-vu-cong/can-cuoc.md")) == 2


async def test_who_erases_their_data_is_no_longer_known_as_a_writer(bot: Services, stage: Stage, thu: Person) -> None:
    await stage.published(await stage.sent_back(stage.thu, EDITED))
    name, person = "dich-vu-cong/can-cuoc.md", bot.person(thu.id)
    assert await bot.store.content.published_by(person, name)
    await bot.erase(thu.id)
    assert await bot.store.content.published_by(person, name) == []


async def answer(seat: Seat, question: str) -> str:
    asked = seat.send(question)
    await asyncio.sleep(0)
    return (await seat.wait_for(lambda message: message.reply_to is asked)).text


async def test_a_preview_whose_place_was_not_stored_before_a_kill_is_settled_where_it_is_pressed(
    bot: Services, stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def lost(*_: object) -> None:
        """As if the process had died before."""

    with monkeypatch.context() as before:
        before.setattr("bot.store.publishing.ContentStore.shown_at", lost)
        preview = await stage.sent_back(stage.thu, EDITED)
    served = await stage.published(preview)
    assert served.reply_to is preview
    assert preview.labels == []
