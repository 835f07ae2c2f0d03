"""The lines above a table: which of them are its title, and which words in them are not about it.

A title shares its lines with other things: numbers and dates of documents, the day of printing,
prose. They are cut out before anything is read from a title.
"""

from __future__ import annotations

import re
from functools import lru_cache

from analysis.returns.heading_accents import Twin
from analysis.returns.time_hints import time_key

_DATE = (
    r"(?:[0-9]{1,2}[/.-][0-9]{1,2}[/.-](?:19|20)[0-9]{2}"
    r"|[0-9]{1,2} ?tháng ?[0-9]{1,2} ?năm ?(?:19|20)[0-9]{2}"
    r"|[0-9.… ]*tháng[0-9.… ]*năm[0-9.… ]*(?:(?:19|20)[0-9]{2})?)"
)
_STOPS = r"số liệu|tính đến|tính từ|từ ngày|từ tháng"
_DECISIONS = (
    r"kế hoạch|công văn|nghị quyết|quyết định|hướng dẫn|thông báo|thông tri|chỉ thị|quy định"
    r"|tờ trình|kết luận|biên bản|đề án"
)
_PAPERS = rf"(?<!\w)(?:{_DECISIONS}|báo cáo|chương trình|biểu mẫu|mẫu|biểu|phụ lục|bảng|số)(?!\w)"
# What a line says besides the period of its figures, each with the dates that belong to it.
_FOREIGN = tuple(
    Twin.of(pattern)
    for pattern in (
        rf"(?:ban hành )?kèm theo(?:(?!{_STOPS})[^()])*",
        rf"(?:căn cứ|hướng dẫn|công văn|thông tri|ban hành|quy định)(?:(?!{_STOPS})[^()])*",
        rf"{_PAPERS}(?: mẫu)?(?: số)?:? ?[0-9.…]* ?[-/] ?[a-zđ][\w/-]*"
        rf"(?:,? ?(?:ra )?(?:ngày )?{_DATE}| năm (?:19|20)[0-9]{{2}})?",
        rf"{_PAPERS}(?: mẫu)? số:? ?[0-9.…]+[\w/-]*(?:,? ?(?:ra )?ngày {_DATE})?",
        rf"(?<!\w)(?:{_DECISIONS})(?: (?!đến|từ|tính|hết)[^ ,;()]+){{0,8}},? (?:ra )?ngày {_DATE}",
        r"[0-9]+ ?[-/] ?(?:qđ|nq|kh|bc|cv|hd|tb|ct|qc|kl|tt|btctw)\b[\w/-]*"
        rf"(?:,? ?(?:ngày )?{_DATE})?",
        r"ngày (?:lập|in|gửi|nộp|báo cáo|ký|nhận|xuất|tạo|tổng hợp|hoàn thành|cập nhật|chốt gửi)\b"
        rf"[^()]*?{_DATE}",
        rf"cập nhật(?: (?:lúc|vào|ngày))?:? ?(?:ngày )?{_DATE}",
        rf"(?:hạn|thời hạn|trước|chậm nhất|in lúc|in ngày|lập ngày|gửi ngày)[^()]*?ngày {_DATE}",
        r"năm (?:19|20)[0-9]{2} (?:của|về việc) (?:ban|bộ|tỉnh ủy|huyện ủy|thành ủy)[^()]*",
    )
)
_PLACE_AND_DAY = Twin.of(
    r"^(?P<place>[^,;:]{1,60}), ?(?:ngày(?= ?[0-9.… ]*(?:tháng|[/-]))|tháng [0-9.… ]*năm)"
)
_ABOUT_FIGURES = Twin.of(
    r"kết nạp|đảng viên|phát triển đảng|kết quả|chỉ tiêu|thống kê|biểu|báo cáo|số liệu|tổng hợp"
    r"|tiến độ|tình hình|kế hoạch|danh sách|nguồn"
)
_ISO_DAY = re.compile(
    r"(?<![0-9-])((?:19|20)[0-9]{2})-([0-9]{2})-([0-9]{2})(?![0-9-])(?:[ tT][0-9:.]+)?"
)
_SENTENCE = re.compile(r"(?:^|\W)([^\W\d_]{2,})[.;!?] +\S")
_ENDING = re.compile(r"[.;]$|(?:như|nhu) sau ?:$")
_SHORT, _LONG = 40, 160


def title_lines(lines: list[str]) -> list[str]:
    """Bring lines above a table into order: labels with their values, days as they are printed.

    "Số liệu đến ngày:" and a date in the cell beside it are one line. A day that stands alone says
    nothing about the figures.
    """
    joined: list[str] = []
    for line in lines:
        text = _ISO_DAY.sub(r"\3/\2/\1", line.strip())
        if joined and joined[-1].endswith(":"):
            joined[-1] = f"{joined[-1]} {text}"
        elif not _ISO_DAY.fullmatch(line.strip()):
            joined.append(text)
    return joined


def is_title(line: str) -> bool:
    """Tell whether a line is written in capitals, as titles are."""
    letters = [char for char in line if char.isalpha()]
    upper = sum(char.isupper() for char in letters)
    return len(letters) >= 4 and upper >= 0.8 * len(letters)


def is_prose(line: str) -> bool:
    """Tell whether a line is running text: sentences, or longer than a title is."""
    if is_title(line) or len(line) <= _SHORT:
        return False
    breaks = any(word.islower() for word in _SENTENCE.findall(line))
    return len(line) > _LONG or breaks or _ENDING.search(line.strip()) is not None


@lru_cache(maxsize=1024)
def without_foreign_dates(line: str) -> str:
    """Cut out of a line the dates that are not those of its figures; the rest as a key."""
    key = time_key(line)
    place = _PLACE_AND_DAY.search(key)
    if place and not _ABOUT_FIGURES.search(place["place"]):
        return ""
    for pattern in _FOREIGN:
        key = pattern.sub(" ", key)
    return " ".join(key.split())
