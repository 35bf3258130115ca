"""The command that imports files, with what it says of each."""

from __future__ import annotations

import datetime as dt
import io
import json
from pathlib import Path

import docx
import pytest
from django.core.management import CommandError, call_command

from library.management.commands import import_statutes
from library.models import Article, Statute, StatuteVersion
from tests.library.importers.odd_files import OddFile
from tests.library.importing import NEW, OLD, counts

pytestmark = pytest.mark.django_db
KEYS = {
    "file", "title", "short_title", "kind", "issuer", "promulgated", "effective",
    "versions", "articles", "first", "last", "chapters", "problems",
}  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "停工办法(2010-01-01).md").write_text(OLD)
    (tmp_path / "停工办法(2020-05-01).md").write_text(NEW)
    return tmp_path


def run(*args: object, **options: object) -> str:
    out = io.StringIO()
    call_command("import_statutes", *map(str, args), stdout=out, stderr=out, **options)
    return out.getvalue()


def test_a_statute_is_kept_with_its_tree(folder):
    run(folder)
    statute = Statute.objects.get()
    version = statute.versions.get(promulgated_on=dt.date(2020, 5, 1))
    assert (statute.slug, statute.kind, statute.issuer) == ("停工办法", "rule", "劳动部")
    assert [str(article) for article in version.articles.all()] == [
        "《停工办法》第一条",
        "《停工办法》第二条",
        "《停工办法》第三条",
    ]
    first = version.articles.first()
    assert first.text == "下雨、下雪停工：\n（一）大雨；\n（二）大雪。"
    assert first.paragraphs[0]["items"][1] == {"number": 2, "text": "大雪。"}
    assert str(first.division) == "第一章 总则"
    assert version.live


def test_a_second_import_changes_nothing_and_says_so(folder):
    run(folder)
    before = counts()
    assert run(folder).count("没有变化") == 2
    assert counts() == before


def test_a_dry_run_says_the_same_and_writes_nothing(folder):
    before = counts()
    dry = run(folder, dry_run=True)
    assert counts() == before
    assert dry == run(folder)


def test_json_is_one_object_a_file(folder):
    lines = [json.loads(line) for line in run(folder, json=True).splitlines()]
    assert [set(line) for line in lines] == [KEYS | {"outcome"}] * 2
    assert lines[1] == {
        "file": str(folder / "停工办法(2020-05-01).md"),
        "title": "停工办法",
        "short_title": "停工办法",
        "kind": "rule",
        "issuer": "劳动部",
        "promulgated": "2020-05-01",
        "effective": "2020-07-01",
        "versions": 2,
        "articles": 3,
        "first": "第一条",
        "last": "第三条",
        "chapters": 1,
        "problems": [],
        "outcome": "added",
    }


def test_bad_files_get_a_line_each_and_stop_nothing(folder):
    (folder / "0空.md").write_text("")
    (folder / "0图.md").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00")
    (folder / "0无条.md").write_text("# 没有条文\n\n2020年1月1日 公布\n")
    (folder / "0乱码.md").write_bytes(b"\xff\xff\xfe\xfd")
    (folder / "停工办法(1999-99-99).md").write_text("# 另一办法\n\n2020年1月1日 公布\n\n第一条 一。\n")
    out = io.StringIO()
    with pytest.raises(CommandError, match="4"):
        call_command("import_statutes", str(folder), str(folder), stdout=out, stderr=out)
    assert out.getvalue().count(":0 ") == 4
    assert "Traceback" not in out.getvalue()
    assert set(Statute.objects.values_list("title", flat=True)) == {"停工办法", "另一办法"}


def test_a_bad_file_has_the_same_keys_in_json(tmp_path):
    out = io.StringIO()
    with pytest.raises(CommandError):
        call_command("import_statutes", str(tmp_path / "没有.md"), json=True, stdout=out)
    line = json.loads(out.getvalue())
    assert set(line) == KEYS | {"outcome"}
    assert line["problems"][0]["line"] == 0


def test_an_empty_folder_is_said(tmp_path):
    with pytest.raises(CommandError):
        run(tmp_path)


def test_what_could_not_be_read_is_told_with_file_and_line(tmp_path):
    path = tmp_path / "某办法(2020-01-01).md"
    path.write_text("# 某办法\n\n第一条 一。\n\n![表](表.png)\n")
    assert f"{path}:5 " in run(path)


def test_an_old_encoding_is_read(tmp_path):
    path = tmp_path / "停工办法(2010-01-01).md"
    path.write_bytes(OLD.encode("gb18030"))
    run(path)
    assert Article.objects.first().text == "下雨停工。"


def test_another_text_of_the_same_day_is_left_to_an_editor(folder, tmp_path):
    run(folder)
    other = tmp_path / "又(2010-01-01).md"
    other.write_text(OLD.replace("下雨停工", "刮风停工"))
    before = counts()[:-1]
    assert "另一个文本" in run(other)
    assert counts()[:-1] == before
    version = StatuteVersion.objects.get(promulgated_on=dt.date(2010, 1, 1))
    assert version.articles.first().text == "下雨停工。"
    assert version.has_unpublished_changes
    assert version.get_latest_revision_as_object().content["articles"][0]["paragraphs"] == [{"text": "刮风停工。"}]


def test_kind_and_topics_may_be_given(folder):
    run(folder, kind="internal", topics="停工, 工资")
    statute = Statute.objects.get()
    assert statute.kind == "internal"
    assert set(statute.topics.names()) == {"停工", "工资"}
    before = counts()
    run(folder, topics="停工")
    assert counts() == before


