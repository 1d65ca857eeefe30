"""Small models to test with."""

from __future__ import annotations

from collections.abc import Iterable

from intents.content.model import Lexicon
from intents.match.entities import EntityFinder
from intents.match.example import Example, Kind
from intents.match.model import Model
from intents.match.rewriting import Rewriter
from intents.match.text import tokens
from intents.match.understanding import Reader, Understood

PHRASES = (
    Example("can-cuoc", "làm lại căn cước ở đâu"),
    Example("can-cuoc", "mất thẻ căn cước"),
    Example("can-cuoc", "đổi căn cước hết hạn"),
    Example("ky-so", "đăng ký chữ ký số"),
    Example("ky-so", "làm sao có chữ ký số"),
    Example("ky-so", "mất chữ ký số"),
    Example("-", "giá vàng hôm nay"),
    Example("-", "thời tiết ngày mai"),
    Example("can-cuoc", "lệ phí cấp thẻ", Kind.BODY),
)


def fitted_to(examples: Iterable[Example] = PHRASES) -> Model:
    """A model fitted to examples, read as they stand."""
    known = list(examples)
    return Model.fit(known, [tokens(one.text) for one in known])


def reader(lexicon: Lexicon | None = None) -> Reader:
    """A reader with no directories."""
    return Reader(Rewriter(lexicon or Lexicon()), EntityFinder({}))


def understood(text: str) -> Understood:
    """A text understood as it stands, every word fully trusted."""
    words = tuple(tokens(text))
    return Understood(words, (1.0,) * len(words), (), (), ())
