import django.db.models.deletion
from django.db import migrations, models

# Pieces are thrown away after use; unlogged they cost no write-ahead log, and already small they need no compression.
LIGHT = "ALTER TABLE registry_stagedpiece SET UNLOGGED, ALTER COLUMN data SET STORAGE EXTERNAL"


class Migration(migrations.Migration):
    """Rows staged before are let go: an import that finds none checks its file again."""

    dependencies = [("registry", "0009_lighter_products")]

    operations = [
        migrations.DeleteModel(name="StagedRow"),
        migrations.CreateModel(
            name="StagedPiece",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "batch",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="staged",
                        to="registry.importbatch",
                        verbose_name="การนำเข้า",
                    ),
                ),
                ("number", models.PositiveIntegerField(verbose_name="ชุดที่")),
                ("rows", models.PositiveIntegerField(verbose_name="จำนวนแถว")),
                ("data", models.BinaryField(verbose_name="ข้อมูลที่ตรวจแล้ว")),
            ],
            options={
                "verbose_name": "ชุดแถวรอบันทึก",
                "verbose_name_plural": "ชุดแถวรอบันทึก",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("batch", "number"),
                        name="staged_once",
                        violation_error_message="ชุดแถวนี้รอบันทึกอยู่แล้ว",
                    )
                ],
            },
        ),
        migrations.RunSQL(LIGHT, migrations.RunSQL.noop),
    ]
