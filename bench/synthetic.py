"""Content of the same labels with many times as many phrases: real ones with words swapped, dropped or replaced."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

from intents.content.model import Content, Phrase


def grown(content: Content, times: int) -> Content:
    """The content with `times` as many phrases of each article, and out of scope; the same ones every time."""
    articles = {one.id: replace(one, questions=_phrases(one.questions, times)) for one in content.articles.values()}
    return replace(content, articles=articles, out_of_scope=_phrases(content.out_of_scope, times))


def _phrases(phrases: Sequence[Phrase], times: int) -> tuple[Phrase, ...]:
    words = [word for phrase in phrases for word in phrase.text.split()]
    varied = (replace(one, text=_varied(one.text, words, copy)) for copy in range(1, times) for one in phrases)
    return (*phrases, *varied)


def _varied(text: str, words: Sequence[str], copy: int) -> str:
    draw = random.Random(f"{copy} {text}")
    said = text.split()
    for _ in range(1 + copy % 3):
        at = draw.randrange(len(said))
        match draw.randrange(3):
            case 0:
                other = draw.randrange(len(said))
                said[at], said[other] = said[other], said[at]
            case 1 if len(said) > 3:
                del said[at]
            case _:
                said[at] = draw.choice(words)
    return " ".join(said)
