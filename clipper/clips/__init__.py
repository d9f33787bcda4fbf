"""Quotes -> Clips -> Reels: plans, no cutting. Pure."""
