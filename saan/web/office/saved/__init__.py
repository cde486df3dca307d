"""Saved lists: any page with filters in its address may keep them under names."""
