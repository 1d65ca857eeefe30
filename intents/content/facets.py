"""The fixed list of facets: the `##` sections that an article may have, in the order in which they are shown."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Facet:
    """One thing that can be asked of any article."""

    id: str
    """Short ASCII id, used in buttons and in the database."""
    heading: str
    """The heading as it stands in the files."""
    asked_by: tuple[str, ...]
    """Words and phrases by which people ask for it, correctly spelt; they are normalised like any question."""


FACETS: tuple[Facet, ...] = (
    Facet(
        "ho-so",
        "Hồ sơ",
        (
            "hồ sơ",
            "giấy tờ gì",
            "cần giấy gì",
            "cần những gì",
            "cần gì",
            "cần giấy tờ",
            "mang theo",
            "mang giấy",
            "chuẩn bị gì",
            "thủ tục gồm",
            "đem theo",
            "mẫu đơn",
            "tờ khai",
            "điều kiện",
            "cần có gì",
            "phải có gì",
            "bản sao",
            "photo",
        ),
    ),
    Facet(
        "cach-lam",
        "Cách làm",
        (
            "cách làm",
            "làm sao",
            "làm thế nào",
            "làm như thế nào",
            "thế nào",
            "cách nào",
            "hướng dẫn",
            "các bước",
            "từng bước",
            "bấm vào đâu",
            "làm kiểu gì",
            "quy trình",
            "trình tự",
            "bước nào",
            "chỉ cách",
        ),
    ),
    Facet(
        "le-phi",
        "Lệ phí",
        (
            "lệ phí",
            "phí",
            "bao nhiêu tiền",
            "mấy tiền",
            "hết bao nhiêu",
            "tốn bao nhiêu",
            "mất tiền",
            "tốn tiền",
            "miễn phí",
            "giá",
            "tiền",
            "đóng bao nhiêu",
            "trả tiền không",
            "chi phí",
            "tốn kém",
        ),
    ),
    Facet(
        "thoi-gian",
        "Thời gian",
        (
            "bao lâu",
            "mấy ngày",
            "mất bao lâu",
            "khi nào có",
            "khi nào xong",
            "bao giờ",
            "thời hạn",
            "thời gian",
            "mấy hôm",
            "mấy tuần",
            "lâu không",
            "bao nhiêu ngày",
            "ngày nào xong",
            "hạn bao lâu",
            "hết hạn khi nào",
        ),
    ),
    Facet(
        "o-dau",
        "Ở đâu",
        (
            "ở đâu",
            "chỗ nào",
            "nơi nào",
            "đến đâu",
            "địa chỉ",
            "tới đâu",
            "ra đâu",
            "nộp đâu",
            "làm ở đâu",
            "trang nào",
            "phường nào",
            "cơ quan nào",
            "đi đâu",
        ),
    ),
    Facet(
        "ai-lam",
        "Ai làm",
        (
            "ai làm",
            "ai được",
            "cho ai",
            "những ai",
            "đối tượng nào",
            "ai phải",
            "làm thay",
            "làm hộ",
            "nhờ người",
            "ủy quyền",
            "bao nhiêu tuổi",
            "mấy tuổi",
            "trẻ em",
            "người nước ngoài",
            "ai giúp",
            "người khác làm",
        ),
    ),
    Facet(
        "luu-y",
        "Lưu ý",
        ("lưu ý", "cẩn thận", "chú ý", "bị phạt không", "có sao không", "rủi ro", "an toàn không", "cần nhớ"),
    ),
)

FACET_BY_ID: dict[str, Facet] = {facet.id: facet for facet in FACETS}
FACET_BY_HEADING: dict[str, Facet] = {facet.heading: facet for facet in FACETS}
