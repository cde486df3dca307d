"""Secret papers of an office: its policy, who was cleared, and the papers that only those open."""
