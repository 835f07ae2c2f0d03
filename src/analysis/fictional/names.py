"""The units of the fictional province, their clusters, and the ways in which names are printed.

All names are invented; many hold syllables that are spelt in two ways (Hòa, Thủy, Thúy, Quý).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from analysis.text.normalise import search_key

PROVINCE_ID = "binh-minh"
PROVINCE_NAME = "Đảng bộ tỉnh Bình Minh (hư cấu)"
PROVINCE_SHORT = "Bình Minh (hư cấu)"
MARK = "TỈNH BÌNH MINH (HƯ CẤU)"
REMARK = "Tỉnh Bình Minh không có thật, mọi số liệu là hư cấu."

MERGER_DAY = date(2024, 1, 1)
LAST_DAY_BEFORE = date(2023, 12, 31)

_XA = {
    1: "An Thịnh,Bàu Sen,Cẩm Sơn,Đông Lạch,Gia Lộc,Hòa Thuận,Mỹ Lâm,Quý Sơn,Trà Bông",
    2: "Phú Thủy,Tân Khánh,Thạnh Mỹ,Vĩnh Tường,Xuân Lai,Yên Bình,Hương Suối,Ninh Thới,Thúy Hòa",
    3: "Bình Lộc,Suối Cát,Đồi Thông,Tân Lộc,Rạch Đông,Rạch Tây,Rạch Hòa",
    4: "Phước Lai,Hòa An,Long Thạnh,Đại Điền,Thủy Xuân,Mỹ Quý,Sơn Lễ,Tam Sơn Hạ,Vạn Hòa",
    5: "Bắc Thủy,Châu Lâm,Diên Hòa,Hàm Ninh,Khánh Vân,Lộc Quý,Nghĩa Thúy,Phong Đài,Tiên Trạch",
    6: "An Hòa,Bình Sa,Cồn Dừa,Đức Thủy,Giồng Me,Hiệp Quý,Kim Lan,Lương Thiện,Nhơn Thúy",
    7: "A Ròng,Đắk Mây,Ea Tiêng,Ia Khươn,Krông Trúc,Mường Lựu,Nậm Sỏi,Pa Lèng,Tà Rông",
    8: "Bản Sen,Chiềng Hòa,Khau Mây,Lũng Thủy,Mường Giàng,Nà Quý,Púng Bon,Suối Thúy,Tả Van Hạ",
    10: "Tân Hòa,Thuận Thủy,Vĩnh Quý,Trung Khánh,Phú Hòa",
    11: "Cát Thủy,Hoài Lam,Long Hòa,Minh Quý,Nam Trạch,Phú Thịnh,Quảng Thúy,Sông Đào,Tây Lĩnh",
}
_PHUONG = {
    3: "Hưng Phúc,Minh Thủy,Cầu Mới",
    9: "Phú Thủy,Long Thạnh,Chợ Cũ,Bến Thuyền,Đông Hòa,Tây Hòa,Ngọc Thủy,Vườn Dừa,Tân Tiến",
    10: "Tân Hòa,Cửa Sông,Hải Thúy,Lạc Hòa",
}
_SPECIAL = (
    (12, "Đảng bộ Công an tỉnh", "Công an tỉnh", "police", "cong-an"),
    (3, "Đảng bộ Quân sự tỉnh", "Quân sự tỉnh", "military", "quan-su"),
    (12, "Đảng bộ các cơ quan Đảng tỉnh", "Các cơ quan Đảng tỉnh", "agency", "co-quan-dang"),
    (12, "Đảng bộ Ủy ban nhân dân tỉnh", "UBND tỉnh", "agency", "ubnd"),
    (12, "Đảng bộ Trường Đại học Bình Minh", "Đại học Bình Minh", "school", "dai-hoc"),
    (12, "Đảng bộ Công ty Cảng Bình Minh", "Công ty Cảng Bình Minh", "enterprise", "cong-ty-cang"),
)
_MERGED = ("Rạch Đông", "Rạch Tây")
_NEW = "Rạch Hòa"
CLUSTERS = tuple(range(1, 13))
POLICE_ID = f"{PROVINCE_ID}-cong-an"
MERGED_IDS = tuple(f"{PROVINCE_ID}-xa-{name}" for name in ("rach-dong", "rach-tay"))
NEW_ID = f"{PROVINCE_ID}-xa-rach-hoa"


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit directly below the province.

    Attributes:
        unit_id: As in the register.
        cluster: The cluster that sends its figures.
        kind: As in the register.
        class_name: ``Xã`` or ``Phường``, empty for special committees.
        bare: The name without class: ``Tân Hòa``; the whole name of a special committee.
        short_name: For charts.
        valid_from: First day, None if always.
        valid_to: Last day, None if still there.
        successor_id: The unit that it became part of.
    """

    unit_id: str
    cluster: int
    kind: str
    class_name: str
    bare: str
    short_name: str
    valid_from: date | None = None
    valid_to: date | None = None
    successor_id: str = ""

    def exists(self, day: date) -> bool:
        """Tell whether the unit exists on a day."""
        return (self.valid_from or day) <= day <= (self.valid_to or day)