def test_a_topic_without_an_address_is_refused_before_anything_is_read(folder):
    with pytest.raises(CommandError, match="文字、字母或数字"):
        run(folder, topics="停工,-")
    assert not Statute.objects.exists()


def as_json(*args: object, **options: object) -> list[dict[str, object]]:
    return [json.loads(line) for line in run(*args, json=True, **options).splitlines()]


def test_files_of_every_kind_below_a_folder_are_imported(tmp_path):
    (tmp_path / "行政法规").mkdir()
    (tmp_path / "行政法规" / "下雨条例_20200102.txt").write_text("下雨条例\n（2020年1月2日公布）\n第一条　停工。\n")
    (tmp_path / "README.md").write_text("# 法规集\n\n说明。\n")
    document = docx.Document()
    for line in ("下雪办法", "（2020年3月4日劳动部公布）", "第一条　停工。"):
        document.add_paragraph(line)
    document.save(tmp_path / "下雪办法.docx")
    found = as_json(tmp_path)
    assert [(line["title"], line["kind"], line["outcome"]) for line in found] == [
        ("下雪办法", "rule", "added"),
        ("下雨条例", "regulation", "added"),
    ]


def test_the_same_version_filed_twice_is_said_and_changes_nothing(folder):
    (folder / "又一份_20100101.txt").write_text(
        "停工办法\n（2010年1月1日劳动部公布）\n" + OLD.partition("-->")[2].replace("#", "")
    )
    lines = {Path(str(line["file"])).name: line for line in as_json(folder)}
    assert StatuteVersion.objects.count() == 2
    second = lines["又一份_20100101.txt"]
    assert (second["outcome"], second["versions"]) == ("unchanged", 2)
    assert [problem["line"] for problem in second["problems"]] == [0]
    assert "停工办法(2010-01-01).md" in second["problems"][0]["reason"]


def test_another_text_of_a_version_is_a_problem_of_its_file(folder, tmp_path):
    run(folder)
    other = tmp_path / "又(2010-01-01).md"
    other.write_text(OLD.replace("下雨停工", "刮风停工"))
    (line,) = as_json(other)
    assert line["outcome"] == "differs"
    assert len(line["problems"]) == 1


def test_an_older_version_slots_in_behind_the_newer(folder):
    run(folder / "停工办法(2020-05-01).md")
    (line,) = as_json(folder / "停工办法(2010-01-01).md")
    assert (line["outcome"], line["versions"]) == ("added", 2)
    older = StatuteVersion.objects.get(promulgated_on=dt.date(2010, 1, 1))
    assert older.effective_until == dt.date(2020, 6, 30)


def test_a_trial_run_counts_what_it_would_have_left(folder):
    dry = as_json(folder, dry_run=True)
    assert [line["versions"] for line in dry] == [1, 2]
    assert not Statute.objects.exists()
    assert dry == as_json(folder)


def test_an_unforeseen_error_is_a_problem_of_its_file_and_stands_in_the_log(folder, monkeypatch, caplog):
    original = import_statutes.import_statute

    def fail_on_the_first(*, parsed, **kwargs):
        done = original(parsed=parsed, **kwargs)
        if parsed.promulgated_on.year == 2010:
            raise ZeroDivisionError
        return done

    monkeypatch.setattr(import_statutes, "import_statute", fail_on_the_first)
    out = io.StringIO()
    with pytest.raises(CommandError, match="1"):
        call_command("import_statutes", str(folder), json=True, stdout=out)
    failed, done = [json.loads(line) for line in out.getvalue().splitlines()]
    assert (failed["outcome"], done["outcome"]) == ("failed", "added")
    assert "ZeroDivisionError" in failed["problems"][0]["reason"]
    assert "Traceback" in caplog.text
    assert [version.promulgated_on.year for version in StatuteVersion.objects.all()] == [2020]


def test_progress_is_shown_on_standard_error_and_only_when_asked(folder, capsys):
    run(folder)
    assert capsys.readouterr().err == ""
    lines = run(folder, json=True, progress=True).splitlines()
    assert all(json.loads(line) for line in lines)
    assert "2/2" in capsys.readouterr().err


def test_a_text_without_articles_is_kept_and_said(tmp_path):
    path = tmp_path / "关于停工的批复(2020-01-02).md"
    path.write_text("# 关于停工的批复\n\n2020年1月2日 劳动部公布\n\n下雨可以停工。\n")
    (line,) = as_json(path)
    assert (line["articles"], line["first"], line["last"], line["outcome"]) == (0, None, None, "added")
    assert len(line["problems"]) == 1
    assert StatuteVersion.objects.get().preamble == "下雨可以停工。"


def test_hundreds_of_odd_files_in_one_go(tmp_path):
    files = [OddFile(seed) for seed in range(1, 321)]
    for file in files:
        (tmp_path / file.name).write_bytes(file.data)
    out = io.StringIO()
    call_command("import_statutes", str(tmp_path), json=True, stdout=out)
    lines = [json.loads(line) for line in out.getvalue().splitlines()]
    assert len(lines) == len({file.name for file in files if not file.name.endswith(")")})
    assert {line["outcome"] for line in lines} == {"added"}
    assert any(line["problems"] for line in lines)
    before = counts()
    again = io.StringIO()
    call_command("import_statutes", str(tmp_path), json=True, stdout=again)
    assert {json.loads(line)["outcome"] for line in again.getvalue().splitlines()} == {"unchanged"}
    assert counts() == before
