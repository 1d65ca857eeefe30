"""After the fifth step: checked, shown, published; or the file comes back with what is wrong with it."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.sandbox import Message
from bot.services import Services
from tests.bot.authoring.test_new_article import ANSWER, ASKED, DETAILS, SOURCE
from tests.bot.authoring.test_writing_flow import asked, at_topic, begun, prompt
from tests.bot.editing.conftest import PATIENCE, Stage, Watching
from tests.bot.editing.conftest import root as root
from tests.bot.editing.conftest import stage as stage
from tests.bot.editing.conftest import watching as watching

FILE = "dich-vu-cong/gui-xe-khi-toi-phuong.md"


@pytest.fixture
async def bot(watching: Watching) -> AsyncIterator[Services]:
    async with watching() as services:
        yield services


async def preview(stage: Stage, topic: Message) -> Message:
    await stage.thu.press(topic, "Dịch vụ công").answered(PATIENCE)
    return await stage.thu.wait_for(lambda message: "Đăng" in message.labels, timeout=PATIENCE)


async def test_five_messages_become_an_answer_to_residents(bot: Services, stage: Stage) -> None:
    shown = await preview(stage, await at_topic(stage.thu))
    assert "Bài mới: " in shown.text
    assert not (stage.root / "vi" / FILE).exists()
    await stage.published(shown)
    assert 'title: "Gửi xe khi tới phường"' in stage.text(FILE)
    question = stage.lan.send("tới phường gửi xe ở đâu")
    answer = await stage.lan.wait_for(lambda message: message.reply_to is question)
    assert "Gửi xe trong sân phường" in answer.text
    assert await bot.store.writings.of(bot.person(stage.thu.person.id)) is None


async def test_it_is_shown_as_residents_will_see_it_before_anything_is_published(bot: Services, stage: Stage) -> None:
    topic = await at_topic(stage.thu)
    await preview(stage, topic)
    page = await stage.thu.wait_for(lambda message: message.text.startswith("Gửi xe khi tới phường\n"))
    assert page.reply_to is topic


async def test_a_second_press_on_a_topic_makes_no_second_article(bot: Services, stage: Stage) -> None:
    topic = await at_topic(stage.thu)
    button = topic.button("Dịch vụ công")
    first, second = stage.thu.press(topic, button), stage.thu.press(topic, button)
    await first.answered(PATIENCE)
    assert "đang được kiểm tra" in (await second.answered(PATIENCE)).text
    await stage.thu.wait_for(lambda message: "Đăng" in message.labels, timeout=PATIENCE)
    assert sum("Đăng" in one.labels for one in stage.thu.bot_messages) == 1


async def test_what_the_check_refuses_comes_back_as_a_file_with_reasons_and_can_be_mended_there(
    bot: Services, stage: Stage
) -> None:
    opened = await begun(stage.thu)
    taken = f"{ASKED}\nMất căn cước thì sao?"
    for step, text in enumerate((taken, ANSWER, DETAILS, SOURCE), start=1):
        stage.thu.send(text, reply_to=opened)
        opened = await prompt(stage.thu, step + 1) if step < 4 else await asked(stage.thu, 5)
    await stage.thu.press(opened, "Dịch vụ công").answered(PATIENCE)
    given = await stage.thu.wait_for(lambda message: message.file is not None, timeout=PATIENCE)
    assert "câu này đã có ở bài “can-cuoc”" in given.text
    assert given.file is not None
    assert given.file.name == "gui-xe-khi-toi-phuong.md"
    mended = given.file.data.decode().replace('  - "Mất căn cước thì sao?"\n', "")
    document = stage.thu.send_document(mended.encode(), given.file.name, reply_to=given)
    await stage.published(await stage.preview(stage.thu, document))
    assert "Gửi xe trong sân phường" in stage.text(FILE)


async def test_or_in_the_steps_which_are_all_still_there(bot: Services, stage: Stage) -> None:
    first = await begun(stage.thu)
    opened = first
    for step, text in enumerate((f"{ASKED}\nMất căn cước thì sao?", ANSWER, DETAILS, SOURCE), start=1):
        stage.thu.send(text, reply_to=opened)
        opened = await prompt(stage.thu, step + 1) if step < 4 else await asked(stage.thu, 5)
    await stage.thu.press(opened, "Dịch vụ công").answered(PATIENCE)
    offer = await stage.thu.wait_for(lambda message: "Viết tiếp" in message.labels, timeout=PATIENCE)
    assert "không mất gì cả" in offer.text
    stage.thu.send(ASKED, reply_to=first)
    topic = await asked(stage.thu, 5, after=offer)
    await stage.published(await preview(stage, topic))


async def test_a_domain_that_nobody_knows_is_named_with_its_line(bot: Services, stage: Stage) -> None:
    opened = await begun(stage.thu)
    for step, text in enumerate((ASKED, "Vào vneid-la.com mà làm.", DETAILS, SOURCE), start=1):
        stage.thu.send(text, reply_to=opened)
        opened = await prompt(stage.thu, step + 1) if step < 4 else await asked(stage.thu, 5)
    await stage.thu.press(opened, "Dịch vụ công").answered(PATIENCE)
    given = await stage.thu.wait_for(lambda message: message.file is not None, timeout=PATIENCE)
    assert "vneid-la.com" in given.text


async def test_after_a_kill_while_it_was_checked_the_press_is_worked_off_again(
    watching: Watching, stage: Stage
) -> None:
    async with watching():
        topic = await at_topic(stage.thu)
    stage.thu.press(topic, "Dịch vụ công")
    async with watching():
        assert await stage.thu.wait_for(lambda message: "Đăng" in message.labels, timeout=PATIENCE)
