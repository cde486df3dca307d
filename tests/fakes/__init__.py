"""Stand-ins for what lies outside Saan, and the real servers that tests start for themselves."""
