"""Measuring: what counts as right, offered, wrong and missed, and how question files are read."""

from pathlib import Path

import pytest

from intents.match.decision import Decision
from intents.match.evaluation import Verdict, evaluate, judge
from intents.match.matcher import Match
from intents.match.questions import LabelledQuestion, QuestionFileError, read_questions


def made(decision: Decision, *articles: str) -> Match:
    return Match("?", decision, articles, None, (), 0.5)


@pytest.mark.parametrize(
    ("accept", "match", "verdict"),
    [
        (("a", "b"), made(Decision.ANSWER, "b", "c"), Verdict.RIGHT),
        (("a",), made(Decision.ANSWER, "b", "a"), Verdict.WRONG),
        (("a",), made(Decision.CHOOSE, "b", "a"), Verdict.OFFERED),
        (("a",), made(Decision.CHOOSE, "b", "c"), Verdict.MISSED),
        (("a",), made(Decision.FALLBACK, "a"), Verdict.MISSED),
        ((), made(Decision.FALLBACK, "a"), Verdict.RIGHT),
        ((), made(Decision.CHOOSE, "a"), Verdict.RIGHT),
        ((), made(Decision.ANSWER, "a"), Verdict.WRONG),
    ],
)
def test_a_match_is_judged_by_what_the_person_would_read(
    accept: tuple[str, ...], match: Match, verdict: Verdict
) -> None:
    assert judge(accept, match) is verdict


def test_counts_are_kept_by_topic_and_style_and_confusions_named() -> None:
    questions = [
        LabelledQuestion("1", ("a",), "plain"),
        LabelledQuestion("2", ("b",), "teen"),
        LabelledQuestion("3", (), "plain"),
        LabelledQuestion("4", ("chua-co",), "plain"),
    ]
    result = evaluate(questions, lambda _: made(Decision.ANSWER, "a"), {"a": "chu-ky-so", "b": "chu-ky-so"})
    assert (result.in_scope.total, result.in_scope.share(Verdict.RIGHT)) == (2, 0.5)
    assert result.by_style["teen"].share(Verdict.WRONG) == 1.0
    assert result.out_of_scope.share(Verdict.WRONG) == 1.0
    assert result.without_article.total == 1
    assert result.confusions == {("b", "a"): 1}


def test_probabilities_are_kept_of_questions_in_and_out_of_scope() -> None:
    questions = [
        LabelledQuestion("1", ("a",), "plain"),
        LabelledQuestion("2", ("b",), "plain"),
        LabelledQuestion("3", (), "plain"),
        LabelledQuestion("4", ("chua-co",), "plain"),
    ]
    result = evaluate(questions, lambda _: made(Decision.ANSWER, "a"), {"a": "chu-ky-so", "b": "chu-ky-so"})
    assert [(one.right, one.in_scope) for one in result.scored] == [(True, True), (False, True), (False, False)]


def test_a_question_file_is_read_without_quoting(tmp_path: Path) -> None:
    file = tmp_path / "q.tsv"
    file.write_text('question\taccept\tstyle\n"căn cước"\ta,b\tplain\nx\t-\tteen\n', encoding="utf-8")
    assert read_questions(file) == [
        LabelledQuestion('"căn cước"', ("a", "b"), "plain"),
        LabelledQuestion("x", (), "teen"),
    ]


@pytest.mark.parametrize(
    ("text", "line"), [("question;accept;style\n", ":1:"), ("question\taccept\tstyle\nchỉ một cột\n", ":2:")]
)
def test_a_broken_question_file_is_refused_by_line(tmp_path: Path, text: str, line: str) -> None:
    file = tmp_path / "q.tsv"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(QuestionFileError, match=line):
        read_questions(file)


def test_a_question_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(QuestionFileError, match=r"khong-co\.tsv"):
        read_questions(tmp_path / "khong-co.tsv")
