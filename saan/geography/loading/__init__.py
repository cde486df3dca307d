"""The place list comes in by three steps kept apart: fetch what was published, ingest it, verify it."""
