import datetime as dt
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.enums import Audience
from quizzes.enums import AttemptState
from quizzes.models import Answer, Attempt
from quizzes.services import save_answer, start_attempt, submit_attempt
from tests.factories.quizzes import QuizFactory, quiz_with_questions
from tests.quizzes.clock import let_time_run_out

pytestmark = pytest.mark.django_db

LOGIN = "/accounts/login/"


@pytest.fixture
def attempt(union) -> Attempt:
    return start_attempt(quiz=quiz_with_questions(3), by=union.worker)


def url(name: str, attempt: Attempt) -> str:
    return reverse(f"quizzes:{name}", args=[attempt.pk])


# --- Who may, and by which method ---------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["attempt", "submit", "result"])
def test_attempt_is_its_members_own(union, client_for, attempt, name):
    assert client_for(union.worker).get(url(name, attempt)).status_code in (200, 302)
    for stranger in (union.teammate, union.leader, union.outsider, union.editor, union.administrator):
        assert client_for(stranger).get(url(name, attempt)).status_code == 404
        assert client_for(stranger).post(url(name, attempt)).status_code in (404, 405)
    response = client_for(None).get(url(name, attempt))
    assert response.status_code == 302
    assert response.url.startswith(LOGIN)


def test_nobody_answers_or_hands_in_for_somebody_else(union, client_for, attempt):
    for stranger in (union.teammate, union.leader, union.administrator):
        data = {"position": 1, "sequence": 1, "chosen": "b"}
        assert client_for(stranger).post(url("answer", attempt), data).status_code == 404
        assert client_for(stranger).post(url("submit", attempt)).status_code == 404
    attempt.refresh_from_db()
    assert attempt.state == AttemptState.IN_PROGRESS
    assert not attempt.answers.exclude(sequence=0).exists()


def test_wrong_methods_are_refused(union, client_for, attempt):
    client = client_for(union.worker)
    assert client.get(url("answer", attempt)).status_code == 405
    assert client.get(reverse("quizzes:start", args=[attempt.quiz.slug])).status_code == 405
    assert client.post(reverse("quizzes:index")).status_code == 405
    assert client.post(url("result", attempt)).status_code == 405
    assert client.post(attempt.quiz.get_absolute_url()).status_code == 405


@pytest.mark.parametrize("path", ["/quizzes/", "/quizzes/daily/", "/quizzes/some-quiz/"])
def test_visitor_is_asked_to_sign_in(client_for, path):
    response = client_for(None).get(path)
    assert response.status_code == 302
    assert response.url.startswith(LOGIN)


def test_quiz_for_others_or_not_published_does_not_exist(union, client_for):
    client = client_for(union.worker)
    for quiz in (
        quiz_with_questions(1, audience=Audience.LEADERS),
        quiz_with_questions(1, audience=Audience.UNIT, audience_unit=union.other_team),
        quiz_with_questions(1, published=False),
    ):
        assert client.get(quiz.get_absolute_url()).status_code == 404
        assert client.post(reverse("quizzes:start", args=[quiz.slug])).status_code == 404
        assert quiz.title not in client.get(reverse("quizzes:index")).content.decode()
    mine = quiz_with_questions(1, audience=Audience.UNIT, audience_unit=union.branch)
    assert client.get(mine.get_absolute_url()).status_code == 200


# --- The list and the way in ------------------------------------------------------------------------------------------


def test_list_tells_how_i_stand(union, client_for):
    fresh, passed, failed, under_way = (quiz_with_questions(1) for _ in range(4))
    for quiz, choice in ((passed, "b"), (failed, "a")):
        attempt = start_attempt(quiz=quiz, by=union.worker)
        save_answer(attempt_id=attempt.pk, position=1, chosen=[choice], sequence=1, by=union.worker)
        submit_attempt(attempt=attempt, by=union.worker)
    start_attempt(quiz=under_way, by=union.worker)
    page = client_for(union.worker).get(reverse("quizzes:index")).content.decode()
    opened, history = page.split("我交过的答卷")
    for quiz, words in ((fresh, "还没答"), (passed, "已及格 100%"), (failed, "还能答 2 次"), (under_way, "进行中")):
        assert words in opened[opened.index(quiz.title) :].split("</li>")[0]
    assert passed.title in history
    assert fresh.title not in history


