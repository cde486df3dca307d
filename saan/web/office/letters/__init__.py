"""Letters in an office: what came in, what was read in each, and the registers."""
