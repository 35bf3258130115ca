import base.fields
import django.db.models.deletion
import django.utils.timezone
import modelcluster.contrib.taggit
import modelcluster.fields
import wagtail.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('library', '0008_who_drafts_and_who_publishes'),
        ('taggit', '0006_rename_taggeditem_content_type_object_id_taggit_tagg_content_8fc721_idx'),
        ('wagtailcore', '0097_baselogentry_uuid_action_timestamp_indexes'),
    ]

    operations = [
        migrations.CreateModel(
            name='CaseIndexPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='wagtailcore.page')),
                ('summary', models.CharField(blank=True, help_text='One or two sentences, shown under the title and in lists.', max_length=200, verbose_name='summary')),
            ],
            options={
                'verbose_name': 'case list',
                'verbose_name_plural': 'case lists',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='CasePage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='wagtailcore.page')),
                ('summary', models.CharField(blank=True, help_text='One or two sentences, shown under the title and in lists.', max_length=200, verbose_name='summary')),
                ('author', models.CharField(blank=True, help_text='Who answers for it, as readers see it: 法律工作部.', max_length=60, verbose_name='author')),
                ('reviewed_on', models.DateField(blank=True, help_text='The day somebody last checked it against the law.', null=True, verbose_name='reviewed on')),
                ('origin', models.CharField(choices=[('published', 'A published case, names and other particulars left out'), ('example', 'An example made up to explain the law')], default='published', max_length=10, verbose_name='origin')),
                ('forum', models.CharField(choices=[('arbitration', 'Labour arbitration'), ('court', 'Court'), ('mediation', 'Mediation'), ('authority', 'Labour authority')], default='arbitration', max_length=12, verbose_name='decided by')),
                ('case_number', models.CharField(blank=True, max_length=60, verbose_name='case number')),
                ('decided_on', models.DateField(blank=True, null=True, verbose_name='decided on')),
                ('source_name', models.CharField(blank=True, help_text='Who published it: a court, an arbitration commission.', max_length=120, verbose_name='source')),
                ('source_url', models.URLField(blank=True, max_length=500, verbose_name='address of the source')),
                ('facts', wagtail.fields.RichTextField(help_text='Without names: 李某, 某机械公司. Leave out what would let somebody be recognised.', verbose_name='what happened')),
                ('decision', wagtail.fields.RichTextField(verbose_name='what was decided')),
                ('reasons', base.fields.ContentField([], help_text='Cite the articles on which the decision rests.', verbose_name='why')),
                ('takeaway', wagtail.fields.RichTextField(help_text='What a reader in the same place should do.', verbose_name='what to learn')),
            ],
            options={
                'verbose_name': 'case',
                'verbose_name_plural': 'cases',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='HandbookChapterPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='wagtailcore.page')),
                ('summary', models.CharField(blank=True, help_text='One or two sentences, shown under the title and in lists.', max_length=200, verbose_name='summary')),
            ],
            options={
                'verbose_name': 'handbook chapter',
                'verbose_name_plural': 'handbook chapters',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='HandbookIndexPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='wagtailcore.page')),
                ('summary', models.CharField(blank=True, help_text='One or two sentences, shown under the title and in lists.', max_length=200, verbose_name='summary')),
            ],
            options={
                'verbose_name': 'union handbook',
                'verbose_name_plural': 'union handbooks',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='HandbookPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='wagtailcore.page')),
                ('summary', models.CharField(blank=True, help_text='One or two sentences, shown under the title and in lists.', max_length=200, verbose_name='summary')),
                ('author', models.CharField(blank=True, help_text='Who answers for it, as readers see it: 法律工作部.', max_length=60, verbose_name='author')),
                ('reviewed_on', models.DateField(blank=True, help_text='The day somebody last checked it against the law.', null=True, verbose_name='reviewed on')),
                ('body', base.fields.ContentField([], verbose_name='body')),
                ('contacts', base.fields.ContentField([], blank=True, help_text='Who is there for it. Up to four.', verbose_name='whom to call')),
            ],
            options={
                'verbose_name': 'handbook page',
                'verbose_name_plural': 'handbook pages',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='NoticeIndexPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='wagtailcore.page')),
                ('summary', models.CharField(blank=True, help_text='One or two sentences, shown under the title and in lists.', max_length=200, verbose_name='summary')),
            ],
            options={
                'verbose_name': 'notice board',
                'verbose_name_plural': 'notice boards',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='NoticePage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='wagtailcore.page')),
                ('summary', models.CharField(blank=True, help_text='One or two sentences, shown under the title and in lists.', max_length=200, verbose_name='summary')),
                ('author', models.CharField(blank=True, help_text='Who answers for it, as readers see it: 法律工作部.', max_length=60, verbose_name='author')),
                ('issued_on', models.DateField(default=django.utils.timezone.localdate, verbose_name='date')),
                ('pinned_until', models.DateField(blank=True, help_text='Until this day it stands above newer ones.', null=True, verbose_name='pinned until')),
                ('for_whom', models.CharField(blank=True, help_text='For example: 全体会员, 夜班职工.', max_length=60, verbose_name='for whom')),
                ('body', base.fields.ContentField([], verbose_name='body')),
                ('attachments', base.fields.ContentField([], blank=True, verbose_name='attachments')),
            ],
            options={
                'verbose_name': 'notice',
                'verbose_name_plural': 'notices',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='QuestionAnswerPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='wagtailcore.page')),
                ('author', models.CharField(blank=True, help_text='Who answers for it, as readers see it: 法律工作部.', max_length=60, verbose_name='author')),
                ('reviewed_on', models.DateField(blank=True, help_text='The day somebody last checked it against the law.', null=True, verbose_name='reviewed on')),
                ('summary', models.CharField(help_text='One or two sentences that are right by themselves; they stand in the list as well.', max_length=200, verbose_name='short answer')),
                ('body', base.fields.ContentField([], blank=True, verbose_name='the whole answer')),
            ],
            options={
                'verbose_name': 'question and answer',
                'verbose_name_plural': 'questions and answers',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='QuestionIndexPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='wagtailcore.page')),
                ('summary', models.CharField(blank=True, help_text='One or two sentences, shown under the title and in lists.', max_length=200, verbose_name='summary')),
            ],
            options={
                'verbose_name': 'list of questions and answers',
                'verbose_name_plural': 'lists of questions and answers',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.AddField(
            model_name='guidepage',
            name='author',
            field=models.CharField(blank=True, help_text='Who answers for it, as readers see it: 法律工作部.', max_length=60, verbose_name='author'),
        ),
        migrations.CreateModel(
            name='CaseTopic',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('content_object', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='tagged_topics', to='library.casepage')),
                ('tag', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='%(app_label)s_%(class)s_items', to='taggit.tag')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='casepage',
            name='topics',
            field=modelcluster.contrib.taggit.ClusterTaggableManager(blank=True, help_text='A comma-separated list of tags.', through='library.CaseTopic', to='taggit.Tag', verbose_name='topics'),
        ),
        migrations.CreateModel(
            name='HandbookCitation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('law', models.CharField(help_text='Short title without brackets: 劳动合同法.', max_length=120, verbose_name='law')),
                ('number', models.PositiveSmallIntegerField(verbose_name='article')),
                ('suffix', models.PositiveSmallIntegerField(default=0, verbose_name='之')),
                ('paragraph', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='paragraph')),
                ('item', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='item')),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('as_of', models.ForeignKey(blank=True, help_text='The version that was cited, where the library held it then.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='library.statuteversion')),
                ('page', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='citations', to='library.handbookpage')),
            ],
            options={
                'ordering': ['position', 'pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='HandbookTopic',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('content_object', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='tagged_topics', to='library.handbookpage')),
                ('tag', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='%(app_label)s_%(class)s_items', to='taggit.tag')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='handbookpage',
            name='topics',
            field=modelcluster.contrib.taggit.ClusterTaggableManager(blank=True, help_text='A comma-separated list of tags.', through='library.HandbookTopic', to='taggit.Tag', verbose_name='topics'),
        ),
        migrations.CreateModel(
            name='NoticeCitation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('law', models.CharField(help_text='Short title without brackets: 劳动合同法.', max_length=120, verbose_name='law')),
                ('number', models.PositiveSmallIntegerField(verbose_name='article')),
                ('suffix', models.PositiveSmallIntegerField(default=0, verbose_name='之')),
                ('paragraph', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='paragraph')),
                ('item', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='item')),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('as_of', models.ForeignKey(blank=True, help_text='The version that was cited, where the library held it then.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='library.statuteversion')),
                ('page', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='citations', to='library.noticepage')),
            ],
            options={
                'ordering': ['position', 'pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='NoticeTopic',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('content_object', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='tagged_topics', to='library.noticepage')),
                ('tag', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='%(app_label)s_%(class)s_items', to='taggit.tag')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='noticepage',
            name='topics',
            field=modelcluster.contrib.taggit.ClusterTaggableManager(blank=True, help_text='A comma-separated list of tags.', through='library.NoticeTopic', to='taggit.Tag', verbose_name='topics'),
        ),
        migrations.CreateModel(
            name='QuestionAnswerCitation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('law', models.CharField(help_text='Short title without brackets: 劳动合同法.', max_length=120, verbose_name='law')),
                ('number', models.PositiveSmallIntegerField(verbose_name='article')),
                ('suffix', models.PositiveSmallIntegerField(default=0, verbose_name='之')),
                ('paragraph', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='paragraph')),
                ('item', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='item')),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('as_of', models.ForeignKey(blank=True, help_text='The version that was cited, where the library held it then.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='library.statuteversion')),
                ('page', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='citations', to='library.questionanswerpage')),
            ],
            options={
                'ordering': ['position', 'pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='QuestionAnswerTopic',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('content_object', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='tagged_topics', to='library.questionanswerpage')),
                ('tag', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='%(app_label)s_%(class)s_items', to='taggit.tag')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='questionanswerpage',
            name='topics',
            field=modelcluster.contrib.taggit.ClusterTaggableManager(blank=True, help_text='A comma-separated list of tags.', through='library.QuestionAnswerTopic', to='taggit.Tag', verbose_name='topics'),
        ),
        migrations.CreateModel(
            name='TopicIntro',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.CharField(help_text='What a reader finds under this topic, in one or two sentences.', max_length=200, verbose_name='introduction')),
                ('topic', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='intro', to='taggit.tag', verbose_name='topic')),
            ],
            options={
                'verbose_name': 'introduction of a topic',
                'verbose_name_plural': 'introductions of topics',
                'ordering': ['topic__name'],
            },
        ),
        migrations.CreateModel(
            name='CaseCitation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('law', models.CharField(help_text='Short title without brackets: 劳动合同法.', max_length=120, verbose_name='law')),
                ('number', models.PositiveSmallIntegerField(verbose_name='article')),
                ('suffix', models.PositiveSmallIntegerField(default=0, verbose_name='之')),
                ('paragraph', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='paragraph')),
                ('item', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='item')),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('as_of', models.ForeignKey(blank=True, help_text='The version that was cited, where the library held it then.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='library.statuteversion')),
                ('page', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='citations', to='library.casepage')),
            ],
            options={
                'ordering': ['position', 'pk'],
                'abstract': False,
                'indexes': [models.Index(fields=['law', 'number', 'suffix'], name='case_citation_by_article')],
            },
        ),
        migrations.AddConstraint(
            model_name='casepage',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('origin', 'example'), _negated=True), models.Q(('case_number', ''), ('decided_on__isnull', True), ('source_name', ''), ('source_url', '')), _connector='OR'), name='case_example_claims_no_source', violation_error_message='An example that was made up has no number, no day and no source.'),
        ),
        migrations.AddIndex(
            model_name='handbookcitation',
            index=models.Index(fields=['law', 'number', 'suffix'], name='handbook_citation_by_article'),
        ),
        migrations.AddIndex(
            model_name='noticecitation',
            index=models.Index(fields=['law', 'number', 'suffix'], name='notice_citation_by_article'),
        ),
        migrations.AddConstraint(
            model_name='noticepage',
            constraint=models.CheckConstraint(condition=models.Q(('pinned_until__isnull', True), ('pinned_until__gte', models.F('issued_on')), _connector='OR'), name='notice_pinned_no_less_than_a_day', violation_error_message='It cannot be pinned until a day before its own date.'),
        ),
        migrations.AddIndex(
            model_name='questionanswercitation',
            index=models.Index(fields=['law', 'number', 'suffix'], name='answer_citation_by_article'),
        ),
    ]
