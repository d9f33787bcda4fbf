"""The edge rules in force, as ``python -m tests.bench.edge_fit`` printed them."""

from __future__ import annotations

from clipper.align.edge_rules import EdgeRules, PhoneClass

V, N, L, F, Z, S, B = PhoneClass  # in the order of the enum: vowel, nasal, liquid, fricatives, stops

_JOIN_LATE_MS = {  # before the border; columns: after it
    #   V    N    L    F    Z    S    B
    V: (6, 1, 5, 1, -7, 5, 8),
    N: (16, 3, 0, -2, -10, 9, 8),
    L: (17, 1, 3, 0, -9, 6, 3),
    F: (-1, -10, -21, -8, -19, -3, 5),
    Z: (10, 1, -2, 0, -4, 5, 7),
    S: (6, -12, -10, 2, -22, -7, -3),
    B: (11, -4, -6, -3, -14, -12, -14),
}

EDGE_RULES = EdgeRules(
    start_rise={V: 0.4, N: 0.3, L: 0.4, F: 0.4, Z: 0.4, S: 0.4, B: 0.3},
    # A final nasal fades below any threshold; the phone model's end is the better one.
    end_rise={V: 0.6, N: None, L: 0.6, F: 0.6, Z: 0.6, S: 0.5, B: 0.6},
    start_late_ms={V: 4, N: 5, L: 0, F: 1, Z: 0, S: -2, B: -1},
    # In hand labels a final stop keeps its silent closure, which energy cuts off.
    end_late_ms={V: -2, N: 30, L: -2, F: -4, Z: -5, S: -25, B: -5},
    join_late_ms={
        (before, after): row[i] for before, row in _JOIN_LATE_MS.items() for i, after in enumerate(PhoneClass)
    },
)
