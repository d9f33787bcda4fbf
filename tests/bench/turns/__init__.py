"""Who said it: dialogues with faults planted in their labels, and what of them is repaired."""
