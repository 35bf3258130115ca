from quizzes.models.attempts import Answer, Attempt, DailyAnswer
from quizzes.models.questions import Question, QuestionBank, QuestionCitation, QuestionVersion
from quizzes.models.quizzes import Quiz, QuizSection

__all__ = [
    "Answer",
    "Attempt",
    "DailyAnswer",
    "Question",
    "QuestionBank",
    "QuestionCitation",
    "QuestionVersion",
    "Quiz",
    "QuizSection",
]
