"""Written text -> Transcript, and written words -> spoken words with pronunciations. Pure."""
