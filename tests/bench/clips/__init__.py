"""What a clip holds: whether its words are whole, and no others in it."""
