"""A folder of a thousand hours of talk, indexed and searched."""
