from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory
from wagtail.models import Page

from base.models import HomePage
from library.models import Article, GuideIndexPage, GuidePage, Statute, StatuteVersion


class StatuteFactory(DjangoModelFactory):
    class Meta:
        model = Statute

    short_title = factory.Sequence(lambda n: f"试行法{n}")
    title = factory.LazyAttribute(lambda statute: f"中华人民共和国{statute.short_title}")
    slug = factory.SelfAttribute("short_title")


class StatuteVersionFactory(DjangoModelFactory):
    class Meta:
        model = StatuteVersion

    statute = factory.SubFactory(StatuteFactory)
    promulgated_on = dt.date(2020, 1, 1)
    effective_from = factory.SelfAttribute("promulgated_on")
    digest = factory.Sequence(lambda n: f"{n:064x}")
    live = True
    first_published_at = factory.Maybe("live", factory.LazyFunction(timezone.now), None)
    last_published_at = factory.SelfAttribute("first_published_at")


class ArticleFactory(DjangoModelFactory):
    class Meta:
        model = Article

    version = factory.SubFactory(StatuteVersionFactory)
    number = factory.Sequence(lambda n: n + 1)
    position = factory.SelfAttribute("number")
    text = factory.LazyAttribute(lambda article: f"第{article.number}项规定的内容。")
    paragraphs = factory.LazyAttribute(lambda article: [{"text": article.text}])


def make_guide(
    title: str = "加班费怎么算",
    *,
    live: bool = True,
    topics: Iterable[str] = (),
    body: Iterable[dict[str, object]] = (),
    **fields: object,
) -> GuidePage:
    """A guide under the one list of guides; ``body`` holds the values of its citation blocks."""
    index = GuideIndexPage.objects.first()
    if index is None:
        home = Page.get_first_root_node().add_child(instance=HomePage(title="学法", slug="xuefa"))
        index = home.add_child(instance=GuideIndexPage(title="办事指南", slug="guides"))
    blocks = [{"type": "citation", "value": value} for value in body]
    guide = GuidePage(title=title, live=live, body=GuidePage._meta.get_field("body").stream_block.to_python(blocks))
    for name, value in fields.items():
        setattr(guide, name, value)
    index.add_child(instance=guide)
    if topics:
        guide.topics.add(*topics)
        guide.save()
    return guide
