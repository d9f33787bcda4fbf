"""Where cuts land, how long they take, how loud they are and what colours they keep (``python -m tests.bench cut``)."""
