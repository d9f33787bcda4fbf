"""Documents, reading text, atomic writing."""
