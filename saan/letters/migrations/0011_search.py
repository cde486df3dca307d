"""The search key of every letter, kept true by the database itself: whatever writes a letter or its reading, by which
way ever, cannot leave the key behind. It holds number, subject, sender, addressees, the drafted words, and the text of
the last reading, each folded apart, one a line; a folded query holds no line break, so nothing matches across a seam.
"""

from django.db import migrations

FORWARD = """
CREATE FUNCTION letters_search_key(said letters_letter) RETURNS text LANGUAGE sql STABLE AS $$
SELECT concat_ws(E'\\n',
    saan_fold(said.number),
    saan_fold(said.subject),
    saan_fold(said.issuer_name),
    (SELECT saan_fold(office.name) FROM organisations_office office
        WHERE office.id = said.issuer_id AND office.name <> said.issuer_name),
    (SELECT string_agg(saan_fold(words #>> '{}'), E'\\n')
        FROM jsonb_path_query(said.addressees, 'strict $.** ? (@.type() == "string")') words),
    (SELECT string_agg(saan_fold(words #>> '{}'), E'\\n')
        FROM jsonb_path_query(said.content - '{writing,kind}'::text[], 'strict $.** ? (@.type() == "string")') words),
    (SELECT saan_fold(reading.text) FROM letters_letterreading reading
        WHERE reading.letter_id = said.id ORDER BY reading.id DESC LIMIT 1)
) $$;

CREATE FUNCTION letters_write_search_key() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' OR
       (NEW.number, NEW.subject, NEW.issuer_name, NEW.issuer_id, NEW.addressees, NEW.content, NEW.search)
       IS DISTINCT FROM
       (OLD.number, OLD.subject, OLD.issuer_name, OLD.issuer_id, OLD.addressees, OLD.content, OLD.search)
    THEN
        NEW.search := letters_search_key(NEW);
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER letters_write_search_key BEFORE INSERT OR UPDATE ON letters_letter
    FOR EACH ROW EXECUTE FUNCTION letters_write_search_key();

CREATE FUNCTION letters_reread_search_key() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE letters_letter SET search = search || '?' WHERE id = COALESCE(NEW.letter_id, OLD.letter_id);
    RETURN NULL;
END $$;
CREATE TRIGGER letters_reread_search_key AFTER INSERT OR DELETE OR UPDATE OF text, letter_id ON letters_letterreading
    FOR EACH ROW EXECUTE FUNCTION letters_reread_search_key();

UPDATE letters_letter SET search = search || '?';
"""
BACKWARD = """
DROP TRIGGER letters_reread_search_key ON letters_letterreading;
DROP FUNCTION letters_reread_search_key();
DROP TRIGGER letters_write_search_key ON letters_letter;
DROP FUNCTION letters_write_search_key();
DROP FUNCTION letters_search_key(letters_letter);
"""


class Migration(migrations.Migration):
    dependencies = [
        ("letters", "0010_keeping_and_search"),
        ("geography", "0002_fold"),
        ("organisations", "0001_initial"),
    ]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
