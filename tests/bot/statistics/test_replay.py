"""Questions whose right article is known, asked again of other content."""

from __future__ import annotations

import dataclasses
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.config import load_settings
from bot.services import Services
from bot.statistics.replay import MOST, Replay, Verdict, replay
from bot.statistics.weekly_words import replayed
from bot.store import open_store, read_trusted
from bot.store.case_records import Delivery, NewCase, NewNote, NoteKind
from intents.content.model import Content
from intents.responder import Responder
from tests.bot.conftest import NOW
from tests.bot.statistics.conftest import ask, miss

DAY = timedelta(days=1)
SIGN = "Đăng ký chữ ký số"


@pytest.fixture
async def services(tmp_path: Path, small_content: Content) -> AsyncIterator[Services]:
    settings = load_settings({}, tmp_path)
    store = open_store(settings.data)
    yield Services(settings, Responder(small_content), store, b"khoa" * 8, lambda: NOW)
    await store.aclose()


@pytest.fixture
def without_signatures(small_content: Content) -> Responder:
    """The content once the article on signatures is gone."""
    articles = {name: one for name, one in small_content.articles.items() if name != "cks-dang-ky"}
    return Responder(dataclasses.replace(small_content, articles=articles, digest="1" * 64))


@pytest.fixture
def renamed(small_content: Content) -> Responder:
    """The content once that article has another id."""
    articles = {
        name.replace("cks-dang-ky", "chu-ky-so"): dataclasses.replace(one, id=name.replace("cks-dang-ky", "chu-ky-so"))
        for name, one in small_content.articles.items()
    }
    return Responder(dataclasses.replace(small_content, articles=articles, digest="2" * 64))


async def liked(services: Services, text: str = SIGN, article: str = "cks-dang-ky", **changed: object) -> int:
    question = await ask(services, NOW - DAY, text=text, article=article, **changed)
    await services.store.record_feedback(question, str(changed.get("asker", "lan")), True, NOW - DAY)
    return question


async def chosen_by_staff(services: Services, text: str, article: str) -> int:
    question = await miss(services, NOW - DAY, text)
    cases = services.store.cases
    opened = (await cases.open(NewCase(question, "lan", 1, 7, text, (), "", "vi", NOW - DAY), 99, 99)).case
    assert opened is not None
    await cases.answer([NewNote(opened.id, f"article:{opened.id}:{article}", NoteKind.ARTICLE, article)], NOW - DAY)
    (note,) = [one for one in await cases.notes.waiting(opened.id) if one.kind is NoteKind.ARTICLE]
    await cases.notes.done(note, Delivery.SENT, (1, 99))
    return opened.id


async def again(services: Services, responder: Responder | None = None) -> Replay:
    """A replay as the weekly work does it."""
    store = services.store.replays
    done = await replay(services.settings.data, responder or services.responder, NOW.date(), await store.results())
    await store.keep(done.results)
    return done


async def test_what_is_still_answered_by_the_same_article_is_not_told(services: Services) -> None:
    await liked(services)
    done = await again(services)
    assert done.counts == {Verdict.SAME: 1}
    assert done.different == ()


async def test_a_question_without_a_thumb_up_or_a_choice_of_staff_is_not_asked_again(services: Services) -> None:
    disliked = await ask(services, NOW, text=SIGN, article="cks-dang-ky")
    await services.store.record_feedback(disliked, "lan", False, NOW)
    await ask(services, NOW, text=SIGN, article="cks-dang-ky")
    await miss(services, NOW)
    assert (await again(services)).replayed == ()


async def test_an_article_that_is_gone_is_told_with_what_answers_now(
    services: Services, without_signatures: Responder
) -> None:
    await liked(services)
    (told,) = (await again(services, without_signatures)).different
    assert told.verdict is Verdict.GONE


async def test_a_renamed_article_is_told_with_its_new_title(services: Services, renamed: Responder) -> None:
    await liked(services)
    done = await again(services, renamed)
    assert [(one.verdict, one.now) for one in done.different] == [(Verdict.GONE, "chu-ky-so")]
    said = replayed(done, renamed.content).plain
    assert f"• {SIGN}\n   cks-dang-ky (bài không còn) → Đăng ký chữ ký số" in said


async def test_another_answer_is_told_with_both_titles(services: Services) -> None:
    await liked(services, text=SIGN, article="can-cuoc")
    done = await again(services)
    assert [(one.verdict, one.now) for one in done.different] == [(Verdict.OTHER, "cks-dang-ky")]
    assert "Làm căn cước → Đăng ký chữ ký số" in replayed(done, services.responder.content).plain


async def test_each_change_is_told_once_and_told_again_only_when_it_comes_back(
    services: Services, renamed: Responder
) -> None:
    await liked(services)
    assert len((await again(services, renamed)).different) == 1
    assert (await again(services, renamed)).different == ()
    assert (await again(services)).different == ()
    assert len((await again(services, renamed)).different) == 1


async def test_no_answer_any_more_is_told(services: Services) -> None:
    await liked(services, text="giá vàng bao nhiêu", article="can-cuoc")
    done = await again(services)
    assert [one.verdict for one in done.different] == [Verdict.LOST]
    assert "Làm căn cước → chưa trả lời được" in replayed(done, services.responder.content).plain


async def test_what_staff_chose_counts_but_is_no_change_while_it_is_not_answered_as_before(
    services: Services,
) -> None:
    await chosen_by_staff(services, "giá vàng bao nhiêu", "can-cuoc")
    await chosen_by_staff(services, SIGN, "cks-dang-ky")
    done = await again(services)
    assert done.counts == {Verdict.LOST: 1, Verdict.SAME: 1}
    assert done.different == ()


async def test_what_staff_chose_is_told_when_it_is_answered_by_something_else(services: Services) -> None:
    await chosen_by_staff(services, SIGN, "can-cuoc")
    assert [one.verdict for one in (await again(services)).different] == [Verdict.OTHER]


async def test_a_choice_that_staff_made_and_the_resident_disliked_is_no_measure(services: Services) -> None:
    case = await chosen_by_staff(services, SIGN, "can-cuoc")
    await services.store.cases.vote(case, "lan", False)
    assert (await again(services)).replayed == ()


async def test_a_follow_up_is_left_out_since_it_means_nothing_alone(services: Services) -> None:
    await liked(services, text="còn phí thì sao", article="can-cuoc", facet="le-phi", score=1.0)
    assert (await again(services)).replayed == ()


async def test_the_same_words_are_asked_once(services: Services) -> None:
    for asker in ("lan", "minh"):
        await liked(services, asker=asker)
    assert len((await again(services)).replayed) == 1


async def test_what_a_person_has_erased_is_asked_no_more_and_its_result_is_gone(services: Services) -> None:
    await liked(services, asker=services.person(1001))
    await again(services)
    assert await services.store.replays.results()
    await services.erase(1001)
    assert await services.store.replays.results() == {}
    assert (await again(services)).replayed == ()


async def test_no_more_than_the_latest_so_many_are_asked(services: Services) -> None:
    for number in range(3):
        await liked(services, text=f"{SIGN} {number}")
    assert [one.text for one in read_trusted(services.settings.data, 2)] == [f"{SIGN} 2", f"{SIGN} 1"]
    assert MOST == 2000