def all_units() -> list[Unit]:
    """List all units of all times, cluster by cluster, as the register does."""
    units = []
    for cluster in CLUSTERS:
        units += [_commune(cluster, "Xã", "commune", name) for name in _split(_XA, cluster)]
        units += [_commune(cluster, "Phường", "ward", name) for name in _split(_PHUONG, cluster)]
        units += [
            Unit(f"{PROVINCE_ID}-{tail}", home, kind, "", name, short)
            for home, name, short, kind, tail in _SPECIAL
            if home == cluster
        ]
    return units


def _split(names: dict[int, str], cluster: int) -> list[str]:
    return names[cluster].split(",") if cluster in names else []


def _commune(cluster: int, class_name: str, kind: str, name: str) -> Unit:
    full = f"{class_name} {name}"
    return Unit(
        unit_id=f"{PROVINCE_ID}-{search_key(full).replace(' ', '-')}",
        cluster=cluster,
        kind=kind,
        class_name=class_name,
        bare=name,
        short_name=full,
        valid_from=MERGER_DAY if name == _NEW else None,
        valid_to=LAST_DAY_BEFORE if name in _MERGED else None,
        successor_id=NEW_ID if name in _MERGED else "",
    )


NameStyle = Callable[[Unit], str]


def plain_name(unit: Unit) -> str:
    """``Xã Tân Hòa``."""
    return f"{unit.class_name} {unit.bare}".strip()


def committee_name(unit: Unit) -> str:
    """``Đảng bộ xã Tân Hòa``, the name in the register."""
    return f"Đảng bộ {unit.class_name.lower()} {unit.bare}" if unit.class_name else unit.bare


def leadership_name(unit: Unit) -> str:
    """``Đảng ủy xã Tân Hòa``."""
    return f"Đảng ủy {unit.class_name.lower()} {unit.bare}" if unit.class_name else unit.bare


def short_class_name(unit: Unit) -> str:
    """``X. Tân Hòa``, ``P. Tân Hòa``."""
    return f"{unit.class_name[0]}. {unit.bare}" if unit.class_name else unit.bare


NAME_STYLES: tuple[NameStyle, ...] = (
    plain_name,
    committee_name,
    leadership_name,
    short_class_name,
)

_OLD_STYLE = ("òa", "óa", "ỏa", "õa", "ọa", "ùy", "úy", "ủy", "ũy", "ụy")
_NEW_STYLE = ("oà", "oá", "oả", "oã", "oạ", "uỳ", "uý", "uỷ", "uỹ", "uỵ")


def new_spelling(text: str) -> str:
    """Put the tone on the last vowel: ``Hoà``, ``Thuỷ``, ``uỷ``."""
    for old, new in zip(_OLD_STYLE, _NEW_STYLE, strict=True):
        text = text.replace(old, new)
    return text
