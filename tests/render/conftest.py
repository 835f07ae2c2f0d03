"""A small report with every kind of block, and names that try to be more than names."""

import pytest

from analysis.document.arrange import arrange
from analysis.document.blocks import (
    Block,
    BulletList,
    Cell,
    Column,
    Figure,
    Heading,
    KeyFigure,
    KeyFigures,
    Note,
    Paragraph,
    Row,
    Table,
)
from analysis.render.cover import Cover

HOSTILE_NAMES = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "=1+1",
    "+1+1",
    "@SUM(A1)",
    "-1+1",
    '#read("report.typ")',
    "$x$ *đậm* _nghiêng_ `mã`",
    "http://example.invalid/x",
    "{{ 7 * 7 }} {% raw %}",
    "Đảng bộ xã\u00a0A",
)
LETTERS = "ạảãáàâấầẩẫậăắằẳẵặèéẻẽẹêếềểễệđìíỉĩịòóỏõọôốồổỗộơớờởỡợùúủũụưứừửữựỳýỷỹỵ"


@pytest.fixture
def cover() -> Cover:
    return Cover(
        organisation="Đảng bộ tỉnh <Thử>",
        title="Báo cáo thử",
        period="Kỳ số liệu: năm 2024",
        status="Số liệu tạm tính.",
        imprint=("Làm bằng ket-nap.",),
    )


@pytest.fixture
def blocks() -> list[Block]:
    rows = tuple(
        Row(cells=(Cell(text=name), Cell(text="1.514*", value=1514, after="*")), kind="attention")
        for name in HOSTILE_NAMES
    )
    total = Row(cells=(Cell(text="Cộng"), Cell(text="…")), kind="total")
    rate = Row(cells=(Cell(text="Tỷ lệ"), Cell(text="94,40%", value=94.4, decimals=2)))
    table = Table(
        sheet="Thu",
        caption="Bảng thử",
        columns=(Column(head="Đơn vị", width=2), Column(head="Kết nạp", align="right")),
        rows=(*rows, rate, total),
        notes=("* Ghi chú.",),
        source="Nguồn thử [1]",
    )
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"/>'
    return arrange(
        [
            Heading(level=1, text="Chương một"),
            Paragraph(text="Câu chính.", role="lead"),
            Paragraph(text=LETTERS),
            KeyFigures(items=(KeyFigure(name="Kết nạp", value="1.514", needs_attention=True),)),
            BulletList(items=("Điểm <một>", "Điểm hai")),
            Note(kind="attention", text="Chú ý & nhớ"),
            Heading(level=2, text="Mục"),
            table,
            Figure(caption="Hình thử", alt='Mô tả "có ngoặc"', svg=svg, source="x"),
            Heading(level=1, text="Chương hai"),
        ]
    )
