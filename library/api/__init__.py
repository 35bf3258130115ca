"""The law as JSON for other programs, in the style of Wagtail's API: read only, open to all, throttled."""
