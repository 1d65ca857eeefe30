"""How much the safety checks see, how often they accuse the innocent, and how long a verdict takes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from bench.measuring import timed
from bot.cli.setting_up import load_content
from bot.config import load_settings
from intents.content.model import Content
from intents.safety.desk import SafetyDesk, verdict_word

LISTS = Path(__file__).parent.parent / "tests/intents/safety"


def main() -> None:
    """Prints a line for each labelled list and label, then the times."""
    content = load_content(load_settings())
    desk = SafetyDesk(content)
    print("\nSafety checks: how many of each label are judged as labelled")
    for name in sorted(one.name for one in LISTS.glob("links*.tsv")):
        _judged(name, lambda text: _worst(desk, text))
    for name in sorted(one.name for one in LISTS.glob("messages*.tsv")):
        _judged(name, lambda text: desk.inspect(text).reading.kind.value)
    _disturbed(content, desk)
    for what in ("links", "messages"):
        texts = [text for name in LISTS.glob(f"{what}*.tsv") for _, text in _rows(name)]
        _time(what, desk.inspect, texts)


def _worst(desk: SafetyDesk, text: str) -> str:
    words = {verdict_word(one.standing) for one in desk.inspect(text).links}
    return next((word for word in ("imitation", "unknown", "official") if word in words), "none")


def _judged(name: str, judge: Callable[[str], str]) -> None:
    rows = _rows(LISTS / name)
    for label in dict.fromkeys(label for label, _ in rows):
        found = [judge(text) for wanted, text in rows if wanted == label]
        right = found.count(label)
        others = {other: found.count(other) for other in sorted(set(found)) if other != label}
        print(f"  {name:16} {label:10} {right:4} of {len(found):4} = {right / len(found):6.1%}   else {others or '-'}")


def _disturbed(content: Content, desk: SafetyDesk) -> None:
    """Questions of the articles, which are no frauds; some tell of one."""
    asked = [one.text for article in content.articles.values() for one in article.questions]
    frauds = sum(desk.inspect(text).reading.kind.value == "scam" for text in asked)
    print(f"  {len(asked)} questions of the articles: {frauds / len(asked):.2%} taken for a fraud")


def _time(what: str, judge: Callable[[str], object], texts: Sequence[str]) -> None:
    timing = timed(judge, texts)
    print(f"  a verdict on {what:9} median {timing.median:5.0f} µs   p99 {timing.p99:5.0f} µs   (goal 1,000 µs)")


def _rows(path: Path) -> list[tuple[str, str]]:
    lines = path.read_text(encoding="utf-8").splitlines()[1:]
    return [(label, text) for label, _, text in (line.partition("\t") for line in lines)]


if __name__ == "__main__":
    main()
