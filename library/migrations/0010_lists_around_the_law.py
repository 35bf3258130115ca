from django.db import migrations
from django.utils.http import base36_to_int, int_to_base36

LISTS = (
    ("QuestionIndexPage", "问答", "questions"),
    ("CaseIndexPage", "典型案例", "cases"),
    ("HandbookIndexPage", "工会工作手册", "handbook"),
    ("NoticeIndexPage", "公告栏", "notices"),
)


def make_index_pages(apps, schema_editor):
    """Below the home page, unless somebody made them."""
    ContentType = apps.get_model("contenttypes", "ContentType")
    Page = apps.get_model("wagtailcore", "Page")
    home = apps.get_model("base", "HomePage").objects.filter(depth=2).first()
    if home is None:
        return
    made = 0
    for name, title, slug in LISTS:
        IndexPage = apps.get_model("library", name)
        if IndexPage.objects.exists():
            continue
        if Page.objects.filter(depth=3, path__startswith=home.path, slug=slug).exists():
            slug = f"union-{slug}"  # somebody's own page has the address
        ours, _created = ContentType.objects.get_or_create(app_label="library", model=name.lower())
        last = Page.objects.filter(depth=3, path__startswith=home.path).order_by("path").last()
        step = base36_to_int(last.path[-4:]) + 1 if last else 1  # how treebeard counts
        IndexPage.objects.create(
            title=title, draft_title=title, slug=slug, content_type=ours, depth=3, numchild=0,
            path=home.path + int_to_base36(step).upper().zfill(4),
            locale_id=home.locale_id,
            url_path=f"{home.url_path}{slug}/",
        )
        made += 1
    Page.objects.filter(pk=home.pk).update(numchild=home.numchild + made)


def allow_editors(apps, schema_editor):
    """Permissions are made after all migrations otherwise, which is too late to give them to a group here."""
    ContentType = apps.get_model("contenttypes.ContentType")
    Permission = apps.get_model("auth.Permission")
    Group = apps.get_model("auth.Group")
    intro = ContentType.objects.get_or_create(app_label="library", model="topicintro")[0]
    permissions = [
        Permission.objects.get_or_create(
            content_type=intro, codename=f"{action}_topicintro", defaults={"name": f"Can {action} introduction of a topic"}
        )[0]
        for action in ("add", "change", "delete", "view")
    ]
    for group in Group.objects.filter(name__in=["Editors", "Moderators"]):
        group.permissions.add(*permissions)


class Migration(migrations.Migration):
    dependencies = [
        ("library", "0009_pages_around_the_law"),
        ("base", "0002_home_page_in_place_of_the_welcome"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
    ]

    operations = [
        migrations.RunPython(make_index_pages, migrations.RunPython.noop),
        migrations.RunPython(allow_editors, migrations.RunPython.noop),
    ]
