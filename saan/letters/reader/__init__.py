"""Reads official letters by rule: text in, a record with evidence and doubts out; no network, no model."""

from saan.letters.reader.reading import READER_VERSION, Reading, read

__all__ = ["READER_VERSION", "Reading", "read"]
