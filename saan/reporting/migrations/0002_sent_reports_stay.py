"""What a report said when it was sent never changes: a mended report is a new version."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION reporting_keep_sent() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state <> 'draft' THEN
        IF TG_OP = 'DELETE' THEN
            RAISE EXCEPTION 'รายงานที่ส่งแล้วลบไม่ได้';
        END IF;
        IF (NEW.content, NEW.reasons, NEW.note, NEW.letter_id, NEW.sheet_id, NEW.version)
           IS DISTINCT FROM (OLD.content, OLD.reasons, OLD.note, OLD.letter_id, OLD.sheet_id, OLD.version) THEN
            RAISE EXCEPTION 'รายงานที่ส่งแล้วแก้ไขไม่ได้ ให้ทำฉบับใหม่';
        END IF;
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER reporting_keep_sent BEFORE UPDATE OR DELETE ON reporting_report
    FOR EACH ROW EXECUTE FUNCTION reporting_keep_sent();
"""
BACKWARD = """
DROP TRIGGER reporting_keep_sent ON reporting_report;
DROP FUNCTION reporting_keep_sent();
"""


class Migration(migrations.Migration):
    dependencies = [("reporting", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
