"""A numbered letter keeps its number, date, subject and text; its row cannot be removed (Regulation, clause 43)."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION letters_keep_numbered() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.direction = 'outgoing' AND OLD.state IN ('numbered', 'sent') THEN
        IF TG_OP = 'DELETE' THEN
            RAISE EXCEPTION 'หนังสือที่ออกเลขแล้วลบไม่ได้';
        END IF;
        IF (NEW.number, NEW.dated, NEW.subject, NEW.issuer_id, NEW.content)
           IS DISTINCT FROM (OLD.number, OLD.dated, OLD.subject, OLD.issuer_id, OLD.content) THEN
            RAISE EXCEPTION 'หนังสือที่ออกเลขแล้วแก้เลขที่ วันที่ เรื่อง หรือเนื้อหาไม่ได้';
        END IF;
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER letters_keep_numbered BEFORE UPDATE OR DELETE ON letters_letter
    FOR EACH ROW EXECUTE FUNCTION letters_keep_numbered();
"""
BACKWARD = """
DROP TRIGGER letters_keep_numbered ON letters_letter;
DROP FUNCTION letters_keep_numbered();
"""


class Migration(migrations.Migration):
    dependencies = [("letters", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
