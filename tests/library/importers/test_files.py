from __future__ import annotations

import datetime as dt

import pytest

from library.importers import files
from library.importers.files import decode, read_text, statute_files
from library.importers.naming import day_in_name, title_in_name
from library.importers.parsed import UnreadableStatuteError


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_the_encodings_that_occur(encoding):
    assert decode("第一条　试".encode(encoding)) == "第一条　试"


@pytest.mark.parametrize("data", [b"", b" \n ", b"\x89PNG\r\n\x00\x00", b"\xff\xfe\x00", b"\xff\xff\xff"])
def test_what_is_no_text_is_refused(data):
    with pytest.raises(UnreadableStatuteError):
        decode(data)


def test_a_missing_and_a_huge_file_are_refused(tmp_path, monkeypatch):
    with pytest.raises(UnreadableStatuteError):
        read_text(tmp_path / "没有.md")
    monkeypatch.setattr(files, "LARGEST_FILE", 3)
    (tmp_path / "大.md").write_text("第一条")
    with pytest.raises(UnreadableStatuteError):
        read_text(tmp_path / "大.md")


def test_a_folder_stands_for_what_could_be_a_statute_in_it_and_below(tmp_path):
    for name in ("乙.md", "甲.MD", "丙.txt", "丁.docx", "图.png", ".隐.md", "~$丁.docx", "下/戊.md", ".git/己.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    found = [str(path.relative_to(tmp_path)) for path in statute_files([tmp_path, tmp_path / "图.png"])]
    assert found == ["丁.docx", "丙.txt", "乙.md", "甲.MD", "下/戊.md", "图.png"]


def test_versions_of_one_statute_stand_in_the_order_of_their_days(tmp_path):
    for name in ("甲法.md", "甲法(2018-12-29).md", "甲法_20091231.txt", "甲法(2001-02-03).md", "乙法(2020-01-01).md"):
        (tmp_path / name).touch()
    assert [path.name for path in statute_files([tmp_path])] == [
        "乙法(2020-01-01).md", "甲法(2001-02-03).md", "甲法_20091231.txt", "甲法(2018-12-29).md", "甲法.md",
    ]  # fmt: skip


def test_what_a_collection_says_of_itself_is_passed_over_unless_it_is_law(tmp_path):
    for name, text in [
        ("README.md", "# Laws\n\nA collection."),
        ("LICENSE.txt", "MIT"),
        ("工会法/README.md", "# 工会法\n\n**第一条**　一。"),
        ("样例攻略.md", "# 样例攻略"),
    ]:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    found = [str(path.relative_to(tmp_path)) for path in statute_files([tmp_path])]
    assert found == ["样例攻略.md", "工会法/README.md"]


@pytest.mark.parametrize(
    ("stem", "title", "day"),
    [
        ("劳动法(2018-12-29)", "劳动法", dt.date(2018, 12, 29)),
        ("劳动法（2018-12-29）", "劳动法", dt.date(2018, 12, 29)),
        ("中华人民共和国劳动法_20181229", "中华人民共和国劳动法", dt.date(2018, 12, 29)),
        ("劳动法 2018年1月2日", "劳动法", dt.date(2018, 1, 2)),
        ("解释（二）", "解释（二）", None),
        ("样例(1999-99-99)", "样例", None),
        ("trade-unions-law", "trade-unions-law", None),
        ("2018", "2018", None),
    ],
)
def test_what_a_name_says(stem, title, day):
    assert (title_in_name(stem), day_in_name(stem)) == (title, day)
