"""The classes of clause 57, so that papers can be filed from the first day; corrected classes are left alone."""

from pathlib import Path

from django.db import migrations

from saan.letters.storing import read_classes

SHIPPED = Path(__file__).parents[1] / "data" / "retention.yaml"


def load(apps, schema_editor):
    classes = apps.get_model("letters", "RetentionClass")
    for row in read_classes(SHIPPED.read_text()):
        classes.objects.get_or_create(code=row.pop("code"), defaults=row)


class Migration(migrations.Migration):
    dependencies = [("letters", "0011_search")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
