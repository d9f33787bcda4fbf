"""What was heard + what should be said -> a time or an honest status for every word. Pure."""
