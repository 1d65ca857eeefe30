"""hoidap match: one question a line in, one JSON object a line out."""

from __future__ import annotations

import json
import sys
import time

import click

from bot.cli.setting_up import load_responder
from intents.content.facets import FACET_BY_ID
from intents.match.matcher import Match, Matcher


@click.command("match")
def command() -> None:
    """Read one question a line on standard input, write exactly one JSON object a line on standard output."""
    matcher = load_responder().matcher
    for line in sys.stdin.buffer:
        click.echo(_one(matcher, line.rstrip(b"\r\n")))
        sys.stdout.flush()


def _one(matcher: Matcher, raw: bytes) -> str:
    began = time.perf_counter()
    question = raw.decode("utf-8", errors="replace")
    match = matcher.match(question)
    micros = round((time.perf_counter() - began) * 1e6)
    return json.dumps(as_json(match, micros), ensure_ascii=False)


def as_json(match: Match, micros: int) -> dict[str, object]:
    """The interface of `hoidap match`; its keys and their meaning are fixed in the design."""
    facet = _heading(match.facet)
    articles = list(match.articles)
    parts = [(part.question, part.decision, list(part.articles), _heading(part.facet)) for part in match.parts]
    if not parts:
        parts = [(match.question, match.decision, articles, facet)]
    return {
        "question": match.question,
        "decision": match.decision.value,
        "articles": articles,
        "facet": facet,
        "entities": [
            {"kind": one.kind, "text": one.text, "id": one.id, "alternatives": list(one.alternatives)}
            for one in match.entities
        ],
        "parts": [
            {"question": question, "decision": decision.value, "articles": answering, "facet": asked}
            for question, decision, answering, asked in parts
        ],
        "score": round(match.score, 4),
        "micros": micros,
    }


def _heading(facet: str | None) -> str | None:
    return FACET_BY_ID[facet].heading if facet else None
