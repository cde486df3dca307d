"""Outreach at the desk: posts with their four tags, stories for the public."""
