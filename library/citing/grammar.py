"""How citations are written: their tokens, what joins them, and the numbers in them."""

from __future__ import annotations

import re

from library.numerals import from_chinese
from library.references import ArticleReference

_N = "[0-9０-９零〇一二两三四五六七八九十百千]{1,9}"
_JOIN = r"(?:、|和|及|以及|或者|或|与|至|到|[-－—~～]{1,2})"
#: So many more articles, 款 or 项 one citation may list; without a bound a long list is read again from each of them.
_MANY = "{0,40}"
_BRACKETED = rf"[（(]{_N}[）)]"
_KINDS = "法典|法|条例|规定|办法|解释|细则|规则|决定|章程|制度|规程|准则|标准|意见|通知|公约"
TOKEN = re.compile(
    r"(?P<title>《(?:[^《》]|《[^《》]{1,80}》){1,120}》)"
    rf"|(?P<own>本(?:{_KINDS})(?!律|院|官|人|定代|的解释))"
    r"|(?P<same>(?:该|(?<!合)同)(?:法|条例|规定|办法|解释|细则)(?=第|附录|的第))"
    rf"|(?P<annex>附录(?P<annex_number>{_N})?(?=第))"
    rf"|(?P<article>第\s?{_N}(?:{_JOIN}{_N}){_MANY}\s?条(?!件|例(?!外)|款|约(?!定)|文|理)(?:之{_N})?)"
    r"|(?P<plain>(?<![0-9０-９第])[0-9０-９]{1,4}条(?!件|例|款|约|文|理))"
    r"|(?P<before>前(?P<before_count>[两二三四五])?条(?!件|例|款|约))"
    r"|(?P<here>本条(?!例|件|款|约)|本款)"
    r"|(?P<above>前(?P<above_count>[两二三四五])?款(?!项))"
    rf"|(?P<paragraph>第{_N}(?:{_JOIN}第?{_N}){_MANY}款(?!项|式|待))"
    rf"|(?P<item>(?:第(?:{_BRACKETED}|{_N})|{_BRACKETED})(?:{_JOIN}第?(?:{_BRACKETED}|{_N})){_MANY}项(?!目))"
)
JOINED = re.compile(rf"\s*{_JOIN}\s*")
RANGE = re.compile(r"\s*(?:至|到|[-－—~～]{1,2})\s*")
ADJACENT = re.compile(r"\s*的?\s*")
_NUMBERS = re.compile(
    rf"(?P<range>至|到|[-－—~～]{{1,2}})?[^0-9０-９零〇一二两三四五六七八九十百千至到－—~～-]*(?P<n>{_N})"
)
#: What may stand between a title and the article: the year of a text, the number of a decree, a short form.
ASIDE = re.compile(r"\s*[（(](?P<inside>(?:[^（）()]|[（(][^（）()]{0,12}[）)]){1,60})[）)]")
SHORT_FORM = re.compile(r"以下(?:简|统|合)?称(?:为)?[：:]?[“\"《]{0,2}(?P<name>[^“”\"《》]{1,40})[”\"》]{0,2}$")
#: A word that ends in one of these and stands right before an article is a text with articles of its own.
OTHER_TEXT = re.compile(
    rf"(?:{_KINDS}|典|合同|协议|手册|宪章|条约|方案|办法|制度|纪律|公告|文件|守则)(?:[（(][^（）()]{{1,20}}[）)])?[》”\"]?"
    r"\s*(?:的|之)?\s*$"
)
#: Before the name of a law they make another law's name of it: 国际劳动法, 上海市工会条例.
MAKES_ANOTHER = frozenset("际省市县区州港澳台湾")
QUOTES = (("“", "”"), ("「", "」"), ("『", "』"))
HALF_WIDTH = str.maketrans("()", "（）")
#: Of what stands before an article so many characters tell whether another text is meant.
LONGEST_ENDING = 36
#: A range of more articles than this is a slip of the pen.
LONGEST_RANGE = 300


def with_part(reference: ArticleReference, part: str, number: int) -> ArticleReference:
    return reference._replace(item=number) if part == "item" else reference._replace(paragraph=number)


def number_in(text: str, highest: int) -> int | None:
    try:
        number = from_chinese(text)
    except ValueError:
        return None
    return number if 1 <= number <= highest else None


def numbers_in(text: str, highest: int) -> list[int]:
    """第一、三款 → 1, 3; 第（一）至（三）项 → 1, 2, 3. Nothing where one of them is no number."""
    numbers: list[int] = []
    for match in _NUMBERS.finditer(text):
        number = number_in(match["n"], highest)
        if number is None:
            return []
        if match["range"] and numbers and numbers[-1] < number <= numbers[-1] + LONGEST_RANGE:
            numbers.extend(range(numbers[-1] + 1, number))
        numbers.append(number)
    return numbers
