"""A paper arrives on the day that Saan lives in, as it is registered on it."""

from django.db import migrations, models

import saan.kernel.dates.forms


class Migration(migrations.Migration):
    dependencies = [
        ("letters", "0003_receipt_ends"),
    ]

    operations = [
        migrations.AlterField(
            model_name="receipt",
            name="arrived_at",
            field=models.DateTimeField(
                default=saan.kernel.dates.forms.now, editable=False, verbose_name="มาถึงเมื่อ"
            ),
        ),
    ]
