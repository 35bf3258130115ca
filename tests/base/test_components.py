"""The pieces that every page is made of, rendered as the features render them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django import forms
from django.contrib.auth.models import AnonymousUser
from django.core.paginator import Paginator
from django.template import Context, RequestContext, Template
from django.template.loader import render_to_string
from django.test import RequestFactory

from base.blocks import prose_blocks
from base.design import design
from base.fields import ContentField

STATIC = Path(__file__).resolve().parents[2] / "site/base/static/base"
PROJECT = Path(__file__).resolve().parents[2]


class ContactForm(forms.Form):
    number = forms.CharField(label="工号", help_text="印在工作证背面。")
    phone = forms.CharField(label="手机号", required=False)
    shift = forms.ChoiceField(label="班次", choices=[("day", "白班"), ("night", "夜班")], widget=forms.RadioSelect)
    agree = forms.BooleanField(label="我同意")


def field(form: forms.Form, name: str) -> str:
    return render_to_string("base/components/field.html", {"field": form[name]})


def test_field_ties_its_label_help_and_error_to_its_input():
    html = field(ContactForm({}), "number")
    assert 'for="id_number"' in html
    described = re.search(r'<input[^>]*aria-describedby="([^"]+)"', html)
    assert described is not None
    for name in described[1].split():
        assert f'id="{name}"' in html
    assert 'aria-invalid="true"' in html


def test_field_that_may_stay_empty_says_so():
    assert "可不填" in field(ContactForm(), "phone")
    assert "可不填" not in field(ContactForm(), "number")


def test_choices_are_a_group_under_their_question():
    html = field(ContactForm({}), "shift")
    assert html.index("<fieldset") < html.index("班次</legend>") < html.index("白班")
    assert html.count('class="choice"') == 2


def test_checkbox_stands_before_its_label():
    html = field(ContactForm(), "agree")
    assert html.index("<input") < html.index("<label")


def test_error_text_is_escaped():
    form = ContactForm({"number": "1"})
    form.add_error("number", "<script>alert(1)</script>")
    assert "<script>" not in field(form, "number")


def test_pagination_keeps_the_query_of_the_address():
    request = RequestFactory().get("/library/search/?q=加班&page=2")
    page = Paginator(range(90), 10).get_page(2)
    html = render_to_string("base/components/pagination.html", {"page": page}, request)
    assert "第 2 页，共 9 页" in html
    for number in (1, 3):
        assert f"?q=%E5%8A%A0%E7%8F%AD&amp;page={number}" in html


def test_one_page_needs_no_pagination():
    page = Paginator(range(3), 10).get_page(1)
    assert not render_to_string("base/components/pagination.html", {"page": page}).strip()


def test_progress_says_its_figures_to_those_who_cannot_see_the_bar():
    html = render_to_string("base/components/progress.html", {"value": 3, "max": 5, "label": "学完 3 课"})
    assert '<progress value="3" max="5" aria-label="学完 3 课">' in html


@pytest.mark.parametrize("tone", ["info", "success", "warning", "error"])
def test_notice_never_speaks_by_colour_alone(tone):
    html = render_to_string("base/components/notice.html", {"tone": tone, "text": "已保存"})
    assert f"notice--{tone}" in html
    assert "<use href=" in html
    assert ('role="alert"' in html) == (tone == "error")


def test_every_icon_that_a_template_names_is_drawn():
    drawn = set(re.findall(r'<symbol id="([^"]+)"', (STATIC / "icons.svg").read_text()))
    templates = [
        path for folder in ("site", "library", "quizzes", "courses") for path in (PROJECT / folder).rglob("*.html")
    ]
    named = {name for path in templates for name in re.findall(r'{% icon "([^"]+)"', path.read_text())}
    assert named, "the pattern finds icons"
    assert named <= drawn


def test_icon_is_silent_unless_it_has_a_label():
    assert 'aria-hidden="true"' in Template('{% icon "check" %}').render(Context())
    assert 'role="img" aria-label="对"' in Template('{% icon "check" "对" %}').render(Context())


def page(body: str, **context: object) -> str:
    """A page that extends base.html, as a visitor sees it."""
    request = RequestFactory().get("/")
    request.user = AnonymousUser()
    return Template('{% extends "base.html" %}' + body).render(RequestContext(request, context))


@pytest.mark.django_db
def test_page_says_where_it_is():
    html = page("{% block title %}劳动法{% endblock %}{% block nav %} law {% endblock %}")
    assert "<title>劳动法 · 学法</title>" in html
    assert html.count('aria-current="true"') == 2, "in the header and in the bottom bar"


@pytest.mark.django_db
def test_page_without_a_title_has_the_name_of_the_site():
    assert "<title>学法</title>" in page("")


@pytest.mark.django_db
def test_contents_at_the_side_are_reached_from_the_top_on_a_phone():
    assert "page__aside" not in page("")
    html = page('{% block aside %}<nav class="toc">第一章</nav>{% endblock %}')
    assert html.index('href="#aside"') < html.index('id="aside"')
    assert "第一章" in html


@pytest.mark.django_db
def test_title_is_escaped_once():
    html = page("{% block title %}{{ name }}{% endblock %}", name="<b>&")
    assert "<title>&lt;b&gt;&amp; · 学法</title>" in html


@pytest.mark.django_db
def test_page_holds_nothing_that_the_policy_forbids():
    html = page("{% block main %}<p>正文</p>{% endblock %}")
    assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)|(?:src|href)=\"(?:https?:)?//", html)
    assert "&quot;allowEval&quot;: false" in html or '"allowEval": false' in html


@pytest.mark.django_db
def test_living_page_shows_every_component():
    request = RequestFactory().get("/design/")
    request.user = AnonymousUser()
    html = design(request).content.decode()
    for name in (
        "button--primary",
        "badge--help",
        "list-row",
        "stat__number",
        "table--cards",
        "pagination",
        "law-text",
    ):
        assert name in html
    assert html.count("button--primary") == 1, "one red thing a page"


def test_blocks_of_prose_are_rendered(db):
    value = ContentField(prose_blocks()).stream_block.to_python(
        [
            {"type": "heading", "value": "先看合同"},
            {"type": "text", "value": "<p>写明<b>工资</b>。</p>"},
            {"type": "callout", "value": {"tone": "warning", "title": "", "text": "<p>别等。</p>"}},
            {"type": "steps", "value": {"title": "三步", "steps": [{"title": "留证据", "text": "<p>工资条。</p>"}]}},
            {
                "type": "table",
                "value": {
                    "columns": [{"type": "text", "heading": "日子"}],
                    "rows": [{"values": ["休息日"]}],
                    "caption": "加班工资",
                },
            },
        ]
    )
    html = "".join(block.render() for block in value)
    for part in (
        "<h2",
        "<b>工资</b>",
        "callout--warning",
        "当心",
        "steps__step",
        "留证据",
        "<caption>加班工资</caption>",
        '<th scope="col">日子</th>',
        "<td>休息日</td>",
    ):
        assert part in html
