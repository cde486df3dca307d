"""A signed text stays as it was signed unless it is returned; a numbered letter stays whatever becomes of it."""

from django.db import migrations

FORWARD = """
CREATE OR REPLACE FUNCTION letters_keep_numbered() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    set_at_numbering CONSTANT text[] := ARRAY['number', 'date', 'verify_url', 'draft'];
    was_numbered CONSTANT boolean := OLD.state IN ('numbered', 'sent', 'recalled')
        OR (OLD.state = 'cancelled' AND OLD.number <> '');
BEGIN
    IF OLD.direction <> 'outgoing' THEN
        RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
    END IF;
    IF TG_OP = 'DELETE' THEN
        IF was_numbered THEN
            RAISE EXCEPTION 'หนังสือที่ออกเลขแล้วลบไม่ได้';
        ELSIF OLD.state = 'signed' THEN
            RAISE EXCEPTION 'หนังสือที่ลงนามแล้วลบไม่ได้ ให้ส่งกลับแก้หรือยกเลิก';
        END IF;
        RETURN OLD;
    END IF;
    IF was_numbered AND (
        (NEW.number, NEW.dated, NEW.subject, NEW.kind, NEW.issuer_id, NEW.content, NEW.signature)
            IS DISTINCT FROM
        (OLD.number, OLD.dated, OLD.subject, OLD.kind, OLD.issuer_id, OLD.content, OLD.signature)
        OR (OLD.verify_code IS NOT NULL AND NEW.verify_code IS DISTINCT FROM OLD.verify_code)
    ) THEN
        RAISE EXCEPTION 'หนังสือที่ออกเลขแล้วแก้เลขที่ วันที่ เรื่อง หรือเนื้อหาไม่ได้';
    END IF;
    IF OLD.state = 'signed' AND NEW.state NOT IN ('returned', 'cancelled') AND (
        (NEW.subject, NEW.kind, NEW.issuer_id, NEW.addressees, NEW.urgency, NEW.secrecy, NEW.signature,
         NEW.content - set_at_numbering)
            IS DISTINCT FROM
        (OLD.subject, OLD.kind, OLD.issuer_id, OLD.addressees, OLD.urgency, OLD.secrecy, OLD.signature,
         OLD.content - set_at_numbering)
    ) THEN
        RAISE EXCEPTION 'หนังสือที่ลงนามแล้วแก้ไม่ได้ ต้องส่งกลับแก้แล้วลงนามใหม่';
    END IF;
    RETURN NEW;
END $$;
"""
BACKWARD = """
CREATE OR REPLACE FUNCTION letters_keep_numbered() RETURNS trigger LANGUAGE plpgsql AS $$
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
"""


class Migration(migrations.Migration):
    dependencies = [("letters", "0012_retention_classes")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
