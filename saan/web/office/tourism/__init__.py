"""Community tourism at the desk: authorities to ask, projects, identities, events."""
