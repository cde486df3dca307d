"""Answers to a form of questions, kept as they were sent like everything else that a report says."""

from django.db import migrations, models

KEEP = """
CREATE OR REPLACE FUNCTION reporting_keep_sent() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state <> 'draft' THEN
        IF TG_OP = 'DELETE' THEN
            RAISE EXCEPTION 'รายงานที่ส่งแล้วลบไม่ได้';
        END IF;
        IF ({new}) IS DISTINCT FROM ({old}) THEN
            RAISE EXCEPTION 'รายงานที่ส่งแล้วแก้ไขไม่ได้ ให้ทำฉบับใหม่';
        END IF;
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
"""
BEFORE = ("content", "reasons", "note", "letter_id", "sheet_id", "version")
NOW = (*BEFORE, "answers", "persons")


def _keeping(columns: tuple[str, ...]) -> str:
    new, old = (", ".join(f"{row}.{column}" for column in columns) for row in ("NEW", "OLD"))
    return KEEP.format(new=new, old=old)


class Migration(migrations.Migration):
    dependencies = [("reporting", "0002_sent_reports_stay")]
    operations = [
        migrations.AddField("report", "answers", models.JSONField(default=dict, verbose_name="คำตอบตามแบบ")),
        migrations.AddField(
            "report", "persons", models.JSONField(default=dict, verbose_name="ผู้รับผิดชอบตามแบบ")
        ),
        migrations.AddField(
            "report", "remarks", models.JSONField(default=dict, verbose_name="ข้อสังเกตรายช่อง")
        ),
        migrations.RunSQL(_keeping(NOW), _keeping(BEFORE)),
    ]
