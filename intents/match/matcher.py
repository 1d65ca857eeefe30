"""The matcher: from a question to the articles that answer it."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, field, replace
from pathlib import Path

from intents.content.facets import FACETS
from intents.content.model import Content, Lexicon
from intents.match.acronyms import Acronyms
from intents.match.calibration import Calibrations, fitted_calibrations
from intents.match.decision import Decided, Decision, Thresholds, decide
from intents.match.entities import Entity, EntityFinder
from intents.match.example import OUTSIDE, Example, Kind
from intents.match.facets import FacetFinder
from intents.match.features import Concept
from intents.match.fitting import fitted
from intents.match.following import FollowUps
from intents.match.messages import questions_in
from intents.match.model import Model
from intents.match.ranking import Ranked, Ranker, Ranking
from intents.match.repair import Repairer
from intents.match.rewriting import Rewriter
from intents.match.text import Token, tokens
from intents.match.understanding import Reader, Understood
from intents.match.unlisted import UnlistedNames

MOST_PARTS = 3
"""A message of more questions is read as one: it is a story."""
NAMES_COMBINED = 3
"""How many of an article's names are combined with the words of its facets."""
_NO_WORDS = re.compile(r"\{\{[^}]*\}\}|\]\([^)]*\)")
"""References to facts and targets of links, which are no words of an article."""


@dataclass(frozen=True, slots=True)
class Part:
    """One of the questions in a message that asks several."""

    question: str
    decision: Decision
    articles: tuple[str, ...]
    facet: str | None
    entities: tuple[Entity, ...]


