"""How a paper leaves an office: what was ordered from it and by whom, and its filing with a word on what was done."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import saan.letters.rules

ORDERED_BEFORE = """
UPDATE letters_receipt SET passed_on_at = registered_at, passed_on_by_id = registered_by_id WHERE state = 'cascaded'
"""


class Migration(migrations.Migration):
    dependencies = [
        ("letters", "0002_numbered_letters_stay"),
        ("organisations", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="receipt",
            name="closed_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="ปิดเรื่องเมื่อ"),
        ),
        migrations.AddField(
            model_name="receipt",
            name="closed_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="ปิดเรื่องโดย",
            ),
        ),
        migrations.AddField(
            model_name="receipt",
            name="passed_on_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="สั่งการต่อเมื่อ"),
        ),
        migrations.AddField(
            model_name="receipt",
            name="passed_on_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="สั่งการต่อโดย",
            ),
        ),
        migrations.AddField(
            model_name="receipt",
            name="remark",
            field=models.CharField(blank=True, max_length=300, verbose_name="การปฏิบัติ"),
        ),
        migrations.AddConstraint(
            model_name="receipt",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("passed_on_at__isnull", True), ("passed_on_by__isnull", True)),
                    models.Q(("passed_on_at__isnull", False), ("passed_on_by__isnull", False)),
                    _connector="OR",
                ),
                name="receipt_passed_on_is_whole",
                violation_error_message="หนังสือที่สั่งการต่อแล้วต้องมีเวลาและผู้สั่งการ",
            ),
        ),
        migrations.AddConstraint(
            model_name="receipt",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", saan.letters.rules.ReceiptState["CLOSED"]), _negated=True),
                    models.Q(("closed_at__isnull", False), ("closed_by__isnull", False)),
                    _connector="OR",
                ),
                name="receipt_closed_is_whole",
                violation_error_message="เรื่องที่ปิดแล้วต้องมีเวลาและผู้ปิด",
            ),
        ),
        migrations.RunSQL(ORDERED_BEFORE, migrations.RunSQL.noop),
    ]
