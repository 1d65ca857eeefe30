"""What the bot could not answer, grouped by meaning: found nothing, refused all choices, or a thumb down."""

from __future__ import annotations

import asyncio
from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from bot.services import DA_NANG
from bot.statistics.slices import in_slices
from bot.store import UnansweredQuestion, read_put_aside, read_unanswered
from intents.clustering import MOST, Cluster, Clustering, Utterance, text_key
from intents.content.model import Content
from intents.match.decision import Decision
from intents.match.matcher import Match
from intents.responder import Responder

LOOK_BACK = timedelta(days=30)
"""How old a question may be to be shown."""
ASKED_AGAIN = 5
"""So many questions of a group say which articles are near it."""
NEAREST = 6
"""Articles named as near."""


@dataclass(frozen=True, slots=True)
class Group:
    """Questions of one meaning that were not answered well."""

    cluster: Cluster
    reasons: Counter[str]
    """How many of them were missed for which reason."""
    first_asked: datetime
    """When the first of them was asked, as far back as was looked."""

    @property
    def key(self) -> str:
        """Stands for the group in buttons: the key of its first question."""
        return text_key(self.cluster.members[0].text)

    @property
    def keys(self) -> frozenset[str]:
        """The keys of all its questions."""
        return frozenset(text_key(one.text) for one in self.cluster.members)

    @property
    def examples(self) -> list[str]:
        """How it was asked, each way once, most asked first."""
        return list({text_key(one.text): one.text for one in reversed(self.cluster.members)}.values())[::-1]


@dataclass(frozen=True, slots=True)
class Missed:
    """All that was missed lately."""

    groups: tuple[Group, ...]
    """Largest first, but for what is put aside."""
    aside: tuple[Group, ...]
    """What staff have put aside, and what means the same."""
    solved: int
    """How many questions were missed then and are answered now: the content has changed since."""

    @property
    def questions(self) -> int:
        """How many questions are in the groups."""
        return sum(group.cluster.size for group in self.groups)

    def new_since(self, moment: datetime) -> list[Group]:
        """The groups of which nothing was missed before that moment, largest first."""
        return [group for group in self.groups if group.first_asked >= moment]

    def find(self, key: str) -> Group | None:
        """The group of the question with that key, put aside or not."""
        return next((group for group in (*self.groups, *self.aside) if key in group.keys), None)


class MissedQuestions:
    """Finds what was missed. Keeps what it has learnt of the content that is served, for the next time."""

    def __init__(self, data: Path) -> None:
        self._data = data
        self._clustering: tuple[str, Clustering] | None = None
        self._turn = asyncio.Lock()

    async def find(self, responder: Responder, now: datetime, since: datetime | None = None) -> Missed:
        """What was missed since then (by default, in `LOOK_BACK`). The event loop goes on meanwhile. Raises
        `StoreError`."""
        async with self._turn:
            asked = await asyncio.to_thread(read_unanswered, self._data, since or now - LOOK_BACK, MOST)
            aside = await asyncio.to_thread(read_put_aside, self._data)
            matches = await in_slices(responder.matcher.match, [one.text for one in asked])
            content = responder.content
            still = still_missed(asked, matches, content)
            groups = await asyncio.to_thread(self._grouped, content, still, aside)
            return Missed(*groups, solved=sum(one.count for one in asked) - sum(one.count for one in still))

    def _grouped(
        self, content: Content, asked: Sequence[UnansweredQuestion], aside_keys: Collection[str]
    ) -> tuple[tuple[Group, ...], tuple[Group, ...]]:
        if self._clustering is None or self._clustering[0] != content.digest:
            self._clustering = (content.digest, Clustering(content))
        return grouped(self._clustering[1], asked, aside_keys)


def grouped(
    clustering: Clustering, asked: Sequence[UnansweredQuestion], aside_keys: Collection[str]
) -> tuple[tuple[Group, ...], tuple[Group, ...]]:
    """The groups of what was missed, and apart from them those of what is put aside: the questions with these keys and
    what means the same. Largest first."""
    put = [text_key(one.text) in aside_keys for one in asked]
    same = clustering.like(
        [one.text for one in asked], [one.text for one, is_put in zip(asked, put, strict=True) if is_put]
    )
    rest: list[UnansweredQuestion] = []
    aside: list[UnansweredQuestion] = []
    for one, is_put, is_same in zip(asked, put, same, strict=True):
        (aside if is_put or is_same else rest).append(one)
    return _groups(clustering, rest), _groups(clustering, aside)


def still_missed(
    asked: Sequence[UnansweredQuestion], matches: Sequence[Match], content: Content
) -> list[UnansweredQuestion]:
    """What was missed and still is, `matches` being what each question finds now."""
    return [one for one, match in zip(asked, matches, strict=True) if not _answered_now(one, match, content)]


def _answered_now(asked: UnansweredQuestion, match: Match, content: Content) -> bool:
    """Whether a question is answered better by now: one that found nothing, by any article; one whose choices were
    refused, by another article than was near then; one with a thumb down, by an article edited on a later day."""
    if match.decision is not Decision.ANSWER:
        return False
    match asked.reason:
        case "unhelpful":
            return content.articles[match.articles[0]].updated > asked.last_asked.astimezone(DA_NANG).date()
        case "none_of_these":
            return match.articles[0] not in asked.nearest
    return True


def _groups(clustering: Clustering, asked: Sequence[UnansweredQuestion]) -> tuple[Group, ...]:
    by_text = {one.text: one for one in asked}
    clusters = clustering.clusters([Utterance(one.text, one.count) for one in asked])
    return tuple(_group(cluster, [by_text[one.text] for one in cluster.members]) for cluster in clusters)


def _group(cluster: Cluster, members: Sequence[UnansweredQuestion]) -> Group:
    reasons: Counter[str] = Counter()
    for one in members:
        reasons[one.reason] += one.count
    return Group(cluster, reasons, min(one.first_asked for one in members))


def nearest_articles(group: Group, responder: Responder) -> list[str]:
    """The articles most like a group's questions, the nearest first."""
    score: defaultdict[str, float] = defaultdict(float)
    for one in group.cluster.members[:ASKED_AGAIN]:
        for article, likeness in responder.matcher.rank(one.text):
            if article in responder.content.articles:
                score[article] += likeness
    return sorted(score, key=lambda article: -score[article])[:NEAREST]
