"""Quotes as people misremember them, looked for among 60,000 words."""
