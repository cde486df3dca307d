"""Spreadsheets of producers: every row is checked, cell by cell, before any is written. Nothing here writes."""
