import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0003_administrators_group'),
    ]

    operations = [
        migrations.AlterField(
            model_name='member',
            name='phone',
            field=models.CharField(blank=True, error_messages={'unique': 'This phone number is taken by another member.'}, max_length=16, null=True, unique=True, validators=[django.core.validators.RegexValidator('^(1[3-9][0-9]{9}|0[0-9]{9,11}|\\+[1-9][0-9]{7,14})$', 'Enter the 11 digits of a mobile number, a landline with its area code, or + and the country’s code.')], verbose_name='phone'),
        ),
    ]
