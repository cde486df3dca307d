"""The store of an office: filing, loans, the yearly list of papers to destroy, and how long classes are kept."""
