"""Buttons of the list and of new articles: short, the same after a restart, and nothing forged is taken for one."""

from __future__ import annotations

from datetime import date

import pytest

from bot.authoring import presses as writing
from bot.authoring.steps import Step
from bot.buttons import MAX_BYTES
from bot.lapses import presses
from bot.lapses.presses import ExtendTo, ListPress, Verb
from intents.content.model import TOPICS

PRESSES: list[presses.AnyListPress] = [*(ListPress(verb, 104) for verb in Verb), ExtendTo(7, date(2027, 6, 30))]
OF_WRITING: list[writing.AnyWritingPress] = [
    *(writing.WritingPress(verb, step) for verb in writing.Verb for step in Step),
    *(writing.ChooseTopic(topic) for topic in TOPICS),
]


@pytest.mark.parametrize("press", PRESSES, ids=presses.encode)
def test_a_press_of_the_list_survives_its_data(press: presses.AnyListPress) -> None:
    data = presses.encode(press)
    assert len(data.encode()) <= MAX_BYTES
    assert presses.decode(data) == press


@pytest.mark.parametrize("press", OF_WRITING, ids=writing.encode)
def test_a_press_of_a_new_article_survives_its_data(press: writing.AnyWritingPress) -> None:
    data = writing.encode(press)
    assert len(data.encode()) <= MAX_BYTES
    assert writing.decode(data) == press


@pytest.mark.parametrize(
    "data", ["sll:v:", "sll:v:-1", "sll:v:1:2", "sll:z:1", "sll:u:1:2027-13-40", "sll:u:1", "sll:v:٣", "ca:r:1", ""]
)
def test_what_we_did_not_write_is_no_press_of_the_list(data: str) -> None:
    assert presses.decode(data) is None


@pytest.mark.parametrize("data", ["slw:b:0", "slw:b:6", "slw:b", "slw:t:../..", "slw:t:tro-choi", "slw:z:1", ""])
def test_what_we_did_not_write_is_no_press_of_a_new_article(data: str) -> None:
    assert writing.decode(data) is None
