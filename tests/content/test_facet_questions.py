"""Which facet a question asks for, on a labelled set of our own, the right article given."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

import pytest

from intents.content.facets import FACET_BY_ID
from intents.content.model import Content
from intents.match.facets import FacetFinder
from intents.match.rewriting import Rewriter
from intents.match.text import tokens

FILE = Path(__file__).with_name("facets.tsv")
LEAST_RIGHT = 0.95
"""Two points under what was reached."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with the right article and the facet it asks for."""

    question: str
    article: str
    facet: str | None


def read() -> list[Asked]:
    """The labelled questions; `-` stands for the direct answer."""
    with FILE.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [Asked(row["question"], row["article"], None if row["facet"] == "-" else row["facet"]) for row in rows]


def test_every_label_is_a_facet_that_its_article_has(content: Content) -> None:
    asked = read()
    assert len(asked) >= 200
    for one in asked:
        article = content.articles[one.article]
        assert one.facet is None or (one.facet in FACET_BY_ID and article.section(one.facet)), one


@pytest.mark.parametrize("half", [0, 1])
def test_the_facet_asked_for_is_found(content: Content, half: int) -> None:
    rewriter = Rewriter(content.lexicon)
    finder = FacetFinder(rewriter, content.articles.values())
    asked = read()[half::2]
    missed = []
    for one in asked:
        facet = finder.find(rewriter.apply(tokens(one.question))[0], one.article)
        if (facet.id if facet else None) != one.facet:
            missed.append(f"{one.article} {one.facet} {one.question}")
    assert 1 - len(missed) / len(asked) >= LEAST_RIGHT, "\n".join(missed)
