"""Which facet a question asks for: its fee, its time, its papers, …"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from intents.content.facets import FACETS, Facet
from intents.content.model import Article
from intents.match.rewriting import Rewriter
from intents.match.text import tokens

_GENERAL = {"cach-lam": 0.6, "luu-y": 0.8}
"""Facets whose words ("làm sao") stand in questions of any kind: anything more definite wins."""


class FacetFinder:
    """Finds the facet by the words that `FACETS` lists for it, normalised like any question."""

    def __init__(self, rewriter: Rewriter, articles: Iterable[Article]) -> None:
        self._phrases = [
            (facet, f" {' '.join(word.folded for word in rewriter.apply(tokens(phrase))[0])} ")
            for facet in FACETS
            for phrase in facet.asked_by
        ]
        self._of_article = {article.id: self._asked_of(article) for article in articles}

    def words(self) -> set[str]:
        """The folded words by which facets are asked for: known words, not to be mended into others."""
        return {word for _, phrase in self._phrases for word in phrase.split()}

    def find(self, folded: Sequence[str], article_id: str) -> Facet | None:
        """The facet asked for among those the article has; the longest way of asking decides. Words that are part of
        what the article is called ("chữ ký số miễn phí") ask for nothing."""
        text = f" {' '.join(folded)} "
        best: Facet | None = None
        best_weight = 0.0
        for facet, phrase, weight in self._of_article.get(article_id, ()):
            if weight > best_weight and phrase in text:
                best, best_weight = facet, weight
        return best

    def _asked_of(self, article: Article) -> list[tuple[Facet, str, float]]:
        called = [f" {' '.join(word.folded for word in tokens(name))} " for name in (article.title, *article.names)]
        return [
            (facet, phrase, phrase.count(" ") * _GENERAL.get(facet.id, 1.0))
            for facet, phrase in self._phrases
            if article.section(facet.id) is not None and not any(phrase in name for name in called)
        ]