@dataclass(frozen=True, slots=True)
class Match:
    """What was made of a question."""

    question: str
    decision: Decision
    articles: tuple[str, ...]
    facet: str | None
    """Id of the facet asked for, when the first article has it."""
    entities: tuple[Entity, ...]
    score: float
    """Probability that the first article is the right one, whatever the decision."""
    top: tuple[tuple[str, float], ...] = ()
    """The three best articles with their raw scores, kept with the question for whoever asks why."""
    parts: tuple[Part, ...] = ()
    """Where the message asks for several articles: each question with its own; the first is what this match holds."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """A match with its reasons."""

    match: Match
    understood: Understood
    decided: Decided
    best: tuple[tuple[Ranked, str], ...]
    """The four best, each with the phrase most like the question."""
    evidence: tuple[tuple[str, float], ...]
    """What each feature of the question contributed to the best, most first."""


@dataclass(slots=True)
class Matcher:
    """Compares questions with examples. Built once from content or from pairs; only what was read last is kept, for a
    moment."""

    _model: Model
    _examples: Sequence[Example]
    _reader: Reader
    _facets: FacetFinder | None = None
    _unlisted: UnlistedNames = field(default_factory=lambda: UnlistedNames((), {}))
    _acronyms: Acronyms | None = None
    _thresholds: Thresholds = field(default_factory=Thresholds)
    _calibrations: Calibrations = field(default_factory=fitted_calibrations)
    _ranker: Ranker = field(init=False)
    _repairer: Repairer = field(init=False)
    _follow_ups: FollowUps = field(init=False)
    _last_read: tuple[str, Understood] | None = field(init=False, default=None)
    """Whether a message may be a follow-up, what it asks then, and the match, are asked one after the other."""

    def __post_init__(self) -> None:
        self._ranker = Ranker(self._model)
        asked = [way for facet in FACETS for way in (*facet.asked_by, *facet.hinted_by)]
        ways = [[word.folded for word in self._reader.example_words(way)] for way in asked]
        self._follow_ups = FollowUps(ways if self._facets else ())
        known = self._reader.name_words() | ({word for way in ways for word in way} if self._facets else set())
        words = dict.fromkeys(known, 1) | self._model.counted_words()
        self._repairer = Repairer(words, self._model.is_pair, self._acronyms)

    @classmethod
    def from_examples(cls, pairs: Iterable[tuple[str, str]], lexicon: Lexicon | None = None) -> Matcher:
        """A matcher that learns from `(phrase, label)` pairs alone. Raises `ValueError` when there are none."""
        lexicon = lexicon or Lexicon()
        reader = Reader(Rewriter(lexicon), EntityFinder({}))
        examples = [Example(label, phrase) for phrase, label in pairs]
        if not examples:
            raise ValueError("from_examples needs at least one (phrase, label) pair")
        return cls(fitted(examples, reader, _concepts(lexicon, reader)), examples, reader)

    @classmethod
    def from_content(
        cls,
        content: Content,
        thresholds: Thresholds | None = None,
        *,
        without: Set[tuple[str, str]] = frozenset(),
        models: Path | None = None,
    ) -> Matcher:
        """A matcher over the articles of the content: their questions, titles, names and texts; and its out-of-scope
        questions. The (article id, phrase) pairs in `without` are not learnt, `OUTSIDE` standing for the id of what is
        out of scope. The fitted model is kept in the folder `models`, when given, for the next start."""
        rewriter = Rewriter(content.lexicon)
        reader = Reader(rewriter, EntityFinder(content.directories))
        examples = [Example(label, text, kind) for label, text, kind in _texts(content) if (label, text) not in without]
        return cls(
            fitted(examples, reader, _concepts(content.lexicon, reader), models),
            examples,
            reader,
            FacetFinder(rewriter, content.articles.values()),
            UnlistedNames(content.articles.values(), content.directories),
            Acronyms(tokens(name) for article in content.articles.values() for name in article.names),
            thresholds or Thresholds(),
        )

    def rank(self, text: str) -> list[tuple[str, float]]:
        """Every label with its score (0…1), best first, ties by label; never empty, deterministic."""
        return [(label, _unit(score)) for label, score in self._ranker.all(self._read(text))]

    def words(self, text: str) -> list[Token]:
        """The words of a text as they stand: what `tokens` gives, quicker, since those of the examples are known."""
        return self._reader.plain_words(text)

    def match(self, question: str) -> Match:
        """What to do with a message. It is read as several questions only where each of them is answered for certain,
        and not by the same article."""
        questions = questions_in(question)
        if 2 <= len(questions) <= MOST_PARTS:
            matches = self._all_answered(questions)
            first = {one.articles[0]: one for one in reversed(matches)}
            distinct = [one for one in matches if first[one.articles[0]] is one]
            if len(distinct) > 1:
                return replace(distinct[0], question=question, parts=tuple(map(_part, distinct)))
        return self._match(question)

    def follow_up(self, question: str, article_id: str) -> Match | None:
        """The message read with the article that was answered just before, when it asks for one of its facets and
        names no thing of its own; None when it stands alone."""
        if not self.may_follow(question):
            return None
        understood = self._read(question)
        facet = self._facet_of(understood, article_id)
        if facet is None:
            return None
        entities = self._unlisted.beside(question, understood.entities, article_id)
        return Match(question, Decision.ANSWER, (article_id,), facet, entities, 1.0)

    def may_follow(self, question: str) -> bool:
        """Whether the message could be a follow-up to an answer: it names no thing of its own."""
        return self._follow_ups.points_back(self._read(question).folded)

    def _all_answered(self, questions: Sequence[str]) -> list[Match]:
        """The matches of the questions, in their order; none when one of them is not answered for certain. The
        shortest is tried first: it says so soonest."""
        found: dict[str, Match] = {}
        for question in sorted(questions, key=len):
            found[question] = self._match(question)
            if found[question].decision is not Decision.ANSWER:
                return []
        return [found[question] for question in questions]

    def _match(self, question: str) -> Match:
        understood = self._read(question)
        ranking = self._ranker.rank(understood)
        return self._conclude(question, understood, ranking, self._decide(ranking))

    def explain(self, question: str) -> Explanation:
        """The same with its reasons."""
        understood = self._read(question)
        ranking, compared = self._ranker.compared(understood)
        decided = self._decide(ranking)
        best = []
        for one in ranking.labels[:4]:
            example = self._model.most_alike(compared, self._model.labels.index(one.label))
            best.append((one, self._examples[example].text if example is not None else ""))
        evidence = (
            self._model.evidence(compared, self._model.labels.index(ranking.labels[0].label)) if ranking.labels else []
        )
        match = self._conclude(question, understood, ranking, decided)
        return Explanation(match, understood, decided, tuple(best), tuple(evidence))

    def signals(self, question: str) -> tuple[tuple[str, ...], tuple[float, ...]]:
        """The four best labels and the signals by which they are judged: what the calibrations are fitted to."""
        ranking = self._ranker.rank(self._read(question))
        return tuple(one.label for one in ranking.labels[:4]), ranking.signals

    def asked_of(self, question: str, article_id: str) -> tuple[str | None, tuple[Entity, ...]]:
        """Which facet of that article a question asks for, if any, and the names in it."""
        understood = self._read(question)
        return self._facet_of(understood, article_id), self._unlisted.beside(question, understood.entities, article_id)

    def _read(self, text: str) -> Understood:
        if self._last_read is not None and self._last_read[0] == text:
            return self._last_read[1]
        understood = self._reader.read(text, self._repairer)
        self._last_read = (text, understood)
        return understood

    def _decide(self, ranking: Ranking) -> Decided:
        return decide(ranking, self._thresholds, self._calibrations)

    def _facet_of(self, understood: Understood, article_id: str) -> str | None:
        facet = self._facets.find(understood.words, article_id) if self._facets else None
        return facet.id if facet else None

    def _conclude(self, question: str, understood: Understood, ranking: Ranking, decided: Decided) -> Match:
        best = decided.articles[0] if decided.articles else ""
        return Match(
            question=question,
            decision=decided.decision,
            articles=decided.articles,
            facet=self._facet_of(understood, best),
            entities=self._unlisted.beside(question, understood.entities, best),
            score=decided.probability,
            top=tuple((one.label, round(one.score, 4)) for one in ranking.labels[:3]) if ranking.signals else (),
        )


def _part(match: Match) -> Part:
    return Part(match.question, match.decision, match.articles, match.facet, match.entities)


def _unit(score: float) -> float:
    """A score between 0 and 1 that keeps the order."""
    return 1.0 / (1.0 + math.exp(-3.0 * score))


def _texts(content: Content) -> Iterable[tuple[str, str, Kind]]:
    """Everything that is learnt: label, text and where it comes from."""
    for article in content.articles.values():
        for phrase in article.questions:
            yield article.id, phrase.text, Kind.PHRASE
        for name in (article.title, *article.names):
            yield article.id, name, Kind.NAME
        for section in article.sections:
            for name in article.names[:NAMES_COMBINED]:
                yield article.id, f"{name} {section.facet.asked_by[0]}", Kind.MADE
        for body in (article.lead, *(section.markdown for section in article.sections)):
            yield article.id, _NO_WORDS.sub(" ", body), Kind.BODY
    for phrase in content.out_of_scope:
        yield OUTSIDE, phrase.text, Kind.PHRASE


def _concepts(lexicon: Lexicon, reader: Reader) -> list[Concept]:
    return [
        Concept(concept.name, tuple(reader.example_words(phrase) for phrase in concept.phrases))
        for concept in lexicon.concepts
    ]
