"""Reads official letters by rule: text in, a record with evidence and doubts out; no network, no model."""

from saan.letters.reader.reading import Reading, read

__all__ = ["Reading", "read"]
