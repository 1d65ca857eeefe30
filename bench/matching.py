"""Time per match and accuracy of our matcher, side by side with what one would pick instead, on the project's content
and on content 10 and 100 times as large (`python -m bench.matching 1 10` for some of the sizes only)."""

from __future__ import annotations

import random
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from bench import baselines
from bench.baselines import Best
from bench.measuring import Timing, built, timed
from bench.synthetic import grown
from bot.cli.setting_up import load_content
from bot.config import load_settings
from intents.content.model import Content
from intents.match.evaluation import Verdict, evaluate
from intents.match.matcher import Matcher
from intents.match.questions import LabelledQuestion, read_questions

QUESTIONS = Path(__file__).parent.parent / "tests/questions/dev.tsv"
Item = TypeVar("Item")
SIZES = (1, 10, 100)
MOST_COMPARISONS = 1_000_000
"""How many phrases rapidfuzz compares at most in one measurement: where there are more, it is asked fewer questions."""
FEWEST_QUESTIONS = 6
MOST_LEARNT = 30_000
"""How many phrases LinearSVC learns at most; of more it gets a sample."""
LIBRARY_PHRASES, LIBRARY_LABELS = 5_000, 150


def main(sizes: Sequence[int] = SIZES) -> None:
    """Prints a block for each size, then what `Matcher.from_examples` takes for other people's data."""
    settings = load_settings()
    content = load_content(settings)
    asked = read_questions(QUESTIONS)
    print("CPU time of the thread in microseconds; wall time beside it. Memory is how much the process grew.")
    ours = {times: _size(grown(content, times), times, asked) for times in sizes}
    first, *others = sizes
    for times in others:
        slower = ours[times].median / ours[first].median
        print(f"ours over {times // first} times the phrases: {slower:.1f} times the time per match")
    _library(content)


def _size(content: Content, times: int, asked: Sequence[LabelledQuestion]) -> Timing:
    pairs = [(one.text, article.id) for article in content.articles.values() for one in article.questions]
    print(f"\n{times}×: {len(content.articles)} articles, {len(pairs)} phrases, {len(asked)} questions")
    known = [one for one in asked if any(article in content.articles for article in one.accept)]
    with tempfile.TemporaryDirectory() as folder:
        matcher, cold, memory = built(lambda: Matcher.from_content(content, models=Path(folder)))
        _, cached, _ = built(lambda: Matcher.from_content(content, models=Path(folder)))
    print(f"  ours: built in {cold:.2f} s, {cached:.2f} s from the stored model; {memory:.0f} MB")
    ours = timed(matcher.match, [one.text for one in asked])
    _line("ours", ours, lambda question: matcher.rank(question)[0][0], known)
    _verdicts(matcher, content, asked)
    fewer = _sample(known, max(MOST_COMPARISONS // len(pairs), FEWEST_QUESTIONS))
    for name, make in (
        ("rapidfuzz WRatio", baselines.rapidfuzz_wratio),
        ("rapidfuzz token_set_ratio", baselines.rapidfuzz_token_set),
    ):
        _baseline(name, make(pairs), fewer, ours)
    learnt = _sample(pairs, MOST_LEARNT)
    svc, took, memory = built(lambda: baselines.linear_svc(learnt))
    print(f"  LinearSVC: fitted to {len(learnt)} phrases in {took:.1f} s; {memory:.0f} MB")
    _baseline("TF-IDF + LinearSVC", svc, known, ours)
    return ours


def _baseline(name: str, best: Best, asked: Sequence[LabelledQuestion], ours: Timing) -> None:
    theirs = timed(best, [one.text for one in asked])
    _line(name, theirs, best, asked)
    print(f"  {'':26} ours is {theirs.median / ours.median:.1f} times as fast")


def _line(name: str, timing: Timing, best: Callable[[str], str], known: Sequence[LabelledQuestion]) -> None:
    right = sum(best(one.text) in one.accept for one in known)
    print(
        f"  {name:26} median {timing.median:9.0f} µs   p99 {timing.p99:9.0f} µs   (wall {timing.wall_median:9.0f} µs)"
        f"   best label right {right / len(known):6.1%} of {len(known)}"
    )


def _verdicts(matcher: Matcher, content: Content, asked: Sequence[LabelledQuestion]) -> None:
    topics = {article.id: article.topic for article in content.articles.values()}
    result = evaluate(asked, matcher.match, topics)
    right, wrong = result.in_scope.share(Verdict.RIGHT), result.in_scope.share(Verdict.WRONG)
    offered, outside = result.in_scope.share(Verdict.RIGHT, Verdict.OFFERED), result.out_of_scope.share(Verdict.WRONG)
    print(f"  {'':26} answered rightly {right:.1%}, rightly or offered {offered:.1%}, wrongly {wrong:.1%}", end="; ")
    print(f"out of scope answered {outside:.1%}")


def _library(content: Content) -> None:
    """Times the matcher as a library: many phrases of many labels, nothing of our content but the words."""
    pairs = [
        (one.text, at, article)
        for article in grown(content, 3).articles.values()
        for at, one in enumerate(article.questions)
    ]
    halves = LIBRARY_LABELS - len(content.articles)
    split = set(list(content.articles)[: max(halves, 0)])
    labelled = [(text, f"{one.id}/{at % 2}" if one.id in split else one.id) for text, at, one in pairs]
    taken = _sample(labelled, LIBRARY_PHRASES)
    matcher, took, memory = built(lambda: Matcher.from_examples(taken))
    labels = len(matcher.rank("x"))
    print(f"\nfrom_examples: {len(taken)} phrases, {labels} labels built in {took:.1f} s (goal 10 s); {memory:.0f} MB")
    timing = timed(matcher.rank, [text for text, _ in _sample(labelled, 500)])
    print(f"  rank: median {timing.median:.0f} µs, p99 {timing.p99:.0f} µs")


def _sample(items: Sequence[Item], size: int) -> list[Item]:
    if len(items) <= size:
        return list(items)
    return random.Random(0).sample(list(items), size)


if __name__ == "__main__":
    main([int(one) for one in sys.argv[1:]] or SIZES)
