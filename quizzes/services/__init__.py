"""Everything that changes the state of questions, quizzes and attempts."""

from quizzes.services.attempts import (
    AttemptOver,
    SentAnswer,
    StartRefused,
    hand_in_overdue,
    save_answer,
    save_answers,
    start_attempt,
    submit_attempt,
    submit_overdue_attempts,
)
from quizzes.services.daily import answer_daily_question
from quizzes.services.publishing import PoolTooSmall, Shortage, check_pools, publish_quiz
from quizzes.services.questions import QuestionContent, create_question, new_question_version, retire_question

__all__ = [
    "AttemptOver",
    "PoolTooSmall",
    "QuestionContent",
    "SentAnswer",
    "Shortage",
    "StartRefused",
    "answer_daily_question",
    "check_pools",
    "create_question",
    "hand_in_overdue",
    "new_question_version",
    "publish_quiz",
    "retire_question",
    "save_answer",
    "save_answers",
    "start_attempt",
    "submit_attempt",
    "submit_overdue_attempts",
]
