"""Time per match and accuracy, side by side with what one would pick instead: rapidfuzz over the same phrases."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from pathlib import Path

from rapidfuzz import fuzz, process

from bot.cli.setting_up import load_responder
from intents.match.questions import LabelledQuestion, read_questions
from intents.match.text import fold

QUESTIONS = Path(__file__).parent.parent / "tests/questions/dev.tsv"
ROUNDS = 3


def main() -> None:
    """Prints build time, then median and p99 per match and the share whose best article is right, for each method."""
    began = time.perf_counter()
    responder = load_responder()
    articles = responder.content.articles
    phrases = [(fold(one.text), article.id) for article in articles.values() for one in article.questions]
    print(f"content: {len(articles)} articles, {len(phrases)} phrases; loaded and indexed in {_ms(began):.0f} ms")
    texts = [phrase for phrase, _ in phrases]

    def by(scorer: Callable[..., float]) -> Callable[[str], str]:
        def best(question: str) -> str:
            found = process.extractOne(fold(question), texts, scorer=scorer)
            return phrases[found[2]][1] if found else ""

        return best

    asked = read_questions(QUESTIONS)
    known = [one for one in asked if any(article in articles for article in one.accept)]
    ours = _measure("ours", lambda question: responder.matcher.rank(question)[0][0], asked, known)
    for name, scorer in (("rapidfuzz WRatio", fuzz.WRatio), ("rapidfuzz token_set_ratio", fuzz.token_set_ratio)):
        theirs = _measure(name, by(scorer), asked, known)
        print(f"{'':28} ours is {theirs / ours:.1f} times as fast")


def _measure(
    name: str, best: Callable[[str], str], asked: list[LabelledQuestion], known: list[LabelledQuestion]
) -> float:
    """Prints one line and gives the median in microseconds, the best of the rounds."""
    rounds = []
    for _ in range(ROUNDS):
        times = []
        for one in asked:
            began = time.perf_counter()
            best(one.text)
            times.append((time.perf_counter() - began) * 1e6)
        rounds.append((statistics.median(times), statistics.quantiles(times, n=100)[98]))
    right = sum(best(one.text) in one.accept for one in known)
    median, worst = min(rounds)
    print(f"{name:28} median {median:8.0f} µs   p99 {worst:8.0f} µs   best article right {right}/{len(known)}")
    return median


def _ms(began: float) -> float:
    return (time.perf_counter() - began) * 1e3
