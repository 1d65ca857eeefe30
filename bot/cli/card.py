"""hoidap card: an answer as a picture, as the button “Ảnh” makes it."""

from __future__ import annotations

from pathlib import Path

import click

from bot.cards.sheets import card_sheet
from bot.cards.typesetting import pictures
from bot.cli.setting_up import bot_name, load_content, today, written
from bot.config import ConfigError, load_settings
from intents.content.facets import FACET_BY_ID
from intents.content.findings import nearest
from intents.responder import answer_of, full_answer


@click.command("card")
@click.argument("article")
@click.option("-o", "out", type=click.Path(dir_okay=False, path_type=Path), help="File; ARTICLE.png unless given.")
@click.option("--facet", type=click.Choice(sorted(FACET_BY_ID)), help="Only this facet; without it, the whole article.")
@click.option("--bot", "named", help="The bot's user name; operator.bot in config.toml unless given.")
def command(article: str, out: Path | None, facet: str | None, named: str | None) -> None:
    """Set ARTICLE as a PNG picture, a long one as several. Prints the files' names."""
    settings = load_settings()
    content = load_content(settings)
    found = content.articles.get(article)
    if found is None:
        raise ConfigError(f"{article}: không có bài này.{nearest(article, content.articles)}")
    if facet and found.section(facet) is None:
        raise ConfigError(f"{article}: bài này không có mục “{FACET_BY_ID[facet].heading}”. Hãy bỏ --facet.")
    day = today()
    answer = answer_of(found, content.facts, day, facet=facet) if facet else full_answer(found, content.facts, day)
    made = pictures(card_sheet(answer, settings.operator, bot_name(settings, named)))
    path = out or Path(f"{article}.png")
    for number, picture in enumerate(made, start=1):
        written(path if number == 1 else path.with_stem(f"{path.stem}-{number}"), picture)
