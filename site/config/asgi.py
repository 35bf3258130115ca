import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.production")
django.setup(set_prefix=False)

from base.handlers import ASGIApplication  # noqa: E402  needs the settings

application = ASGIApplication()
