"""The fixed list of facets: the `##` sections that an article may have, in the order in which they are shown."""

from __future__ import annotations

from dataclasses import dataclass

GAP = "…"
"""In a way of asking: a few other words may stand here."""


@dataclass(frozen=True, slots=True)
class Facet:
    """One thing that can be asked of any article."""

    id: str
    """Short ASCII id, used in buttons and in the database."""
    heading: str
    """The heading as it stands in the files."""
    asked_by: tuple[str, ...]
    """Words and phrases by which people ask for it, correctly spelt; they are normalised like any question."""
    hinted_by: tuple[str, ...] = ()
    """What asks for it when nothing in the message asks for anything; a single word only with its accents."""


FACETS: tuple[Facet, ...] = (
    Facet(
        "ho-so",
        "Hồ sơ",
        (
            "hồ sơ gồm", "hồ sơ gì", "hồ sơ nào", "hồ sơ cần", "hồ sơ phải", "thành phần hồ sơ", "những hồ sơ",
            "giấy tờ gì", "giấy tờ nào", "giấy tờ chi", "giấy gì", "giấy nào", "giấy chi", "những giấy tờ",
            "những giấy", "các giấy tờ", "loại giấy tờ", "cần những gì", "cần gì", "cần chi",
            "cần có gì", "cần những giấy tờ", "cần giấy tờ", "có giấy tờ", "phải có gì", "phải có những",
            "phải có giấy", "thủ tục gồm", "mang theo", "mang giấy", "mang gì", "mang những gì", "đem theo",
            "đem gì", "đem giấy", "cầm theo", "chuẩn bị", "mẫu đơn", "tờ khai", "điều kiện", "bản sao", "bản gốc",
            "bản chính", "photo", "thẻ gì", "đơn gì", "yêu cầu gì", "yêu cầu những gì",
        ),
        ("hồ sơ", "cần giấy"),
    ),
    Facet(
        "cach-lam",
        "Cách làm",
        (
            "cách làm", "làm sao", "làm thế nào", "làm như thế nào", "thế nào", "như nào", "cách nào", "hướng dẫn",
            "các bước", "từng bước", "mấy bước", "bước nào", "bao nhiêu bước", "bấm vào đâu", "bấm đâu",
            "bấm chỗ nào", "bấm vô đâu", "kiểu gì", "kiểu chi", "kiểu nào", "quy trình", "trình tự", "chỉ cách",
            "cách", "ra sao", "xử lý", "phải làm gì", "giờ làm gì", "cần làm gì", "nên làm gì", "làm gì bây giờ",
            "sao đây", "sửa sao", "làm răng", "sao cho", "thao tác",
        ),
        ("làm gì", "sao"),
    ),
    Facet(
        "le-phi",
        "Lệ phí",
        (
            "lệ phí", "phí", "bao nhiêu tiền", "nhiêu tiền", "bao tiền", "mấy tiền", "mấy đồng", "mấy ngàn",
            "mấy nghìn", "mấy trăm", "mấy chục", "đồng nào", "hết bao nhiêu", "hết bao nhiêu tiền", "tốn bao nhiêu",
            "mất bao nhiêu tiền", "mất bao nhiêu",
            "hết nhiêu", "tốn nhiêu", "mất nhiêu", "mất tiền", "tốn tiền", "tốn tiền không", "đóng bao nhiêu",
            "trả bao nhiêu", "nộp bao nhiêu", "thu bao nhiêu", "trả tiền không", "tiền không", "thu tiền",
            "chi phí", "mức thu", "mức phí", "mức đóng", "phí sao", "giá sao", "giá bao nhiêu", "giá nhiêu",
            "giá cả", "giá mấy", "giá thế nào", "bao nhiêu một", "tốn kém", "tốn phí", "mất phí", "mất phí không",
            "mắc không", "đắt không", "rẻ không", "rẻ hơn", "giảm tiền", "giảm phí", "giảm giá", "hoàn tiền không",
            "hoàn lại tiền", "trả lại tiền", "free không", "miễn phí không", "phần trăm", "thuế suất",
        ),
        ("miễn phí", "bao nhiêu", "giá", "tiền"),
    ),
    Facet(
        "thoi-gian",
        "Thời gian",
        (
            "bao lâu", "mất bao lâu", "bao lâu thì", "mấy ngày", "mấy hôm", "mấy bữa", "mấy tuần", "mấy tháng",
            "mấy năm", "mấy giờ", "khi nào", "khi nào có", "khi nào xong", "đến khi nào", "tới khi nào", "bao giờ",
            "chừng nào", "chừng mô", "hồi nào", "ngày nào", "ngày nào xong", "ngày mấy", "tháng mấy",
            "bao nhiêu ngày", "bao nhiêu lâu", "bao nhiêu tháng", "bao nhiêu tuần", "bao nhiêu năm",
            "bao nhiêu giờ", "bao nhiêu ngày làm việc", "thời hạn", "thời gian", "thời điểm", "hạn chót",
            "hạn cuối", "hạn nộp", "hạn bao lâu", "chậm nhất", "trễ nhất", "muộn nhất", "sớm nhất",
            "hết hạn khi nào", "lâu không", "lâu hay mau", "nhanh không", "mau không", "giờ làm việc", "làm việc không",
            "thứ bảy", "thứ 7", "chủ nhật", "cuối tuần", "ban đêm", "buổi tối", "ngoài giờ", "giờ hành chính",
            "giờ nào", "bao ngày",
        ),
        ("lúc nào", "trễ"),
    ),
    Facet(
        "o-dau",
        "Ở đâu",
        (
            "ở đâu", "làm ở đâu", "nộp ở đâu", "chỗ nào", "chỗ mô", "ở chỗ nào", "nơi nào", "nơi mô", "tại đâu",
            "đến đâu", "tới đâu", "ra đâu", "đi đâu", "nộp đâu", "gửi đâu", "lấy đâu", "báo đâu", "hỏi đâu",
            "làm đâu", "liên hệ đâu", "vào đâu", "vô đâu", "đâu được", "địa chỉ", "đường nào", "nằm ở", "trang nào",
            "web nào", "website nào", "app nào", "ứng dụng nào", "phường nào", "xã nào", "quầy nào", "phòng nào",
            "cơ quan nào", "ngân hàng nào", "đơn vị nào", "số nào", "số điện thoại nào", "số mấy", "gọi ai",
            "báo ai", "hỏi ai", "gặp ai", "liên hệ ai",
            "gửi ai", "cho ai điều tra", "kêu ai", "đòi ai", "xin mô", "xin đâu",
        ),
        ("đâu", "mô", "nơi"),
    ),
    Facet(
        "ai-lam",
        "Ai làm",
        (
            "ai làm", "ai được", "cho ai", "những ai", "nhờ ai", "do ai", "ai phải", "ai cần", "ai có", "ai đứng",
            "ai mới", "ai còn", "ai giúp", "ai là người", "ai lập", "ai đi", "đối tượng nào", "người nào",
            "hộ nào", "hộ nghèo nào", "làm thay", "đi thay", "nộp thay", "làm hộ", "đi hộ", "nộp hộ", "làm giùm",
            "đi giùm", "nhờ người", "người khác làm", "ủy quyền", "bao nhiêu tuổi", "mấy tuổi", "đủ tuổi",
            "tuổi nào", "độ tuổi", "trẻ em", "trẻ con", "con nít", "người nước ngoài", "thay … được",
            "giùm … được", "giúp … được không", "hộ … được không", "nhờ … được không", "tuổi … được không",
            "tuổi … được", "tuổi … được chưa", "tuổi … phải", "hay … phải đi", "có phải đi cùng",
        ),
        ("ai",),
    ),
    Facet(
        "luu-y",
        "Lưu ý",
        (
            "lưu ý", "cẩn thận", "chú ý", "bị phạt", "bị phạt không", "bị phạt bao nhiêu", "bị phạt bao nhiêu tiền",
            "phạt bao nhiêu", "phạt bao nhiêu tiền", "phạt mấy", "phạt không", "phạt nặng", "mức phạt", "tiền phạt",
            "có sao không", "có sao không ạ", "bị sao không", "có bị gì không", "bị tội", "rủi ro", "nguy hiểm",
            "an toàn không", "cần nhớ", "hạn mức", "hạn mức bao nhiêu", "tối đa bao nhiêu", "tối đa … bao nhiêu",
            "bị hủy", "xài được không", "bị khóa không", "bị lộ không", "hậu quả",
        ),
        ("tối đa",),
    ),
)  # fmt: skip

