"""A search for any three letters inside a name, in Thai and Arabic digits alike, stays quick for the whole country.

The expression of the index is the one of `saan.registry.queries.SearchName`; change both or neither. Old codes are
looked up beside the names, so they have an index too: without it the planner would read every row.
"""

from django.contrib.postgres.operations import TrigramExtension
from django.db import migrations

FORWARD = """
CREATE INDEX producer_name_trgm ON registry_producer
    USING gin (translate(lower(name), '๐๑๒๓๔๕๖๗๘๙', '0123456789') gin_trgm_ops);
CREATE INDEX producer_legacy_code ON registry_producer (upper(legacy_code)) WHERE legacy_code <> '';
"""
BACKWARD = "DROP INDEX producer_name_trgm, producer_legacy_code;"


class Migration(migrations.Migration):
    dependencies = [("registry", "0001_initial")]
    operations = [TrigramExtension(), migrations.RunSQL(FORWARD, BACKWARD)]
