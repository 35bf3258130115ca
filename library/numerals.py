"""Chinese numerals as statutes write them, and the labels made of them."""

from __future__ import annotations

DIGITS = "零一二三四五六七八九"
_DIVISION_UNITS = {"part": "编", "subpart": "分编", "chapter": "章", "section": "节"}
_VARIANTS = str.maketrans("〇○◯两", "零零零二")
_MULTIPLIERS = {"十": 10, "百": 100, "千": 1000}
_FULL_WIDTH = str.maketrans("０１２３４５６７８９", "0123456789")


def to_chinese(number: int) -> str:
    """``120`` → 一百二十. From 1 to 9,999; raises ``ValueError`` outside."""
    if not 1 <= number <= 9999:
        raise ValueError(f"no statute numeral for {number}")
    text, gap = "", False
    for unit, size in (("千", 1000), ("百", 100), ("十", 10), ("", 1)):
        digit, number = divmod(number, size)
        if digit:
            text += ("零" if gap and text else "") + DIGITS[digit] + unit
            gap = False
        else:
            gap = True
    return text.removeprefix("一") if text.startswith("一十") else text


def from_chinese(text: str) -> int:
    """一百二十 → ``120``; also 120, １２０ and, digit by digit as years are written, 二〇二六.

    Raises ``ValueError`` for anything that is not written as numerals are: 二三十, 百二十, 一百五.
    """
    text = text.strip().translate(_FULL_WIDTH)
    if text.isascii() and text.isdigit():
        return int(text)
    text = text.translate(_VARIANTS)
    if text and all(character in DIGITS for character in text):
        return int("".join(str(DIGITS.index(character)) for character in text))
    total, digit = 0, 0
    for character in text:
        if character in _MULTIPLIERS:
            total += (digit or 1) * _MULTIPLIERS[character]
            digit = 0
        elif character in DIGITS:
            digit = DIGITS.index(character)
        else:
            raise ValueError(f"not a numeral: {text}")
    total += digit
    written = to_chinese(total)
    if text not in {written, written.replace("零一十", "零十"), f"一{written}" if written[0] == "十" else written}:
        raise ValueError(f"not a numeral: {text}")
    return total


def article_label(number: int, suffix: int = 0) -> str:
    """第一百二十条之一."""
    return f"第{to_chinese(number)}条" + (f"之{to_chinese(suffix)}" if suffix else "")


def division_label(kind: str, number: int) -> str:
    """第三章; an annex is 附录, and from the second on 附录二."""
    if kind == "annex":
        return "附录" + (to_chinese(number) if number > 1 else "")
    return f"第{to_chinese(number)}{_DIVISION_UNITS[kind]}"


def key_label(annex: int, number: int, suffix: int = 0) -> str:
    """第一百二十条之一, or 附录第二条."""
    return (division_label("annex", annex) if annex else "") + article_label(number, suffix)
