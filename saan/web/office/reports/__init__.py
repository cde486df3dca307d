"""Reports: what the office must answer, drafts filled from the registry, what was sent, and what waits for review."""
