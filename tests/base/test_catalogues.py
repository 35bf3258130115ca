import pytest

from tests.catalogues import APPS, intrusions, problems, quarrels


@pytest.mark.parametrize("app", APPS)
def test_the_chinese_catalogue_is_complete_and_fresh(app):
    assert problems(app) == []


def test_no_two_apps_translate_a_message_differently():
    assert quarrels() == []


def test_no_word_of_ours_takes_the_place_of_another_of_django_or_wagtail():
    assert intrusions() == []
