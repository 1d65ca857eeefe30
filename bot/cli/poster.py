"""hoidap poster: an A4 sheet with a QR code to hang at a one-stop office or on a cashless street."""

from __future__ import annotations

from pathlib import Path

import click

from bot.cards.sheets import Sheet, article_poster, topic_poster
from bot.cards.typesetting import pdf, pictures
from bot.cli.setting_up import bot_name, load_content, today, written
from bot.config import ConfigError, OperatorSettings, load_settings
from intents.content.findings import nearest
from intents.content.model import TOPICS, Content
from intents.reply import Option, Topic, TopicPage
from intents.responder import answer_of


@click.command("poster")
@click.argument("about")
@click.option("-o", "out", type=click.Path(dir_okay=False, path_type=Path), help="File; ABOUT.pdf unless given.")
@click.option("--bot", "named", help="The bot's user name; operator.bot in config.toml unless given.")
def command(about: str, out: Path | None, named: str | None) -> None:
    """Set a poster that leads to ABOUT, an article or a topic: a PDF and beside it a PNG. Prints the files' names."""
    settings = load_settings()
    name = bot_name(settings, named)
    if not name:
        raise ConfigError(
            "Chưa biết tên bot để làm mã QR. Hãy thêm --bot TênBot, hoặc ghi operator.bot trong config.toml."
        )
    sheet = _sheet(about, load_content(settings), settings.operator, name)
    path = out or Path(about)
    written(path.with_suffix(".pdf"), pdf(sheet))
    written(path.with_suffix(".png"), pictures(sheet)[0])


def _sheet(about: str, content: Content, operator: OperatorSettings, name: str) -> Sheet:
    article = content.articles.get(about)
    if article is not None:
        return article_poster(answer_of(article, content.facts, today()), operator, name)
    options = tuple(Option(one.id, one.title) for one in content.articles.values() if one.topic == about)
    if about in TOPICS and options:
        return topic_poster(TopicPage(Topic(about, TOPICS[about]), options, 1, 1), operator, name)
    raise ConfigError(f"{about}: không có bài hay chủ đề này.{nearest(about, [*content.articles, *TOPICS])}")
