"""The lines of history under a title, whether each stands alone or all of them share a bracket."""

from __future__ import annotations

import re

from library.importers.dates import DATE, DATED, HistoryLine, read_date
from library.importers.lines import trim

_ACTS = "通过|公布|发布|颁布|颁发|印发|批准|修正|修订|修改|施行|实施|生效|公告|通知|签发|备案|废止|实行|试行|下发"
_ACT = re.compile(rf"{_ACTS}|会议|令|号")
#: Between two acts: after the word for one, before the date of the next.
_NEXT_ACT = re.compile(rf"(?P<act>{_ACTS}|[》〉]|号|令)[\s，,；;。、]*(?=(?:根据|自|从|于|由|经|并)?\s*{DATE})")
_NEXT_BASIS = re.compile(rf"\s+(?=根据\s*(?:{DATE}|[0-9]{{4}}\s*年))")
_NUMBER = re.compile(
    r"^[（(]?(?:[一-鿿A-Za-z]{0,40}?(?:[〔\[［（(【]\s*(?:19|20)\d\d(?:年)?\s*[〕\]］）)】])\s*第?\s*\d{1,5}\s*号"
    r"|[一-鿿、\s]{0,60}(?:令|公告|主席令|命令)[（(]?\s*第?\s*[0-9〇○零一二三四五六七八九十百]{1,8}\s*号?[）)]?"
    r"|第\s*[0-9〇○零一二三四五六七八九十百]{1,8}\s*号(?:令)?|[一-鿿、\s]{2,40}令)[）)]?$"
)
_PROMULGATES = re.compile(r"(?:现予|予以|现)(?:公布|发布|颁布|印发|公告)|公布施行")
_LONGEST_LINE = 400


def is_history(text: str) -> bool:
    """Whether a line above the text tells of a dated act, in a bracket or not."""
    inner = without_brackets(text)
    if len(inner) > 4000 or not re.search(DATE, inner):
        return False
    if DATED.match(inner):
        return bool(inner != text or _ACT.search(inner) or len(inner) < 40) and not text.endswith("：")
    return text.startswith(("（", "(", "【", "[")) and bool(_ACT.search(inner))


def is_promulgation(text: str) -> bool:
    """《…》已经…会议通过，现予公布，自…起施行。"""
    return len(text) <= _LONGEST_LINE and bool(_PROMULGATES.search(text) and re.search(DATE, text))


def is_number_of_document(text: str) -> bool:
    """法释〔2020〕26号, 国务院令第375号."""
    return len(text) <= 80 and bool(_NUMBER.match(text))


def read_history(text: str) -> tuple[list[HistoryLine], bool]:
    """The acts that a line tells of, and whether one of them had a day that does not exist."""
    lines: list[HistoryLine] = []
    false_day = False
    for act in _acts(without_brackets(text)):
        date = read_date(act)
        if date:
            lines.append(HistoryLine(date, act))
        elif re.search(DATE, act):
            false_day = True
        elif lines:
            lines[-1] = HistoryLine(lines[-1].date, f"{lines[-1].text}　{act}")
        else:
            lines.append(HistoryLine(None, act))
    return lines, false_day


def _acts(text: str) -> list[str]:
    text = _NEXT_ACT.sub(lambda match: f"{match['act']}\n", text)
    text = _NEXT_BASIS.sub("\n", text)
    return [act for part in text.split("\n") if (act := trim(part).strip("，,；;。、"))]


def without_brackets(line: str) -> str:
    """Without the brackets around it, or the one that was left behind at its end."""
    pairs = {"（": "）", "(": ")", "【": "】", "[": "]"}
    if line[:1] in pairs and line.endswith(("）", ")", "】", "]")):
        return trim(line[1:-1])
    opened, closed = (sum(line.count(bracket) for bracket in pair) for pair in ("（(", "）)"))
    if closed > opened and line.endswith(("）", ")")):
        return trim(line[:-1])
    return trim(line[1:]) if opened > closed and line.startswith(("（", "(")) else line


def is_open(text: str) -> bool:
    """Whether it begins a bracket that a later line closes."""
    return text.startswith(("（", "(")) and text.count("（") + text.count("(") > text.count("）") + text.count(")")
