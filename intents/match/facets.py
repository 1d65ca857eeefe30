"""Which facet a question asks for: its fee, its time, its papers, …"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from intents.content.facets import ASKS_NOTHING, FACETS, GAP, Facet
from intents.content.model import Article
from intents.match.phrasebook import Phrasebook
from intents.match.rewriting import Rewriter
from intents.match.text import Token, tokens

LONGEST_GAP = 7
"""How many words may stand where a way of asking has a gap."""
_GENERAL = {"cach-lam": 0.6, "luu-y": 0.9}
"""Facets whose words ("làm sao") stand in questions of any kind: anything more definite wins."""
_HINT = 0.3
"""How far a hint counts beside a way of asking."""


@dataclass(frozen=True, slots=True)
class _Asking:
    """One way of asking, as folded words."""

    facet: Facet | None
    """None for words that ask for nothing."""
    words: tuple[str, ...]
    after_gap: tuple[str, ...]
    weight: float
    written: str | None
    """The only word with its accents, where it must be written with them."""
    is_hint: bool = False

    def end(self, folded: Sequence[str], at: int) -> int | None:
        """The number of the word after it when it stands at `at`, else None."""
        end = at + len(self.words)
        if tuple(folded[at:end]) != self.words:
            return None
        if not self.after_gap:
            return end
        size = len(self.after_gap)
        for begin in range(end, min(end + LONGEST_GAP + 1, len(folded) - size + 1)):
            if tuple(folded[begin : begin + size]) == self.after_gap:
                return end
        return None


_NOTHING = _Asking(None, (), (), 0.0, None)


class FacetFinder:
    """Finds the facet by the words that `FACETS` lists for it, normalised like any question."""

    def __init__(self, rewriter: Rewriter, articles: Iterable[Article]) -> None:
        asked = sorted(_ways_of_asking(rewriter), key=lambda one: -len(one.words) - len(one.after_gap))
        self._ways = Phrasebook((one.words, one) for one in asked)
        self._facets: dict[str, frozenset[str]] = {}
        self._named: dict[str, frozenset[tuple[str, ...]]] = {}
        for article in articles:
            self._facets[article.id] = frozenset(section.facet.id for section in article.sections)
            self._named[article.id] = self._within_names(article)

    def find(self, words: Sequence[Token], article_id: str) -> Facet | None:
        """The facet asked for among those the article has. The most definite way of asking decides, the last of equal
        ones; a hint does not where something that the article lacks was asked for. Words that are part of what the
        article is called ("chữ ký số miễn phí") ask for nothing."""
        there = self._facets.get(article_id)
        if not there:
            return None
        named = self._named[article_id]
        folded = [word.folded for word in words]
        best = _NOTHING
        lacking = False
        covered = 0
        for at, word in enumerate(folded):
            for asking in self._ways.beginning(folded, at) if word in self._ways.first else ():
                end = asking.end(folded, at)
                if end is None or (asking.written and words[at].accented != asking.written):
                    continue
                facet = asking.facet
                if facet and end > covered and asking.words not in named:
                    if facet.id not in there:
                        lacking = lacking or not asking.is_hint
                    elif asking.weight >= best.weight:
                        best = asking
                covered = max(covered, end)
                break
        return None if best.is_hint and lacking else best.facet

    def _within_names(self, article: Article) -> frozenset[tuple[str, ...]]:
        names = [tuple(word.folded for word in tokens(name)) for name in (article.title, *article.names)]
        return frozenset(
            one.words
            for name in names
            for at in range(len(name))
            for one in self._ways.beginning(name, at)
            if not one.after_gap and name[at : at + len(one.words)] == one.words
        )


def _ways_of_asking(rewriter: Rewriter) -> Iterable[_Asking]:
    for facet in FACETS:
        definite = _GENERAL.get(facet.id, 1.0)
        for phrase in facet.asked_by:
            yield _asking(rewriter, facet, phrase, definite)
        for phrase in facet.hinted_by:
            yield _asking(rewriter, facet, phrase, definite * _HINT, is_hint=True)
    for phrase in ASKS_NOTHING:
        yield _asking(rewriter, None, phrase, 0.0)


def _asking(rewriter: Rewriter, facet: Facet | None, phrase: str, weight: float, is_hint: bool = False) -> _Asking:
    before, _, after = phrase.partition(GAP)
    words, after_gap = (rewriter.apply(tokens(part))[0] for part in (before, after))
    return _Asking(
        facet=facet,
        words=tuple(word.folded for word in words),
        after_gap=tuple(word.folded for word in after_gap),
        weight=weight * (len(words) + len(after_gap) + 1),
        written=words[0].accented if is_hint and len(words) == 1 else None,
        is_hint=is_hint,
    )
