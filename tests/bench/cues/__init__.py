"""How cues are laid out: limits that are broken, and breaks in the wrong places."""
