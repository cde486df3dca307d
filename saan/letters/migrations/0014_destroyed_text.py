"""The words of an own letter may be emptied, and nothing else of it changed, once it was destroyed by a list."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION letters_only_emptied(was letters_letter, is_now letters_letter) RETURNS boolean
LANGUAGE sql STABLE AS $$
SELECT CASE WHEN is_now.content <> '{}'::jsonb THEN false
    ELSE to_jsonb(is_now) - '{content,search}'::text[] = to_jsonb(was) - '{content,search}'::text[]
        AND EXISTS (SELECT FROM letters_filedpaper WHERE letter_id = was.id AND state = 'destroyed') END
$$;
DROP TRIGGER letters_keep_numbered ON letters_letter;
CREATE TRIGGER letters_keep_numbered BEFORE UPDATE ON letters_letter
    FOR EACH ROW WHEN (NOT letters_only_emptied(OLD, NEW)) EXECUTE FUNCTION letters_keep_numbered();
CREATE TRIGGER letters_keep_numbered_row BEFORE DELETE ON letters_letter
    FOR EACH ROW EXECUTE FUNCTION letters_keep_numbered();
"""
BACKWARD = """
DROP TRIGGER letters_keep_numbered_row ON letters_letter;
DROP TRIGGER letters_keep_numbered ON letters_letter;
CREATE TRIGGER letters_keep_numbered BEFORE UPDATE OR DELETE ON letters_letter
    FOR EACH ROW EXECUTE FUNCTION letters_keep_numbered();
DROP FUNCTION letters_only_emptied(letters_letter, letters_letter);
"""


class Migration(migrations.Migration):
    dependencies = [("letters", "0013_signed_letters_stay")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