def test_list_takes_the_same_number_of_queries_for_one_quiz_and_for_thirty(
    union, client_for, django_assert_max_num_queries
):
    client = client_for(union.worker)

    def finish(quiz):
        submit_attempt(attempt=start_attempt(quiz=quiz, by=union.worker), by=union.worker)

    finish(quiz_with_questions(1))
    with django_assert_max_num_queries(12) as few:
        client.get(reverse("quizzes:index"))
    for _ in range(29):
        finish(quiz_with_questions(1))
    with django_assert_max_num_queries(len(few)):
        client.get(reverse("quizzes:index"))


def test_introduction_says_the_rules_in_plain_words(union, client_for):
    quiz = quiz_with_questions(4, duration_minutes=15, attempts_allowed=2, pass_percent=75)
    page = client_for(union.worker).get(quiz.get_absolute_url()).content.decode()
    for words in ("共 4 题，满分 20 分，15 分及格", "限时 15 分钟", "可以答 2 次，还剩 2 次", "开始答题"):
        assert words in page


@pytest.mark.parametrize(
    ("policy", "words"),
    [
        ({"multiple_policy": "all_or_nothing"}, "选全了才得分"),
        ({"multiple_policy": "missed_half"}, "得一半分"),
        ({"multiple_policy": "missed_fixed", "missed_mark": 2}, "得 2 分"),
        ({"multiple_policy": "per_option"}, "选对几个得几个的分"),
    ],
)
def test_introduction_says_what_an_incomplete_choice_earns(union, client_for, policy, words):
    quiz = quiz_with_questions(1, **policy)
    assert words in client_for(union.worker).get(quiz.get_absolute_url()).content.decode()
    quiz.sections.update(type="single")
    assert words not in client_for(union.worker).get(quiz.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("window", "words"),
    [({"opens_at": 24}, "开始。"), ({"closes_at": -1}, "已经结束"), ({"attempts_allowed": 1}, "次数已经用完")],
)
def test_introduction_says_why_a_quiz_cannot_be_started(union, client_for, window, words):
    if "attempts_allowed" in window:
        quiz = quiz_with_questions(1, **window)
        submit_attempt(attempt=start_attempt(quiz=quiz, by=union.worker), by=union.worker)
    else:
        quiz = quiz_with_questions(
            1, **{field: timezone.now() + dt.timedelta(hours=hours) for field, hours in window.items()}
        )
    client = client_for(union.worker)
    page = client.get(quiz.get_absolute_url()).content.decode()
    assert words in page
    assert "开始答题</button>" not in page
    response = client.post(reverse("quizzes:start", args=[quiz.slug]), follow=True)
    assert response.redirect_chain == [(quiz.get_absolute_url(), 302)]
    assert "notice--error" in response.content.decode()


def test_quiz_without_questions_cannot_be_started(union, client_for):
    quiz = QuizFactory()
    client = client_for(union.worker)
    assert "还没有题目" in client.get(quiz.get_absolute_url()).content.decode()
    client.post(reverse("quizzes:start", args=[quiz.slug]))
    assert not Attempt.objects.exists()


# --- One plain form, without JavaScript -----------------------------------------------------------------------------


def test_whole_quiz_works_as_one_plain_form(union, client_for):
    client = client_for(union.worker)
    quiz = quiz_with_questions(3)
    page = client.post(reverse("quizzes:start", args=[quiz.slug]), follow=True).content.decode()
    attempt = Attempt.objects.get()
    assert page.count("<legend") == 3
    seen = dict(re.findall(r'name="(s\d+)" value="(\d+)"', page))
    response = client.post(url("attempt", attempt), {**seen, "q1": "b", "q2": "a"}, follow=True)
    page = response.content.decode()
    assert "已保存" in page
    assert page.count("checked") == 2
    seen = dict(re.findall(r'name="(s\d+)" value="(\d+)"', page))
    response = client.post(url("attempt", attempt) + "?to=submit", {**seen, "q1": "b", "q2": "b"}, follow=True)
    assert response.redirect_chain == [(url("submit", attempt), 302)]
    assert "还有 1 题没答" in response.content.decode()
    response = client.post(url("submit", attempt), follow=True)
    assert response.redirect_chain == [(url("result", attempt), 302)]
    page = response.content.decode()
    assert "<h1>" in page
    assert "及格" in page
    assert page.count("答对了") == 2
    assert "没有作答" in page


def test_another_device_shows_what_was_saved(union, client_for, attempt):
    save_answer(attempt_id=attempt.pk, position=2, chosen=["c"], sequence=1, by=union.worker)
    page = client_for(union.worker).get(url("attempt", attempt)).content.decode()
    assert re.search(r'name="q2"\s+value="c"\s+checked', page)


