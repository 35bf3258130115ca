import pytest

from base.topics import topics_from_string


@pytest.mark.parametrize(
    ("typed", "topics"),
    [
        ("工资,加班", ["加班", "工资"]),
        ("工资，加班、休假；工伤", ["休假", "加班", "工伤", "工资"]),
        ('"工资，加班"', ["加班", "工资"]),
        ("劳动合同", ["劳动合同"]),
        ("，", []),
        ("", []),
    ],
)
def test_topics_are_apart_at_chinese_commas_as_well(typed: str, topics: list[str]) -> None:
    assert topics_from_string(typed) == sorted(topics)
