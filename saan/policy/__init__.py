"""The rule language: one definition of a quota gives SQL, Python and a Thai sentence. No Django here."""
