"""Question in, replies out: the one piece that the terminal, Telegram, groups and tests use."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from intents.content.facts import fill_facts
from intents.content.model import TOPICS, Article, Content, Fact
from intents.match.decision import Decision, Thresholds
from intents.match.entities import Entity
from intents.match.matcher import Match, Matcher
from intents.match.matcher import Part as MatchedPart
from intents.match.text import Token
from intents.naming import named
from intents.reply import (
    Answer,
    Choose,
    Fallback,
    Notice,
    NoticeKind,
    Option,
    Outcome,
    Part,
    Reply,
    Topic,
    TopicPage,
    Topics,
    Urgent,
)
from intents.safety.codes import code_verdict
from intents.safety.desk import SafetyDesk
from intents.safety.messages import Kind
from intents.safety.pictures import Codes

MOST_MADE = 2_000
"""Answers kept before all are made anew: those of a day are fewer, unless the content has hundreds of articles."""
PAGE = 8
"""Articles on one page of a topic: what fits on a phone with its way back."""
HOW = "cach-lam"
"""The facet whose steps are shown to somebody who has just been robbed."""


@dataclass(frozen=True, slots=True)
class Response:
    """The replies to one message, in the order in which they are sent, and what to record of it."""

    outcome: Outcome
    replies: tuple[Reply, ...]
    match: Match | None
    """None when there was nothing to match."""


class Responder:
    """Decides what is said. Holds the content being served; a new one is made when the content changes."""

    def __init__(self, content: Content, thresholds: Thresholds | None = None, models: Path | None = None) -> None:
        self.content = content
        self.matcher = Matcher.from_content(content, thresholds, models=models)
        self.desk = SafetyDesk(content, models)
        self._entries = {(kind, entry.id): entry for kind, rows in content.directories.items() for entry in rows}
        self._made: dict[tuple[str, str | None, bool, date], Answer] = {}
        """Answers made so far, without what a question adds."""

    def respond(self, question: str, day: date, after: str | None = None) -> Response:
        """The response to a question in words, on that day (Asia/Ho_Chi_Minh). `after` is the article answered to the
        same person just before, with which a follow-up ("còn phí thì sao?") is read."""
        words = self.matcher.words(question)
        inspection = self.desk.inspect(question, words)
        if inspection.is_nothing:
            return self._answers(question, words, day, after)
        verdicts = self.desk.verdicts(inspection)
        if inspection.alone:
            return Response(Outcome.ANSWERED, verdicts, None)
        if inspection.reading.kind is Kind.VICTIM and (steps := self._steps(day)) is not None:
            return Response(Outcome.ANSWERED, (steps, *verdicts), None)
        if inspection.reading.kind is Kind.SCAM:
            about = self.article(inspection.reading.article, day)
            return Response(Outcome.ANSWERED, (*verdicts, *([about] if isinstance(about, Answer) else [])), None)
        response = self._answers(question, words, day, after)
        if response.outcome is Outcome.ANSWERED or (response.outcome is Outcome.OFFERED and inspection.is_harmless):
            return replace(response, replies=(*verdicts, *response.replies))
        return Response(Outcome.ANSWERED, verdicts, None)

    def _steps(self, day: date) -> Urgent | None:
        """What somebody who has just been robbed must do; None when the article that says so is not there."""
        rules = self.content.messages
        article = self.content.articles.get(rules.victim.article) if rules else None
        section = article.section(HOW) if article else None
        if article is None or section is None:
            return None
        steps = fill_facts(section.markdown, self.content.facts, day)
        return Urgent(article.id, steps, article.sources, article.as_of, article.checked_by, article.updated)

    def _answers(self, question: str, words: Sequence[Token], day: date, after: str | None) -> Response:
        if not words:
            return Response(Outcome.EMPTY, (Notice(NoticeKind.EMPTY),), None)
        following = self.matcher.follow_up(question, after) if after and after in self.content.articles else None
        match = following or self.matcher.match(question)
        match match.decision:
            case Decision.ANSWER:
                answers = [reply for part in match.parts or (match,) for reply in self._answer(part, day)]
                answers.sort(key=lambda reply: not isinstance(reply, Urgent))
                return Response(Outcome.ANSWERED, tuple(answers), match)
            case Decision.CHOOSE:
                return Response(Outcome.OFFERED, (Choose(self._options(match.articles)),), match)
            case Decision.FALLBACK:
                return Response(Outcome.NOT_FOUND, (Fallback(self._options(match.articles)),), match)

    def respond_to_picture(self, codes: Codes, caption: str, day: date) -> Response:
        """The response to a picture with these codes, with the words beneath it, if any."""
        rules = self.content.codes
        response = self.respond(caption, day) if caption.strip() else None
        if rules is None:
            return response or Response(Outcome.UNSUPPORTED, (Notice(NoticeKind.UNSUPPORTED),), None)
        verdict = code_verdict(codes, rules, self.desk)
        if response is None:
            return Response(Outcome.ANSWERED if codes.texts else Outcome.UNSUPPORTED, (verdict,), None)
        told = response.replies if response.outcome is Outcome.ANSWERED else ()
        match = response.match if told else None
        steps = tuple(one for one in told if isinstance(one, Urgent))
        others = tuple(one for one in told if not isinstance(one, Urgent))
        return Response(Outcome.ANSWERED, (*steps, verdict, *others), match)

    def article(self, article_id: str, day: date, facet: str | None = None, full: bool = False) -> Answer | Notice:
        """An article chosen by its id (a button, a link), or a notice when it is no longer there. A facet that the
        article does not have any more is left aside."""
        article = self.content.articles.get(article_id)
        if article is None:
            return Notice(NoticeKind.GONE)
        return self._of(article, day, facet, full)

    def answer_to(self, question: str, article_id: str, day: date) -> Answer | Notice:
        """The article that a person chose for their question, with the facet and the places they asked about."""
        article = self.content.articles.get(article_id)
        if article is None:
            return Notice(NoticeKind.GONE)
        facet, entities = self.matcher.asked_of(question, article_id)
        return self._with_named(self._of(article, day, facet), entities)

    def topics(self) -> Topics:
        """The topics that have articles, in their order."""
        there = {article.topic for article in self.content.articles.values()}
        return Topics(tuple(Topic(one, title) for one, title in TOPICS.items() if one in there))

    def topic(self, topic: str, page: int = 1) -> TopicPage | Notice:
        """A page of a topic's articles, the nearest there is when the topic has become shorter; a notice when it has
        none any more."""
        titles = [Option(one.id, one.title) for one in self.content.articles.values() if one.topic == topic]
        if not titles:
            return Notice(NoticeKind.GONE)
        pages = -(-len(titles) // PAGE)
        page = min(max(page, 1), pages)
        return TopicPage(Topic(topic, TOPICS[topic]), tuple(titles[(page - 1) * PAGE : page * PAGE]), page, pages)

    def topic_of(self, article_id: str) -> TopicPage | Notice:
        """The page that lists an article."""
        article = self.content.articles.get(article_id)
        if article is None:
            return Notice(NoticeKind.GONE)
        same = [one.id for one in self.content.articles.values() if one.topic == article.topic]
        return self.topic(article.topic, same.index(article_id) // PAGE + 1)

    def _answer(self, part: Match | MatchedPart, day: date) -> Iterator[Reply]:
        """The answer; the steps before it, or instead of it, where the article is the one for people just robbed: who
        asks "what if" will need them too."""
        article, rules = self.content.articles[part.articles[0]], self.content.messages
        if rules is not None and article.id == rules.victim.article and (steps := self._steps(day)) is not None:
            yield steps
            if part.facet in (None, HOW):
                return
        yield self._with_named(self._of(article, day, part.facet), part.entities)

    def _of(self, article: Article, day: date, facet: str | None, full: bool = False) -> Answer:
        """The article as it is answered that day, with what is related to it; made once a day."""
        key = article.id, facet, full, day
        answer = self._made.get(key)
        if answer is None:
            if len(self._made) >= MOST_MADE:
                self._made.clear()
            facts = self.content.facts
            made = full_answer(article, facts, day) if full else answer_of(article, facts, day, facet=facet)
            answer = self._made[key] = self._with_related(made)
        return answer

    def _with_named(self, answer: Answer, entities: Iterable[Entity]) -> Answer:
        there = named(self.content.articles[answer.article], entities, self._entries)
        if not there.entries and not there.asks_back:
            return answer
        return replace(answer, entries=there.entries, asks_back=there.asks_back)

    def _with_related(self, answer: Answer) -> Answer:
        related = self.content.articles[answer.article].related
        return replace(answer, related=self._options(one for one in related if one in self.content.articles))

    def _options(self, ids: Iterable[str]) -> tuple[Option, ...]:
        return tuple(Option(one, self.content.articles[one].title) for one in ids)


def answer_of(
    article: Article,
    facts: Mapping[str, Fact],
    day: date,
    *,
    facet: str | None = None,
) -> Answer:
    """The article as first sent: the facet asked for, else its direct answer, with the facts of that day."""
    section = article.section(facet) if facet else None
    return _answer(article, facts, day, facets=(section.facet.id,) if section else ())


def full_answer(article: Article, facts: Mapping[str, Fact], day: date) -> Answer:
    """All that the article says, with the facts of that day."""
    return _answer(article, facts, day, facets=tuple(part.facet.id for part in article.sections), full=True)


def _answer(
    article: Article,
    facts: Mapping[str, Fact],
    day: date,
    *,
    facets: tuple[str, ...],
    full: bool = False,
) -> Answer:
    parts = tuple(
        Part(part.facet.id, part.facet.heading, fill_facts(part.markdown, facts, day))
        for part in article.sections
        if part.facet.id in facets
    )
    return Answer(
        article=article.id,
        title=article.title,
        facet=facets[0] if facets and not full else None,
        full=full,
        has_more=not full and (bool(facets) or bool(article.sections)),
        entries=(),
        lead="" if parts and not full else fill_facts(article.lead, facts, day),
        parts=parts,
        sources=article.sources,
        as_of=article.as_of,
        checked_by=article.checked_by,
        updated=article.updated,
        facets=tuple(section.facet.id for section in article.sections),
    )
