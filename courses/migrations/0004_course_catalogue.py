from django.db import migrations
from django.utils.http import base36_to_int, int_to_base36


def make_index_page(apps, schema_editor):
    """Below the home page, unless somebody made one."""
    IndexPage = apps.get_model("courses", "CourseIndexPage")
    home = apps.get_model("base", "HomePage").objects.filter(depth=2).first()
    if home is None or IndexPage.objects.exists():
        return
    ContentType = apps.get_model("contenttypes", "ContentType")
    ours, _created = ContentType.objects.get_or_create(app_label="courses", model="courseindexpage")
    Page = apps.get_model("wagtailcore", "Page")
    last = Page.objects.filter(depth=3, path__startswith=home.path).order_by("path").last()
    step = base36_to_int(last.path[-4:]) + 1 if last else 1  # how treebeard counts
    IndexPage.objects.create(
        title="课程", draft_title="课程", slug="courses", content_type=ours, depth=3, numchild=0,
        path=home.path + int_to_base36(step).upper().zfill(4),
        locale_id=home.locale_id,
        url_path=f"{home.url_path}courses/",
    )
    Page.objects.filter(pk=home.pk).update(numchild=home.numchild + 1)


class Migration(migrations.Migration):
    dependencies = [
        ("courses", "0003_last_lesson_is_the_one_last_seen"),
        ("base", "0002_home_page_in_place_of_the_welcome"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
    ]

    operations = [migrations.RunPython(make_index_page, migrations.RunPython.noop)]
