"""From a text that staff send to the file that is served: whole, stamped, kept, taken back."""

from __future__ import annotations

import asyncio
import errno
import os
import resource
from pathlib import Path

import pytest

from bot.publishing.folder import NotWrittenError
from bot.publishing.publisher import Published
from bot.publishing.trial import Looks
from bot.publishing.weighing import in_order_of_weight
from bot.store import QuestionRecord, open_store
from bot.store.publishing_records import AskedText, Kind, NewProposal, State, digest_of
from intents.content.editable import new_article
from intents.content.loader import folder_digest, load_or_raise
from intents.content.received import RefusedError
from intents.content.writing import write_whole
from tests.bot.publishing.conftest import ROLE, Desk, file_of, published, weighed
from tests.intents.content.conftest import ARTICLE, FACTS

ARTICLE_FILE = "dich-vu-cong/can-cuoc.md"
EDITED = ARTICLE.replace("Làm ở công an phường.", "Làm ở công an phường hoặc xã.")


async def test_what_is_published_bears_the_day_and_the_role_and_is_loaded_without_error(desk: Desk) -> None:
    await published(desk.publisher, "can-cuoc", EDITED)
    article = load_or_raise(desk.root).articles["can-cuoc"]
    assert (article.lead, article.checked_by) == ("Làm ở công an phường hoặc xã.", ROLE)
    assert article.updated == desk.now.date()


async def test_a_role_that_the_writer_puts_in_stays(desk: Desk) -> None:
    await published(desk.publisher, "can-cuoc", EDITED.replace("checked_by:", "checked_by: Công an phường Hải Châu"))
    assert load_or_raise(desk.root).articles["can-cuoc"].checked_by == "Công an phường Hải Châu"


async def test_a_day_of_review_that_has_passed_is_moved_on(desk: Desk) -> None:
    desk.later(days=400)
    await published(desk.publisher, "can-cuoc", EDITED)
    article = load_or_raise(desk.root).articles["can-cuoc"]
    assert article.review_by > article.updated == desk.now.date()


async def test_facts_are_published_as_they_were_written_and_no_question_is_asked_again(desk: Desk) -> None:
    publisher = desk.publisher
    text = FACTS.replace("35.000", "40.000")
    proposal = await publisher.propose(await file_of(publisher, "facts"), text.encode(), role=ROLE)
    found = await publisher.weigh(proposal)
    assert found.compared == 0
    assert found.titles == ("Làm căn cước", "Đăng ký khai sinh")
    assert found.shown is not None
    assert "Làm căn cước" in found.shown.plain
    assert (await publisher.publish(proposal, ROLE)).how is Published.WRITTEN
    assert desk.text("facts.toml") == text


async def test_it_is_known_to_be_served_only_once_it_is(desk: Desk) -> None:
    publisher = desk.publisher
    before = folder_digest(desk.root)
    await published(publisher, "can-cuoc", EDITED)
    assert await publisher.served(before) == []
    (proposal,) = await publisher.served(folder_digest(desk.root))
    assert await publisher.told(proposal)
    assert not await publisher.told(proposal)
    assert await publisher.served(folder_digest(desk.root)) == []


async def test_each_version_is_kept_with_who_and_when_and_what_it_said(desk: Desk) -> None:
    publisher = desk.publisher
    await published(publisher, "can-cuoc", EDITED)
    desk.later(hours=2)
    await published(publisher, "can-cuoc", EDITED.replace("xã.", "xã nơi ở."), "Tổ trưởng")
    newest, middle, first = await publisher.versions(await file_of(publisher, "can-cuoc"))
    assert [one.role for one in (newest, middle, first)] == ["Tổ trưởng", ROLE, ""]
    assert newest.at == desk.now
    assert first.kind is Kind.OUTSIDE
    assert newest.before == middle.digest
    assert middle.before == first.digest == digest_of(ARTICLE.encode())
    assert "xã nơi ở" in newest.summary


async def test_undo_goes_back_and_can_itself_be_undone(desk: Desk) -> None:
    publisher = desk.publisher
    await published(publisher, "can-cuoc", EDITED)
    after = desk.text(ARTICLE_FILE)
    for expected in (ARTICLE, after, ARTICLE):
        proposal = await publisher.undo(await file_of(publisher, "can-cuoc"), role=ROLE)
        assert not (await publisher.weigh(proposal)).errors
        assert (await publisher.publish(proposal, ROLE)).how is Published.WRITTEN
        assert desk.text(ARTICLE_FILE) == expected


