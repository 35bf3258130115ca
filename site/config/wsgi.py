import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.production")
django.setup(set_prefix=False)

from base.handlers import WSGIApplication  # noqa: E402  needs the settings

application = WSGIApplication()
