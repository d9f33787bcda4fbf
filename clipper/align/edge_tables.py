"""The edge rules in force, as ``python -m tests.bench.edge_fit`` printed them."""

from __future__ import annotations

from clipper.align.edge_rules import EdgeRules, PhoneClass

V, N, L, F, Z, S, B = PhoneClass  # in the order of the enum: vowel, nasal, liquid, fricatives, stops

_JOIN_LATE_MS = {  # before the border; columns: after it
    #   V    N    L    F    Z    S    B
    V: (5, 0, 6, 1, -6, 5, 9),
    N: (14, 0, 1, 1, -10, 9, 7),
    L: (17, 1, 4, 1, -8, 9, 3),
    F: (-1, -9, -21, -1, -19, -3, 7),
    Z: (9, 1, -2, 0, -4, 5, 8),
    S: (6, -12, -11, 4, -14, -7, 3),
    B: (10, -5, -6, 4, -15, -9, -15),
}

EDGE_RULES = EdgeRules(
    start_rise={V: 0.4, N: 0.3, L: 0.4, F: 0.4, Z: 0.3, S: 0.3, B: 0.3},
    # A final nasal fades below any threshold; the phone model's end is the better one.
    end_rise={V: 0.5, N: None, L: 0.6, F: 0.6, Z: 0.6, S: 0.5, B: 0.6},
    start_late_ms={V: 4, N: 5, L: 1, F: 1, Z: 0, S: -2, B: -1},
    # In hand labels a final stop keeps its silent closure, which energy cuts off.
    end_late_ms={V: 4, N: 30, L: -4, F: -6, Z: -5, S: -27, B: -5},
    join_late_ms={
        (before, after): row[i] for before, row in _JOIN_LATE_MS.items() for i, after in enumerate(PhoneClass)
    },
)
