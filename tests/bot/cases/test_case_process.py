"""The real process, killed in the middle of handing over: nothing is forgotten, no case is opened twice."""

from __future__ import annotations

from pathlib import Path

from bot.sandbox import SandboxServer
from tests.bot.test_running import PATIENCE, TOKEN, hoidap_run

QUESTION = "quán bún bò nào ngon gần cầu Rồng"


async def test_kills_in_the_middle_lose_neither_the_question_nor_its_answer(data_with_model: Path) -> None:
    async with SandboxServer({TOKEN: "Bot"}) as server:
        lan, thu = server.user(1001, "Lan", "vi").private(), server.user(1004, "Thu", "vi")
        group = server.group("Cán bộ trực", [thu], supergroup=True, bot_admin=True)
        staff, data, chat = group.seat(thu), data_with_model, str(group.id)

        async with hoidap_run(server.api_url, data, STAFF_CHAT=chat):
            lan.send(QUESTION)
            fallback = await lan.wait_for(lambda message: "Hỏi cán bộ" in message.labels, PATIENCE)
            lan.press(fallback, "Hỏi cán bộ")
            preview = await lan.wait_for(lambda message: "Gửi" in message.labels, PATIENCE)
            lan.press(preview, "Gửi")
        async with hoidap_run(server.api_url, data, STAFF_CHAT=chat):
            card = await staff.wait_for(lambda message: QUESTION in message.text, PATIENCE)
            staff.press(card, "Trả lời")
        async with hoidap_run(server.api_url, data, STAFF_CHAT=chat):
            await staff.wait_for(lambda message: "trả lời tin này" in message.text, PATIENCE)
            staff.send("Bạn hỏi người quanh đó nhé", reply_to=card)
        async with hoidap_run(server.api_url, data, STAFF_CHAT=chat):
            answer = await lan.wait_for(lambda message: "người quanh đó" in message.text, PATIENCE)
            await staff.wait_for(lambda message: "đã gửi cho người hỏi" in message.text, PATIENCE)
        assert answer.reply_to is not None
        assert answer.reply_to.text == QUESTION
        assert not any("#2" in message.text for message in staff.bot_messages)