def test_form_that_was_overtaken_on_another_device_says_so(union, client_for, attempt):
    save_answer(attempt_id=attempt.pk, position=1, chosen=["c"], sequence=4, by=union.worker)
    response = client_for(union.worker).post(url("attempt", attempt), {"s1": "0", "q1": "a"}, follow=True)
    assert "第 1 题在另一台设备上改过" in response.content.decode()
    assert Answer.objects.get(attempt=attempt, position=1).chosen == ["c"]


@pytest.mark.parametrize("data", [{"s1": "x"}, {"s1": "0", "q1": "nonsense"}, {"s1": "9" * 30}, {"s99999999": "0"}])
def test_broken_form_is_a_bad_request_and_keeps_nothing(union, client_for, attempt, data):
    assert client_for(union.worker).post(url("attempt", attempt), data).status_code == 400
    assert not attempt.answers.exclude(sequence=0).exists()


def test_form_sent_after_time_is_up_leads_to_the_result_and_keeps_what_was_saved(union, client_for, attempt):
    save_answer(attempt_id=attempt.pk, position=1, chosen=["b"], sequence=1, by=union.worker)
    let_time_run_out(attempt)
    response = client_for(union.worker).post(url("attempt", attempt), {"s1": "1", "q1": "a"}, follow=True)
    assert response.redirect_chain[-1] == (url("result", attempt), 302)
    assert "时间到了，已按你保存的答案交卷" in response.content.decode()
    attempt.refresh_from_db()
    assert attempt.mark == 5


def test_open_attempt_has_no_result_and_a_finished_one_no_paper(union, client_for, attempt):
    client = client_for(union.worker)
    assert client.get(url("result", attempt)).url == url("attempt", attempt)
    client.post(url("submit", attempt))
    for name in ("attempt", "submit"):
        assert client.get(url(name, attempt)).url == url("result", attempt)
    assert client.post(url("submit", attempt)).url == url("result", attempt)


# --- One answer, as the script sends it -----------------------------------------------------------------------------


def send(client, attempt, **data):
    return client.post(url("answer", attempt), {"position": 1, "sequence": 1, "chosen": "b", **data})


def test_saved_answer_is_acknowledged_with_the_servers_time(union, client_for, attempt):
    response = send(client_for(union.worker), attempt)
    assert response.status_code == 200
    kept = response.json()
    assert (kept["chosen"], kept["sequence"]) == (["b"], 1)
    assert re.fullmatch(r"\d\d:\d\d:\d\d", kept["saved_at"])


def test_stale_answer_is_told_what_stands(union, client_for, attempt):
    client = client_for(union.worker)
    send(client, attempt, sequence=3, chosen="c")
    assert send(client, attempt, sequence=2, chosen="a").json()["chosen"] == ["c"]


@pytest.mark.parametrize(
    ("data", "status"),
    [
        ({"sequence": "0"}, 400),
        ({"sequence": "x"}, 400),
        ({"sequence": str(10**30)}, 400),
        ({"position": "-1"}, 400),
        ({"chosen": "zzz"}, 400),
        ({"chosen": ["a", "b"]}, 400),
        ({"position": "77"}, 404),
    ],
)
def test_answer_that_cannot_be_is_refused_in_words(union, client_for, attempt, data, status):
    response = send(client_for(union.worker), attempt, **data)
    assert response.status_code == status
    assert response.json()["message"]


def test_late_answer_is_a_clear_conflict_and_hands_in(union, client_for, attempt):
    let_time_run_out(attempt)
    response = send(client_for(union.worker), attempt)
    assert response.status_code == 409
    assert response.json()["result"] == url("result", attempt)
    attempt.refresh_from_db()
    assert attempt.state == AttemptState.MARKED


@pytest.mark.parametrize("name", ["attempt", "result"])
def test_paper_and_result_take_the_same_number_of_queries_for_three_questions_and_for_thirty(
    union, client_for, django_assert_max_num_queries, name
):
    client = client_for(union.worker)
    counts = []
    for size in (3, 30):
        attempt = start_attempt(quiz=quiz_with_questions(size), by=union.worker)
        if name == "result":
            submit_attempt(attempt=attempt, by=union.worker)
        with django_assert_max_num_queries(10) as captured:
            assert client.get(url(name, attempt)).status_code == 200
        counts.append(len(captured))
    assert counts[0] == counts[1]
