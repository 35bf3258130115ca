"""``make bench``: what the main pages cost in server CPU, queries and bytes, on SQLite with the demo.

Figures differ between machines; compare the rows of one run. ``floor`` is the health check, the cheapest answer.
"""

from __future__ import annotations

import os
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.bench.amendment import measure_amendment
from tests.bench.long_statute import LONG_STATUTE, long_statute

PROJECT = Path(__file__).resolve().parents[2]
ROUNDS = 30
#: What the search page is asked, single words and whole questions.
QUESTIONS = (
    "老板不给加班费怎么办",
    "公司拖欠工资三个月了我该怎么办",
    "怀孕了被公司辞退怎么赔偿",
    "试用期被辞退有没有补偿",
    "上班路上出车祸算工伤吗",
    "社保不交怎么投诉",
    "单位不签劳动合同能要双倍工资吗",
    "最低工资标准是多少",
    "合同到期不续签有补偿金吗",
    "周末加班不给调休怎么办",
    "加班费",
    "辞退",
    "工伤",
    "年休假",
    "劳动合同法39",
    "劳动合同",
    "产假",
    "妇女权益",
    "工会",
    "公司让我自己写离职",
)


def main() -> None:
    folder = tempfile.mkdtemp(prefix="xuefa-bench-")
    os.environ["DATA_DIR"] = folder
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.local"
    sys.path[:0] = [str(PROJECT / "site"), str(PROJECT)]
    import django

    django.setup()
    try:
        _prepare()
        _measure()
        _measure_search()
        measure_amendment()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _prepare() -> None:
    from django.core.management import call_command
    from modelsearch.backends import get_search_backend

    from library.search.indexer import mend

    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    laws = PROJECT.parent / "shared" / "laws"
    files = sorted(str(path) for path in laws.glob("*.md")) if laws.is_dir() else []
    if files:
        call_command("import_statutes", *files, verbosity=0)
    call_command("demo", verbosity=0)
    long_statute()
    # As the indexer does when it finds none.
    mend(get_search_backend(), say=lambda text: None)


def _measure() -> None:
    from django.core.cache import caches
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext
    from django.urls import reverse

    from accounts.models import Member, Unit
    from courses.models import LessonPage
    from demo.people import SIGN_INS
    from library.models import Article, Statute

    def client(number: str | None) -> Client:
        made = Client(headers={"host": "127.0.0.1"})
        if number:
            made.force_login(Member.objects.get(employee_number=number), backend="accounts.backends.MemberBackend")
        return made

    worker, leader, editor = (SIGN_INS[place].employee_number for place in (0, 1, 3))
    team = Unit.objects.led_by(Member.objects.get(employee_number=leader)).get()
    lesson = LessonPage.objects.live().order_by("path").first()
    statute = Statute.objects.published().first()
    article = Article.objects.select_related("version__statute").filter(version__statute=statute).first()
    pages = {
        "floor": (None, "/healthz"),
        "visitor: home, cached": (None, "/"),
        "visitor: statutes, cached": (None, "/library/"),
        "worker: home": (worker, "/"),
        "leader: home": (leader, "/"),
        "editor: home": (editor, "/"),
        "worker: lesson": (worker, lesson.get_url()),
        "worker: statute": (worker, statute.get_absolute_url()),
        "worker: article": (worker, article.get_absolute_url()),
        "worker: search, a word": (worker, "/library/search/?q=加班费"),
        "worker: search, a question": (worker, "/library/search/?q=老板不给加班费怎么办"),
        "worker: search, an article": (worker, "/library/search/?q=劳动合同法39"),
        "worker: suggestions": (worker, "/library/search/suggest/?q=劳动"),
        "worker: statute, 400 articles": (worker, f"/library/{LONG_STATUTE}/"),
        "worker: article, 3 texts": (worker, f"/library/{LONG_STATUTE}/article/39/"),
        "worker: 400 articles compared": (worker, f"/library/{LONG_STATUTE}/compare/"),
        "worker: the same, side by side": (worker, f"/library/{LONG_STATUTE}/compare/?layout=beside&show=all"),
        "leader: teams": (leader, "/teams/"),
        "leader: team": (leader, reverse("participation:team", args=[team.pk])),
    }
    caches["pages"].clear()
    print(f"{'page':32}{'CPU ms (median)':>18}{'queries':>9}{'kB':>7}")
    for name, (number, path) in pages.items():
        browser = client(number)
        browser.get(path)
        with CaptureQueriesContext(connection) as queries:
            response = browser.get(path)
        asked = len(queries)  # the next request empties the log
        assert response.status_code == 200, (path, response.status_code)
        spent = _spent(lambda: browser.get(path), ROUNDS)  # noqa: B023  called at once
        print(f"{name:32}{spent:>18.1f}{asked:>9}{len(response.content) / 1024:>7.0f}")
    browser = client(worker)
    each = sorted(_spent(lambda: browser.get(path), 5) for path in (f"/library/search/?q={text}" for text in QUESTIONS))  # noqa: B023  called at once
    print(f"{'search, the median of ' + str(len(each)):32}{statistics.median(each):>18.1f}")
    print(f"{'search, the worst of them':32}{each[-1]:>18.1f}")


def _measure_search() -> None:
    """The index of the demo; ``search_benchmark`` measures one of any size, and how good the answers are."""
    from django.db.models import Count
    from modelsearch.backends import get_search_backend
    from modelsearch.query import PlainText

    from library.models import Article, Statute
    from library.search.outbox import drain, record_changes
    from library.search.postings import forget_arrays
    from library.search.reading import hits

    backend = get_search_backend()
    while drain():
        pass
    size = sum(path.stat().st_size for path in backend.store.current().iterdir())
    question = PlainText("老板不给加班费怎么办", operator="or")

    def ask() -> None:
        hits(backend.store, backend.query_compiler_class(Article.objects.all(), question).compiled)

    def forget_and_ask() -> None:
        forget_arrays()
        ask()

    largest = Statute.objects.annotate(size=Count("versions__articles")).order_by("-size").first()
    articles = Article.objects.filter(version__statute=largest).values_list("pk", flat=True)

    def index_again() -> None:
        record_changes(Article, articles)
        while drain():
            pass

    print(f"\n{'search':28}{'CPU ms (median)':>18}")
    rows = {"question, cold": forget_and_ask, "question, warm": ask, f"{len(articles)} articles anew": index_again}
    print(f"{'index, kB':28}{size / 1024:>18.0f}")
    for name, act in rows.items():
        print(f"{name:28}{_spent(act, ROUNDS):>18.1f}")


def _spent(act: Callable[[], object], rounds: int) -> float:
    """Milliseconds of CPU, the median of so many rounds."""
    spent = []
    for _round in range(rounds):
        start = time.process_time()
        act()
        spent.append((time.process_time() - start) * 1000)
    return statistics.median(spent)


if __name__ == "__main__":
    main()
