"""What is asked right after an answer, without naming the thing again."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from bot.sandbox import Person, SandboxServer, Seat
from bot.services import Services
from intents.content.loader import load_or_raise
from intents.match.decision import Thresholds
from intents.responder import Responder

from ..conftest import NOW

FIRST, THEN = "mất căn cước làm lại ở đâu", "còn phí thì sao"
CARD = "Cấp, đổi, cấp lại thẻ căn cước"


@pytest.fixture(scope="module")
def real(fitted_models: Path) -> Responder:
    """The content of this checkout: in three articles every facet is one article's."""
    content = Path(__file__).parents[3] / "content"
    return Responder(load_or_raise(content), models=fitted_models)


@pytest.fixture
async def answered(bot: Services, real: Responder, chat: Seat) -> Seat:
    """A chat in which a question about identity cards was just answered."""
    bot.responder = real
    chat.send(FIRST)
    assert CARD in (await chat.next_bot_message()).text
    return chat


async def said(seat: Seat, text: str) -> str:
    seat.send(text)
    return (await seat.next_bot_message()).text


async def test_a_follow_up_is_read_with_the_article_just_answered(answered: Seat) -> None:
    assert (await said(answered, THEN)).startswith(f"{CARD}\n\nLệ phí\n")


async def test_one_follow_up_after_another_stays_with_the_article(answered: Seat) -> None:
    await said(answered, THEN)
    assert (await said(answered, "mấy ngày có")).startswith(f"{CARD}\n\nThời gian\n")


@pytest.mark.parametrize(("minutes", "follows"), [(9, True), (11, False)])
async def test_it_follows_for_ten_minutes(bot: Services, answered: Seat, minutes: int, follows: bool) -> None:
    bot.clock = lambda: NOW + timedelta(minutes=minutes)
    assert (CARD in await said(answered, THEN)) is follows


async def test_naming_a_new_thing_leaves_the_article(answered: Seat) -> None:
    assert (await said(answered, "còn hộ chiếu thì phí bao nhiêu")).startswith("Làm hộ chiếu")


async def test_an_article_that_was_chosen_is_followed_too(
    bot: Services, real: Responder, chat: Seat, fitted_models: Path
) -> None:
    bot.responder = Responder(real.content, Thresholds(answer_score=1.0), fitted_models)
    chat.send(FIRST)
    offer = await chat.next_bot_message()
    await chat.press(offer, CARD).answered()
    assert (await said(chat, THEN)).startswith(f"{CARD}\n\nLệ phí\n")


async def test_an_edited_message_follows_the_answer_before_it_not_its_own(answered: Seat) -> None:
    asked = answered.send("làm hộ chiếu ở đâu")
    answer = await answered.next_bot_message()
    answered.edit(asked, THEN)
    await answered.next_edit(answer)
    assert answer.text.startswith(f"{CARD}\n\nLệ phí\n")


async def test_somebody_elses_answer_is_not_followed(answered: Seat, telegram: SandboxServer) -> None:
    other = telegram.user(1002, "Ba", "vi").private()
    assert CARD not in await said(other, THEN)


async def test_in_a_group_nothing_is_followed(answered: Seat, lan: Person, telegram: SandboxServer) -> None:
    seat = telegram.group("Tổ 12", members=[lan]).seat(lan)
    assert CARD not in await said(seat, f"/hoi {THEN}")
