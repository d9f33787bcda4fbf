"""Other aligners on the same material. Each lives in a virtual environment of its own kind, .bench/peers."""
