"""Two people edit one file: the second hears what has changed meanwhile, and nobody's words are lost."""

from __future__ import annotations

import pytest

from bot.publishing.publisher import Published
from bot.store.publishing_records import Place, State, digest_of
from intents.content.loader import load_or_raise
from intents.content.received import RefusedError
from tests.bot.publishing.conftest import ROLE, Desk, file_of, published, weighed
from tests.intents.content.conftest import ARTICLE

FILE = "dich-vu-cong/can-cuoc.md"
BASE = digest_of(ARTICLE.encode())
HERS = ARTICLE.replace("Làm ở công an phường.", "Làm ở công an phường hoặc xã.")
HIS = ARTICLE.replace("  - Đổi thẻ căn cước", "  - Đổi thẻ căn cước\n  - Căn cước hết hạn")


async def test_changes_in_different_lines_are_put_together(desk: Desk) -> None:
    publisher = desk.publisher
    await publisher.propose(await file_of(publisher, "can-cuoc"), HERS.encode())  # BASE is known from here on
    await published(publisher, "can-cuoc", HERS)
    proposal = await weighed(publisher, "can-cuoc", HIS, base=BASE, author="dung")
    assert (await publisher.publish(proposal, "Tổ trưởng")).how is Published.WRITTEN
    article = load_or_raise(desk.root).articles["can-cuoc"]
    assert article.lead == "Làm ở công an phường hoặc xã."
    assert "Căn cước hết hạn" in [one.text for one in article.questions]
    assert article.checked_by == "Tổ trưởng"


async def test_changes_of_the_same_line_are_a_conflict_and_the_second_text_is_kept(desk: Desk) -> None:
    publisher = desk.publisher
    await published(publisher, "can-cuoc", HERS)
    other = ARTICLE.replace("Làm ở công an phường.", "Làm ở Trung tâm hành chính công.")
    proposal = await publisher.propose(await file_of(publisher, "can-cuoc"), other.encode(), base=BASE, author="dung")
    assert proposal.state is State.CONFLICT
    assert proposal.base == BASE
    assert proposal.digest is not None
    assert await desk.store.content.text(proposal.digest) == other.encode()
    assert (await publisher.publish(proposal, ROLE)).how is Published.NOT_OPEN
    assert "phường hoặc xã" in desk.text(FILE)


async def test_who_publishes_after_the_file_has_changed_gets_both_to_look_at(desk: Desk) -> None:
    publisher = desk.publisher
    his = await weighed(publisher, "can-cuoc", HIS, author="dung")
    await published(publisher, "can-cuoc", HERS)
    outcome = await publisher.publish(his, ROLE)
    assert outcome.how is Published.BEHIND
    assert outcome.proposal.state is State.STALE
    assert outcome.instead is not None
    assert outcome.instead.state is State.CHECKING
    assert "Căn cước hết hạn" not in desk.text(FILE)
    await publisher.weigh(outcome.instead)
    assert (await publisher.publish(outcome.instead, ROLE)).how is Published.WRITTEN
    assert "Căn cước hết hạn" in desk.text(FILE)
    assert "phường hoặc xã" in desk.text(FILE)


async def test_without_a_word_of_what_it_was_made_from_the_likest_version_counts(desk: Desk) -> None:
    publisher = desk.publisher
    await desk.store.content.sent(Place(-100, 7), FILE, ARTICLE.encode(), desk.now)
    desk.later(hours=1)
    await published(publisher, "can-cuoc", HERS)
    proposal = await weighed(publisher, "can-cuoc", HIS, author="dung")
    await publisher.publish(proposal, ROLE)
    assert "Căn cước hết hạn" in desk.text(FILE)
    assert "phường hoặc xã" in desk.text(FILE)


async def test_who_mends_their_own_copy_again_changes_what_they_published(desk: Desk) -> None:
    publisher = desk.publisher
    await published(publisher, "can-cuoc", HERS)
    await published(publisher, "can-cuoc", HERS.replace("hoặc xã.", "hoặc xã nơi ở."))
    assert load_or_raise(desk.root).articles["can-cuoc"].lead == "Làm ở công an phường hoặc xã nơi ở."


async def test_an_old_version_sent_again_is_no_change(desk: Desk) -> None:
    publisher = desk.publisher
    await published(publisher, "can-cuoc", HERS)
    with pytest.raises(RefusedError, match="/lichsu"):
        await publisher.propose(await file_of(publisher, "can-cuoc"), ARTICLE.encode(), base=BASE, author="dung")


async def test_the_same_text_is_no_change(desk: Desk) -> None:
    publisher = desk.publisher
    with pytest.raises(RefusedError, match="giống hệt"):
        await publisher.propose(await file_of(publisher, "can-cuoc"), ARTICLE.replace("\n", "\r\n").encode())


async def test_the_same_document_is_one_proposal(desk: Desk) -> None:
    publisher = desk.publisher
    file = await file_of(publisher, "can-cuoc")
    first = await publisher.propose(file, HERS.encode(), chat_id=-100, document=9)
    assert await publisher.propose(file, HERS.encode(), chat_id=-100, document=9) == first


async def test_erasing_a_person_keeps_what_they_published(desk: Desk) -> None:
    publisher = desk.publisher
    await published(publisher, "can-cuoc", HERS)
    await desk.store.content.erase("thu")
    assert await desk.store.content.published_by("thu", FILE) == []
    assert len(await publisher.versions(await file_of(publisher, "can-cuoc"))) == 2
