"""The figures in words."""

from __future__ import annotations

from django import template

from participation import sentences

register = template.Library()
register.simple_tag(sentences.participation_sentence)
