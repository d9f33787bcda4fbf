"""Accuracy and speed, measured; nothing here decides whether a build passes."""
