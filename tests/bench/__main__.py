"""``make bench``: what clipper reaches, by part (``BENCH="labels hour"``) or by condition (``BENCH="babble ads"``)."""

from __future__ import annotations

import os
import sys

from tests.bench.again import again_table
from tests.bench.clips.edges import clip_edges_table
from tests.bench.clips.throughput import throughput_table
from tests.bench.condition_table import condition_table
from tests.bench.cues.human import human_table
from tests.bench.cues.table import cues_table
from tests.bench.cut.table import cut_table
from tests.bench.edge_fit import left_out_table
from tests.bench.find.table import find_table
from tests.bench.index.table import index_table
from tests.bench.interval_fit import interval_table
from tests.bench.long_tables import everything_table, excerpt_table, hour_table, three_hours_table
from tests.bench.peers.table import peers_table
from tests.bench.real_speech import labelled_table, sample_table
from tests.bench.strangers import strangers_table
from tests.bench.suggest.table import suggest_table
from tests.bench.turns.table import turns_table
from tests.bench.turns.together_table import together_table

PARTS = {
    "labels": labelled_table,
    "left-out": left_out_table,
    "intervals": interval_table,
    "sample": sample_table,
    "conditions": condition_table,
    "strangers": strangers_table,
    "turns": turns_table,
    "overlaps": together_table,
    "cues": cues_table,
    "breaks": human_table,
    "clip-edges": clip_edges_table,
    "clip-speed": throughput_table,
    "cut": cut_table,
    "find": find_table,
    "suggest": suggest_table,
    "index": index_table,
    "hour": hour_table,
    "excerpt": excerpt_table,
    "everything": everything_table,
    "three-hours": three_hours_table,
    "again": again_table,
    "peers": peers_table,
}


def main(names: list[str]) -> int:
    """Run the named parts, or all of them; any other name is that of a condition."""
    os.environ["CLIPPER_CACHE_MB"] = "0"  # every figure is of a fresh run; "again" has a cache of its own
    parts = [name for name in names if name in PARTS]
    conditions = [name for name in names if name not in PARTS]
    if conditions and "conditions" not in parts:
        parts.append("conditions")
    for part in parts or PARTS:
        try:
            for line in condition_table(conditions) if part == "conditions" else PARTS[part]():
                print(line, flush=True)  # noqa: T201  a table is what it is for
        except ValueError as unknown:
            print(unknown, file=sys.stderr)  # noqa: T201
            return 2
        print()  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
