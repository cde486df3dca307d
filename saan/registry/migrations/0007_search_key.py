"""Any three letters of a name are found, vowels and tones among them: the folded name is a column with trigrams.

The index of 0002 folded neither tones, at which PostgreSQL's trigrams break, nor blanks; this one takes its place.
"""

import django.contrib.postgres.indexes
from django.db import migrations, models


def key() -> models.GeneratedField:
    return models.GeneratedField(
        db_persist=True,
        expression=models.Func(models.F("name"), function="saan_fold"),
        output_field=models.TextField(),
        verbose_name="คีย์ค้นหา",
    )


def trigrams(name: str) -> django.contrib.postgres.indexes.GinIndex:
    return django.contrib.postgres.indexes.GinIndex(
        fields=["search_key"], name=name, opclasses=["gin_trgm_ops"]
    )


OLD = "CREATE INDEX producer_name_trgm ON registry_producer USING gin (translate(lower(name), '๐๑๒๓๔๕๖๗๘๙', '0123456789') gin_trgm_ops)"


class Migration(migrations.Migration):
    dependencies = [("registry", "0006_staging"), ("geography", "0002_fold")]
    operations = [
        migrations.AddField("producer", "search_key", key()),
        migrations.AddField("product", "search_key", key()),
        migrations.AddIndex("producer", trigrams("producer_search")),
        migrations.AddIndex("product", trigrams("product_search")),
        migrations.RunSQL("DROP INDEX producer_name_trgm", OLD),
    ]
