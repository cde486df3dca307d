"""Spreadsheets in and out: forms as offices print and fill them, plain tables as people send them."""
