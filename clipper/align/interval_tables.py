WEIGHTS = {"start": [0.0] * 38, "end": [0.0] * 38}