async def test_undoing_a_new_article_removes_it_and_its_text_is_kept(desk: Desk) -> None:
    publisher = desk.publisher
    new = ARTICLE.replace("Làm căn cước", "Cấp hộ chiếu").replace("căn cước", "hộ chiếu")
    file = new_article("dich-vu-cong", "ho-chieu")
    assert file is not None
    proposal = await publisher.propose(file, new.encode(), role=ROLE)
    assert not (await publisher.weigh(proposal)).errors
    await publisher.publish(proposal, ROLE)
    assert "ho-chieu" in load_or_raise(desk.root).articles
    undo = await publisher.undo(file, role=ROLE)
    assert not (await publisher.weigh(undo)).errors
    await publisher.publish(undo, ROLE)
    assert "ho-chieu" not in load_or_raise(desk.root).articles
    back = await publisher.undo(await file_of(publisher, "ho-chieu"), role=ROLE)
    await publisher.weigh(back)
    await publisher.publish(back, ROLE)
    assert "ho-chieu" in load_or_raise(desk.root).articles


async def test_nothing_to_undo_is_said(desk: Desk) -> None:
    publisher = desk.publisher
    with pytest.raises(RefusedError, match="chưa có bản nào"):
        await publisher.undo(await file_of(publisher, "can-cuoc"))


async def test_a_second_click_publishes_nothing_twice(desk: Desk) -> None:
    publisher = desk.publisher
    proposal = await weighed(publisher, "can-cuoc", EDITED)
    both = await asyncio.gather(publisher.publish(proposal, ROLE), publisher.publish(proposal, "Tổ trưởng"))
    assert [one.how for one in both] == [Published.WRITTEN, Published.NOT_OPEN]
    assert len(await publisher.versions(await file_of(publisher, "can-cuoc"))) == 2


async def test_what_was_cancelled_is_not_published(desk: Desk) -> None:
    publisher = desk.publisher
    proposal = await weighed(publisher, "can-cuoc", EDITED)
    assert await publisher.cancel(proposal)
    assert (await publisher.publish(proposal, ROLE)).how is Published.NOT_OPEN
    assert desk.text(ARTICLE_FILE) == ARTICLE


async def test_a_full_disk_leaves_everything_as_it_was_and_it_can_be_tried_again(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    publisher = desk.publisher
    long = EDITED.replace("xã.", "xã. " + "Mang theo giấy tờ. " * 25)
    proposal = await weighed(publisher, "can-cuoc", long)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    target = desk.root / "vi" / "dich-vu-cong"
    before = sorted(os.listdir(target))

    def on_a_full_disk(path: Path, data: bytes) -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (512, hard))
        try:
            write_whole(path, data)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))

    monkeypatch.setattr("bot.publishing.folder.write_whole", on_a_full_disk)
    with pytest.raises(NotWrittenError, match="hết chỗ"):
        await publisher.publish(proposal, ROLE)
    monkeypatch.undo()
    assert desk.text(ARTICLE_FILE) == ARTICLE
    assert sorted(os.listdir(target)) == before
    assert (await publisher.publish(proposal, ROLE)).how is Published.WRITTEN


