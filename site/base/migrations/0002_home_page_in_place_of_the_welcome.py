from django.db import migrations


def make_home_page(apps, schema_editor):
    """A site without the demo begins with a home page of ours, as Wagtail's own project template does it."""
    HomePage = apps.get_model("base", "HomePage")
    if HomePage.objects.exists():
        return
    ContentType = apps.get_model("contenttypes", "ContentType")
    Page = apps.get_model("wagtailcore", "Page")
    plain, _created = ContentType.objects.get_or_create(app_label="wagtailcore", model="page")
    ours, _created = ContentType.objects.get_or_create(app_label="base", model="homepage")
    Page.objects.filter(content_type=plain, slug="home", depth=2).delete()
    home = HomePage.objects.create(
        title="学法", draft_title="学法", slug="home", content_type=ours, path="00010001", depth=2, numchild=0,
        url_path="/home/",
        locale=apps.get_model("wagtailcore", "Locale").objects.first(),
    )
    apps.get_model("wagtailcore", "Site").objects.create(
        hostname="localhost", root_page=home, is_default_site=True, site_name="学法"
    )


class Migration(migrations.Migration):
    dependencies = [
        ("base", "0001_initial"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
    ]

    operations = [migrations.RunPython(make_home_page, migrations.RunPython.noop)]
