"""What an editor says of a topic."""

from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from taggit.models import Tag


class TopicIntro(models.Model):
    """A sentence or two that stand on top of a topic's page. A topic needs none."""

    topic = models.OneToOneField(Tag, on_delete=models.CASCADE, related_name="intro", verbose_name=_("topic"))
    text = models.CharField(
        pgettext_lazy("topic", "introduction"),
        max_length=200,
        help_text=_("What a reader finds under this topic, in one or two sentences."),
    )

    class Meta:
        verbose_name = _("introduction of a topic")
        verbose_name_plural = _("introductions of topics")
        ordering = ["topic__name"]

    def __str__(self) -> str:
        return self.topic.name

    def get_absolute_url(self) -> str:
        return reverse("library:topic", args=[self.topic.slug])
