"""How often a passage that is worth clipping is suggested."""
