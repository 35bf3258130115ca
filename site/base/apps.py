from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BaseConfig(AppConfig):
    name = "base"
    verbose_name = _("Site")

    def ready(self) -> None:
        from django.db.models.signals import post_delete, post_migrate, post_save
        from wagtail.models import Page, PageViewRestriction
        from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

        from base.receivers import forget_visitor_pages

        for signal in (page_published, page_unpublished, page_slug_changed, post_page_move):
            signal.connect(forget_visitor_pages, dispatch_uid="base.forget_visitor_pages")
        for signal, model in (
            (post_delete, Page),
            (post_save, PageViewRestriction),
            (post_delete, PageViewRestriction),
        ):
            signal.connect(forget_visitor_pages, sender=model, dispatch_uid="base.forget_visitor_pages")
        # A deployment migrates, and may have brought other templates.
        post_migrate.connect(forget_visitor_pages, sender=self, dispatch_uid="base.forget_visitor_pages")
