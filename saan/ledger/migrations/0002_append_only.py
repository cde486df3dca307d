"""The database itself refuses to change or remove a ledger row."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION ledger_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'บันทึกการกระทำแก้ไขหรือลบไม่ได้';
END $$;
CREATE TRIGGER ledger_act_append_only BEFORE UPDATE OR DELETE ON ledger_act
    FOR EACH ROW EXECUTE FUNCTION ledger_refuse();
CREATE TRIGGER ledger_act_no_truncate BEFORE TRUNCATE ON ledger_act
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse();
"""
BACKWARD = """
DROP TRIGGER ledger_act_append_only ON ledger_act;
DROP TRIGGER ledger_act_no_truncate ON ledger_act;
DROP FUNCTION ledger_refuse();
"""


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