ASKS_NOTHING: tuple[str, ...] = (
    "gia hạn", "gia đình", "giả danh", "giả mạo", "quốc gia", "tham gia", "chuyên gia", "giá trị", "có giá trị",
    "tiền mặt", "không tiền mặt", "chuyển tiền", "nhận tiền", "trả tiền", "số tiền", "tiền lạ", "tiền điện",
    "nhầm tiền", "lộn tiền", "trừ tiền", "tiền vô", "tiền vào", "gửi tiền", "rút tiền", "nộp tiền",
    "nộp hồ sơ", "hồ sơ đã nộp", "hồ sơ trễ", "ai ơi", "ai biết", "ai rành", "ai cũng", "ai đó", "không ai", "có ai",
    "để làm gì", "cách gọi", "mô hình", "bao nhiêu người", "tư cách", "lúc nào cũng", "vì sao", "tại sao",
    "sao lại", "sao không", "sao y", "vậy sao",
    "thì sao", "chỉ giúp", "giúp em", "giúp tôi", "giúp con", "giúp với", "giúp đỡ",
)  # fmt: skip
"""Words in which those of a facet stand without asking for it."""

FACET_BY_ID: dict[str, Facet] = {facet.id: facet for facet in FACETS}
FACET_BY_HEADING: dict[str, Facet] = {facet.heading: facet for facet in FACETS}