async def test_a_folder_that_may_not_be_written_is_named_before_and_at_publishing(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    publisher = desk.publisher
    proposal = await weighed(publisher, "can-cuoc", EDITED)

    def refused(*_args: object, **_more: object) -> tuple[int, str]:
        raise OSError(errno.EROFS, os.strerror(errno.EROFS))

    monkeypatch.setattr("tempfile.mkstemp", refused)  # tests may run as root, for whom no folder is read-only
    assert "không có quyền ghi" in (publisher.folder.not_writable() or "")
    with pytest.raises(NotWrittenError, match=r"deploy/README\.md"):
        await publisher.publish(proposal, ROLE)
    monkeypatch.undo()
    assert publisher.folder.not_writable() is None
    assert desk.text(ARTICLE_FILE) == ARTICLE
    assert (await publisher.publish(proposal, ROLE)).how is Published.WRITTEN


@pytest.mark.parametrize("died_after_writing", [True, False])
async def test_a_kill_while_publishing_is_finished_by_the_next_start(desk: Desk, died_after_writing: bool) -> None:
    publisher = desk.publisher
    proposal = await weighed(publisher, "can-cuoc", EDITED)
    target = await publisher.target(proposal, ROLE)
    await desk.store.content.begin_publishing(proposal.id, ROLE, ARTICLE.encode(), target, desk.now)
    half = desk.root / "vi" / "dich-vu-cong" / ".can-cuoc.md.moi-x1"
    half.write_text("nửa chừng", encoding="utf-8")
    if died_after_writing:
        (desk.root / "vi" / ARTICLE_FILE).write_bytes(target or b"")
    await desk.store.aclose()
    desk.store = open_store(desk.data)
    again = desk.publisher
    (outcome,) = await again.recover()
    assert outcome.how is Published.WRITTEN
    assert outcome.proposal.state is State.WRITTEN
    assert (desk.root / "vi" / ARTICLE_FILE).read_bytes() == target
    assert not half.exists()
    assert [one.role for one in await again.versions(await file_of(again, "can-cuoc"))] == [ROLE, ""]
    assert await again.recover() == []


async def test_models_of_what_nobody_decides_do_not_pile_up(desk: Desk) -> None:
    publisher, models = desk.publisher, desk.data / "model"
    for number in range(901, 907):
        (models / f"proposal-{number}").mkdir(parents=True)
    proposal = await weighed(publisher, "can-cuoc", EDITED)
    assert len(list(models.glob("proposal-*"))) == 4
    for number in range(3):
        (models / f"{number}.npz").touch()
    await publisher.publish(proposal, ROLE)
    assert len(list(models.glob("*.npz"))) == 2


async def test_models_that_a_kill_has_left_are_gone_after_the_next_start(desk: Desk) -> None:
    proposal = await weighed(desk.publisher, "can-cuoc", EDITED)
    left = desk.data / "model" / "proposal-901"
    left.mkdir()
    again = desk.publisher
    await again.recover()
    assert not left.exists()
    assert again.folder.aside(proposal.id).is_dir()


async def test_what_cannot_be_finished_is_in_nothings_way(desk: Desk) -> None:
    publisher, store = desk.publisher, desk.store.content
    lost = await store.propose(
        NewProposal("la/khong-co.md", Kind.EDIT, State.READY, b"x", None, None, None, ""), desk.now
    )
    await store.begin_publishing(lost.id, ROLE, None, b"x", desk.now)
    proposal = await weighed(publisher, "can-cuoc", EDITED)
    await store.begin_publishing(proposal.id, ROLE, ARTICLE.encode(), await publisher.target(proposal, ROLE), desk.now)
    (outcome,) = await publisher.recover()
    assert outcome.how is Published.WRITTEN
    assert "hoặc xã" in desk.text(ARTICLE_FILE)


async def test_an_error_that_a_change_brings_keeps_it_from_being_published(desk: Desk) -> None:
    publisher = desk.publisher
    broken = EDITED.replace("related: []", "related: [khong-co]")
    proposal = await publisher.propose(await file_of(publisher, "can-cuoc"), broken.encode(), role=ROLE)
    (error,) = (await publisher.weigh(proposal)).errors
    assert "khong-co" in error.message
    assert error.line == 7
    assert (await publisher.publish(proposal, ROLE)).how is Published.NOT_OPEN
    assert desk.text(ARTICLE_FILE) == ARTICLE


async def test_what_others_broke_meanwhile_is_found_before_anything_is_written(desk: Desk) -> None:
    publisher = desk.publisher
    proposal = await weighed(publisher, "can-cuoc", EDITED.replace("related: []", "related: [khai-sinh]"))
    (desk.root / "vi" / "dich-vu-cong" / "khai-sinh.md").unlink()
    outcome = await publisher.publish(proposal, ROLE)
    assert outcome.how is Published.BROKEN
    assert outcome.weighed is not None
    assert "khai-sinh" in outcome.weighed.errors[0].message
    assert desk.text(ARTICLE_FILE) == ARTICLE


async def test_errors_that_other_files_have_already_are_told_apart(desk: Desk) -> None:
    (desk.root / "vi" / "dich-vu-cong" / "hong.md").write_text("không có phần đầu", encoding="utf-8")
    publisher = desk.publisher
    proposal = await publisher.propose(await file_of(publisher, "can-cuoc"), EDITED.encode(), role=ROLE)
    found = await publisher.weigh(proposal)
    assert found.errors == ()
    assert [one.path.name for one in found.elsewhere] == ["hong.md"]


async def test_questions_whose_answer_would_change_are_named_residents_first(desk: Desk) -> None:
    for asked in ("làm lại thẻ bị mất", "làm lại thẻ bị mất", "thời tiết"):
        record = QuestionRecord("ai", "private", asked, "not_found", None, None, 0.0, (), "vi", desk.now)
        await desk.store.record_question(record)
    publisher = desk.publisher
    text = EDITED.replace("  - Đổi thẻ", "  - làm lại thẻ bị mất\n  - Đổi thẻ")
    proposal = await publisher.propose(await file_of(publisher, "can-cuoc"), text.encode(), role=ROLE)
    found = await publisher.weigh(proposal)
    first = found.changed[0]
    assert (first.question, first.asked, first.after) == ("làm lại thẻ bị mất", 2, "“Làm căn cước”")
    assert first.before != first.after
    assert found.compared == found.known
    assert found.compared > 3


async def test_residents_come_first_where_not_every_question_can_be_tried(
    desk: Desk,
) -> None:
    asked = [AskedText("hỏi nhiều", 3)]
    before = after = Looks((), {}, {}, "", {"a": ["a1", "a2"], "can-cuoc": ["c1"], "": ["x1", "x2", "x3"]})
    file = await file_of(desk.publisher, "can-cuoc")
    assert in_order_of_weight(asked, before, after, file) == ["hỏi nhiều", "c1", "a1", "x1", "a2", "x2", "x3"]
