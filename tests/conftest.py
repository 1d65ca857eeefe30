"""What all tests share: a guard against the network, and small content to work on."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path

import pytest

from bot.sandbox import only_loopback
from intents.content.facets import FACET_BY_ID
from intents.content.model import Article, Content, Entry, Fact, FactValue, Lexicon, Phrase, Rewrite, Section, Source

NOT_OURS = (
    "giá vàng bao nhiêu",
    "vé máy bay đi Sài Gòn",
    "hôm nay mưa không",
    "thời tiết ngày mai",
    "kết quả bóng đá hôm nay",
    "mua xe máy cũ",
    "nấu bún bò",
    "vay tiền nhanh",
)
SOURCE = Source("Nghị định 1/2025", "https://example.gov.vn/1", date(2025, 6, 1))


SLOW_FIRST = ("content", "pages", "bot")
"""Folders whose files take longest: begun first, so that no worker is left with them at the end."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Orders the files by how long their folder takes; xdist hands them out in this order."""
    here = Path(__file__).parent
    folder = {item: item.path.relative_to(here).parts[0] for item in items}
    items.sort(key=lambda item: SLOW_FIRST.index(folder[item]) if folder[item] in SLOW_FIRST else len(SLOW_FIRST))


@pytest.fixture(autouse=True)
def _nothing_leaves_loopback() -> Iterator[None]:
    with only_loopback():
        yield


@pytest.fixture(scope="session")
def fitted_models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where processes that serve the real content keep its fitted model: one fits it, the others read it, in every
    worker of this run."""
    of_this_run = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        of_this_run = of_this_run.parent
    folder = of_this_run / "models"
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture
def data_with_model(tmp_path: Path, fitted_models: Path) -> Path:
    """A data folder as a second start finds it: without a database, with the fitted model."""
    data = tmp_path / "data"
    data.mkdir()
    (data / "model").symlink_to(fitted_models, target_is_directory=True)
    return data


ArticleMaker = Callable[..., Article]


@pytest.fixture(scope="session")
def make_article() -> ArticleMaker:
    """Makes an article; only what a test cares about need be given."""

    def make(
        article_id: str,
        questions: tuple[str, ...] = (),
        *,
        topic: str = "dich-vu-cong",
        title: str = "",
        lead: str = "Câu trả lời.",
        sections: Mapping[str, str] | None = None,
        names: tuple[str, ...] = (),
        directory: str | None = None,
        not_listed: str = "",
        which_one: str = "",
        checked_by: str = "",
        related: tuple[str, ...] = (),
    ) -> Article:
        return Article(
            id=article_id,
            topic=topic,
            title=title or article_id.replace("-", " ").capitalize(),
            lead=lead,
            sections=tuple(Section(FACET_BY_ID[facet], text, 20) for facet, text in (sections or {}).items()),
            names=names,
            questions=tuple(Phrase(text, number) for number, text in enumerate(questions, start=4)),
            related=related,
            sources=(SOURCE,),
            directory=directory,
            as_of=date(2026, 8, 15),
            updated=date(2026, 11, 23),
            review_by=date(2027, 2, 28),
            checked_by=checked_by,
            path=Path(f"vi/{topic}/{article_id}.md"),
            not_listed=not_listed,
            which_one=which_one,
        )

    return make


@pytest.fixture(scope="session")
def small_content(make_article: ArticleMaker) -> Content:
    """Three articles, a fact that changes, a lexicon and a directory with two streets of one name."""
    articles = (
        make_article(
            "can-cuoc",
            (
                "Làm lại căn cước ở đâu?",
                "Mất căn cước thì sao?",
                "Đổi thẻ căn cước",
                "Căn cước hết hạn",
                "cấp căn cước",
                "Lệ phí căn cước bao nhiêu tiền?",
                "Căn cước mấy ngày có?",
            ),
            title="Làm căn cước",
            lead="Làm ở công an phường. Cấp lại hết {{phi}}.",
            sections={"le-phi": "Cấp lại: {{phi}}.", "thoi-gian": "7 ngày làm việc."},
            names=("căn cước", "thẻ căn cước"),
            related=("cks-dang-ky",),
        ),
        make_article(
            "cks-dang-ky",
            ("Làm sao để có chữ ký số?", "Đăng ký chữ ký số", "xin chữ ký số cá nhân", "muốn ký số cần gì"),
            topic="chu-ky-so",
            title="Đăng ký chữ ký số",
            sections={"ho-so": "Căn cước.", "cach-lam": "1. Mở VNeID.\n2. Chọn nhà cung cấp."},
            names=("chữ ký số",),
        ),
        make_article(
            "danh-sach-tuyen-pho",
            ("Đường Trần Văn Trứ có phải phố không tiền mặt không?", "Danh sách tuyến phố không tiền mặt"),
            topic="thanh-toan-so",
            title="Danh sách tuyến phố không tiền mặt",
            names=("tuyến phố không tiền mặt",),
            directory="tuyen-pho",
            not_listed="Chưa thấy **{name}** trong danh sách, mà danh sách chưa đủ.",
            which_one="Bạn hỏi nơi nào dưới đây?",
        ),
    )
    lexicon = Lexicon(
        abbreviations=(Rewrite("cks", "chữ ký số", 2), Rewrite("cccd", "căn cước", 3)),
        teencode=(Rewrite("ko", "không", 6),),
        dialect=(Rewrite("ở mô", "ở đâu", 9),),
    )
    fee = Fact(
        "phi",
        (
            FactValue("35.000 đồng", date(2025, 7, 1), date(2026, 12, 31), SOURCE),
            FactValue("70.000 đồng", date(2027, 1, 1), None, SOURCE),
        ),
        "xem trên Cổng",
        1,
    )
    return Content(
        articles={article.id: article for article in articles},
        facts={fee.id: fee},
        lexicon=lexicon,
        directories={"tuyen-pho": (_street("tran-van-tru", "Trần Văn Trứ", "quận Hải Châu cũ"), *_two_of_one_name())},
        digest="0" * 64,
        root=Path("content"),
        suggestions=tuple(
            Phrase(text, line)
            for line, text in enumerate(("Làm sao để có chữ ký số?", "Mất căn cước thì sao?"), start=1)
        ),
        out_of_scope=tuple(Phrase(text, line) for line, text in enumerate(NOT_OURS, start=1)),
    )


def _two_of_one_name() -> tuple[Entry, Entry]:
    return (
        _street("phan-chau-trinh", "Phan Châu Trinh", "quận Hải Châu cũ"),
        _street("phan-chau-trinh-hoi-an", "Phan Châu Trinh", "Hội An"),
    )


def _street(entry_id: str, name: str, place: str) -> Entry:
    text = f"Đường {name} ({place}) có trong danh sách."
    return Entry(entry_id, "tuyen-pho", name, (), place, text, SOURCE, date(2024, 6, 1), 2)
