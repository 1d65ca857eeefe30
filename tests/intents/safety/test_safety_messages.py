"""Messages: those that bear signals of fraud, those of people just robbed, and all the others, left in peace."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intents.content.files import FRAUDS
from intents.content.model import Content, Phrase
from intents.match.questions import read_questions
from intents.match.text import fold, tokens
from intents.safety.desk import SafetyDesk
from intents.safety.messages import Kind
from intents.safety.phrases import PhraseFinder
from tests.intents.safety.labelled import labelled

MESSAGES = labelled("messages.tsv")
FRESH = ("messages-2.tsv", "messages-3.tsv", "messages-4.tsv")
"""Written after what they measure."""
SIGNAL_WORDS = tuple(fold("lỡ bấm link đọc mã otp cài app rồi mất tiền vui lòng cập nhật").split())
DEV = Path(__file__).parents[2] / "questions" / "dev.tsv"


def kinds(desk: SafetyDesk, label: str) -> list[tuple[Kind, str]]:
    """The messages of one label, each with what it is taken for."""
    return [(desk.inspect(message).reading.kind, message) for kind, message in MESSAGES if kind == label]


def missed(desk: SafetyDesk, label: str) -> tuple[float, list[str]]:
    """The share of messages of a label that are taken for something else, and these."""
    found = kinds(desk, label)
    wrong = [message for kind, message in found if kind.value != label]
    return len(wrong) / len(found), wrong


def test_the_table_is_large_enough() -> None:
    assert len(MESSAGES) >= 120


@pytest.mark.parametrize(("label", "most"), [("scam", 0.1), ("victim", 0.1), ("ordinary", 0.02)])
def test_few_messages_of_the_lists_written_last_are_taken_for_something_else(
    desk: SafetyDesk, label: str, most: float
) -> None:
    rows = [row for name in FRESH for row in labelled(name)]
    messages = [message for kind, message in rows if kind == label]
    wrong = [message for message in messages if desk.inspect(message).reading.kind.value != label]
    assert len(wrong) / len(messages) <= most, wrong


def test_no_message_that_measures_was_learnt_from(served: Content) -> None:
    learnt = {fold(one.text) for examples in served.examples.values() for one in examples}
    measuring = {fold(message) for name in ("messages.tsv", *FRESH) for _, message in labelled(name)}
    assert measuring & learnt == set()


@pytest.mark.parametrize(("label", "most"), [("scam", 0.1), ("victim", 0.1), ("ordinary", 0.02)])
def test_few_messages_of_the_table_are_taken_for_something_else(desk: SafetyDesk, label: str, most: float) -> None:
    share, wrong = missed(desk, label)
    print(f"{label}: {share:.1%} taken for something else")
    assert share <= most, wrong


def test_without_accents_as_many_are_recognised(desk: SafetyDesk) -> None:
    frauds = [fold(message) for kind, message in MESSAGES if kind == "scam" and "http" not in message]
    found = [desk.inspect(message).reading.kind is Kind.SCAM for message in frauds]
    assert sum(found) / len(found) >= 0.9


def test_questions_of_residents_are_hardly_ever_disturbed(desk: SafetyDesk) -> None:
    questions = [one.text for one in read_questions(DEV)]
    disturbed = [text for text in questions if desk.inspect(text).reading.kind is Kind.SCAM]
    print(f"{len(disturbed)} of {len(questions)} questions taken for fraud")
    assert len(disturbed) <= 0.02 * len(questions), disturbed


def test_the_example_questions_of_the_articles_are_hardly_ever_disturbed(desk: SafetyDesk, served: Content) -> None:
    questions = [phrase.text for article in served.articles.values() for phrase in article.questions]
    disturbed = [text for text in questions if desk.inspect(text).reading.kind is Kind.SCAM]
    assert len(disturbed) <= 0.005 * len(questions), disturbed


def test_the_signals_are_named_heaviest_first(desk: SafetyDesk) -> None:
    signals = desk.inspect("Tuyển CTV online, việc nhẹ lương cao, kết bạn Zalo ngay").reading.signals
    assert signals[0].name.startswith("mời việc nhẹ")
    assert [one.weight for one in signals] == sorted((one.weight for one in signals), reverse=True)


def test_a_link_alone_is_no_fraudulent_message(desk: SafetyDesk) -> None:
    assert desk.inspect("https://vneid-capnhat.top").reading.kind is Kind.ORDINARY


def test_a_link_that_imitates_weighs_in(desk: SafetyDesk) -> None:
    assert desk.inspect("anh cập nhật ngay tại vneid-capnhat.top").reading.kind is Kind.SCAM


def test_who_asks_whether_it_is_true_is_answered_and_not_warned(desk: SafetyDesk) -> None:
    assert desk.inspect("công an gọi kêu cập nhật VNeID có thật không").reading.kind is Kind.ORDINARY


def test_a_word_with_accents_stands_for_itself_only() -> None:
    finder = PhraseFinder([["mất tiền rồi"]], {})
    assert finder.find(tokens("mất tiền rồi")) == finder.find(tokens("mat tien roi")) == {0}
    assert finder.find(tokens("mặt tiền rồi")) == set()


@pytest.mark.parametrize(
    "text",
    [
        "đ.ọ.c mã O T P cho em để mở khóa tài khoản ngân hàng, gấp",
        "B4n da zu d!eu k1en nh4n t1en h0 tr0, b4m v4o www.zkxpw.icu, qu4 h4n kh0ng du0c ch4p nh4n",
        "T u y ể n c t v l à m t ạ i n h à, h o a h ồ n g c a o, i b z a l o",
        "tk cua c bi khoa, bam vao link nay nhap mk vs otp de mo lai nha",
    ],
)
def test_words_that_evade_filters_are_read(desk: SafetyDesk, text: str) -> None:
    assert desk.inspect(text).reading.kind is Kind.SCAM


def test_what_was_learnt_is_kept_for_the_next_start(served: Content, tmp_path: Path) -> None:
    first = SafetyDesk(served, tmp_path)
    (stored,) = tmp_path.iterdir()
    written = stored.stat().st_mtime_ns
    again = SafetyDesk(served, tmp_path)
    assert stored.stat().st_mtime_ns == written
    for _, message in MESSAGES:
        assert again.inspect(message) == first.inspect(message)


def test_weights_that_cannot_be_read_are_learnt_anew(served: Content, tmp_path: Path) -> None:
    SafetyDesk(served, tmp_path)
    (stored,) = tmp_path.iterdir()
    stored.write_text('[{"bias": "x"}]', encoding="utf-8")
    desk = SafetyDesk(served, tmp_path)
    assert desk.inspect(MESSAGES[0][1]).reading.kind is Kind.SCAM


def test_an_example_that_staff_add_is_learnt(served: Content) -> None:
    new = "mua thần dược gia truyền của ông lang Ba, bao khỏi, đặt ngay"
    assert SafetyDesk(served).inspect(new).reading.kind is Kind.ORDINARY
    examples = dict(served.examples)
    examples[FRAUDS] = (
        *examples[FRAUDS],
        *[Phrase(f"{new} số {number}", 1) for number in ["một", "hai", "ba", "bốn", "năm"]],
    )
    assert SafetyDesk(replace(served, examples=examples)).inspect(new).reading.kind is Kind.SCAM


@given(text=st.text(max_size=300))
def test_any_text_is_read(desk: SafetyDesk, text: str) -> None:
    assert desk.inspect(text).reading.kind in Kind


@given(words=st.lists(st.sampled_from(SIGNAL_WORDS), max_size=300))
def test_the_longest_heap_of_signal_words_is_read(desk: SafetyDesk, words: list[str]) -> None:
    assert desk.inspect(" ".join(words)).reading.kind in Kind
