from __future__ import annotations

import pytest

from library.importers import files
from library.importers.files import decode, read_text, statute_files
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


def test_a_folder_stands_for_the_markdown_files_directly_in_it(tmp_path):
    for name in ("乙.md", "甲.md", "丙.txt"):
        (tmp_path / name).touch()
    (tmp_path / "下").mkdir()
    (tmp_path / "下" / "丁.md").touch()
    assert [path.name for path in statute_files([tmp_path, tmp_path / "丙.txt"])] == ["乙.md", "甲.md", "丙.txt"]
