"""Official letters, memos and stamps as PDF; this floor knows pages and typefaces, never database rows."""
