"""Fits the weights of the error intervals (``clipper/align/interval_tables.py``), and tries them on what was left out.

``python -m tests.bench intervals`` prints the cover of each TIMIT speaker, voice and noise by weights that have not
seen it; ``python -m tests.bench.interval_fit`` writes the weights of all but ``strangers``: a voice and a noise that
are never learned from. Quantile regression on the pinball loss; every recording counts alike, people threefold.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt
from threadpoolctl import threadpool_limits

from clipper.align.graph import Spot
from clipper.align.habits import lean_on_places, measure_habits, undo_habits
from clipper.align.interval_tables import WEIGHTS
from clipper.align.intervals import Side, edge_features
from clipper.align.place import place_words
from clipper.align.refine import Edges, refine_words
from clipper.align.surroundings import Surroundings
from clipper.hear import listen, load_acoustic_model, load_phone_model
from clipper.model import silent
from clipper.model.sound import Hearing
from clipper.text import parse_transcript, spell_out
from tests.bench import conditions as world
from tests.bench.edge_fit import hear_labelled
from tests.bench.real_speech import SHARED, labelled_records
from tests.bench.synth import Dialogue, make_dialogue
from tests.bench.synth.cast import LABELS

TABLE = Path(__file__).parents[2] / "clipper" / "align" / "interval_tables.py"
QUANTILE = 0.897  # so that the unseen lie about 0.9: clear sound above it, music and babble below
SHRINK = 0.0005  # L2 on all weights but the first
STEPS = 60
SETTLED = 0.0005
SMOOTH = 0.02  # of the pinball loss's corner, in the logarithm of an error
CASTS = (("heart", "joe"), ("heart-deep", "joe-bright", "heart"))  # natural voices
STRANGER = "slt"  # a mechanical voice
KINDS = {
    "music": ("music",),
    "white": ("white", "telephone-white"),
    "babble": ("babble",),
    "pink": ("pink",),
    "telephone": ("telephone",),
    "radio": ("radio",),
    "muffled": ("muffled",),
    "reverb": ("reverb",),
    "clipping": ("clipping",),
    "quiet": ("quiet",),
    "fast": ("fast",),
    "slow": ("slow",),
}
"""What is left out together: every condition whose name begins so. Pink noise stays where white is out, radio
where the telephone is, slow speech where fast is: neighbours, not the same."""

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One edge: where it is from, what is known of it, and its error in ms."""

    recording: str
    condition: str
    voice: str
    side: Side
    known: Floats
    error_ms: float


def conditions() -> dict[str, Callable[[Dialogue], Dialogue]]:
    """What is done to the dialogues that are learned from."""
    noise = world.Noise
    return {
        "clean": lambda d: d,
        "music": lambda d: world.add_noise(d, noise.MUSIC, snr_db=5, seed=3),
        "music-10": lambda d: world.add_noise(d, noise.MUSIC, snr_db=10, seed=4),
        "white": lambda d: world.add_noise(d, noise.WHITE, snr_db=5, seed=3),
        "white-10": lambda d: world.add_noise(d, noise.WHITE, snr_db=10, seed=6),
        "white-15": lambda d: world.add_noise(d, noise.WHITE, snr_db=15, seed=3),
        "babble": lambda d: world.add_noise(d, noise.BABBLE, snr_db=5, seed=3),
        "babble-12": lambda d: world.add_noise(d, noise.BABBLE, snr_db=12, seed=4),
        "pink": lambda d: world.add_noise(d, noise.PINK, snr_db=5, seed=3),
        "pink-12": lambda d: world.add_noise(d, noise.PINK, snr_db=12, seed=4),
        "telephone": world.telephone,
        "telephone-white": lambda d: world.add_noise(world.telephone(d), noise.WHITE, snr_db=15, seed=7),
        "radio": world.radio,
        "muffled": world.muffle,
        "reverb": world.add_reverb,
        "clipping": world.clip_peaks,
        "quiet": lambda d: world.quieten_speaker(d, d.words[-1].speaker, by_db=15),
        "fast": lambda d: world.change_tempo(d, 1.5),
        "fast-1.25": lambda d: world.change_tempo(d, 1.25),
        "slow": lambda d: world.change_tempo(d, 0.8),
        "wrong-words": lambda d: world.corrupt_words(d, share=0.1, seed=3),
        "cleaned": world.clean_text,
    }


def strangers() -> dict[str, Callable[[Dialogue], Dialogue]]:
    """What is done to dialogues that are never learned from; no other has a hum."""
    noise = world.Noise
    return {
        "clean": lambda d: d,
        "hum": lambda d: world.add_noise(d, noise.HUM, snr_db=5),
        "pink": lambda d: world.add_noise(d, noise.PINK, snr_db=10, seed=11),
        "babble": lambda d: world.add_noise(d, noise.BABBLE, snr_db=5, seed=13),
    }


def person_rows() -> Iterator[Row]:
    """Edges of the hand-labelled speakers."""
    records = [record for record in labelled_records() if record["source"] == "timit-nltk"]
    for recording in hear_labelled(records, SHARED / "speech"):
        edges = refine_words(recording.spots, recording.hearing, load_phone_model(), progress=silent)
        names = [recording.speaker] * len(edges)
        yield from rows_of("timit", "timit", names, recording.hearing, recording.spots, edges, list(recording.truth))


def synthetic_rows() -> Iterator[Row]:
    """Edges of the voices under every condition."""
    for number, cast in enumerate(CASTS):
        clean = make_dialogue(5, 21 + number, cast=cast)
        for name, change in conditions().items():
            yield from _about_nought(list(dialogue_rows(f"{number} {name}", name, change(clean))))


def stranger_rows() -> Iterator[Row]:
    """Edges of a dialogue that is never learned from, a mechanical voice among its three."""
    clean = make_dialogue(5, 24, cast=("heart-deep", "joe-bright", STRANGER))
    for name, change in strangers().items():
        yield from _about_nought(list(dialogue_rows(f"stranger {name}", name, change(clean))))


def _about_nought(rows: Sequence[Row]) -> Iterator[Row]:
    """The rows with each voice's median error taken out: voices count their own times by different rules."""
    groups: dict[tuple[str, Side], list[Row]] = {}
    for row in rows:
        groups.setdefault((row.voice, row.side), []).append(row)
    for group in groups.values():
        offset = float(np.median([row.error_ms for row in group]))
        yield from (replace(row, error_ms=row.error_ms - offset) for row in group)


def dialogue_rows(recording: str, condition: str, dialogue: Dialogue) -> Iterator[Row]:
    """Edges of one dialogue."""
    samples = dialogue.samples
    blocks = [samples[i : i + 16_000] for i in range(0, len(samples), 16_000)]
    hearing = listen(blocks, model=load_acoustic_model(None))
    spoken = spell_out(parse_transcript(dialogue.transcript(), source=recording))
    searched = [i for i, word in enumerate(spoken) if word.forms]
    spots = place_words([spoken[i] for i in searched], hearing.emissions, expected_ms=None, progress=silent).spots
    edges = refine_words(spots, hearing, load_phone_model(), progress=silent)
    words = [dialogue.words[i] for i in searched]
    truth = [None if w.start_ms is None or w.misheard else (w.start_ms, w.end_ms) for w in words]
    yield from rows_of(recording, condition, [w.speaker for w in words], hearing, spots, edges, truth)


def rows_of(  # noqa: PLR0917  what every row says, then what was found and what is true
    recording: str,
    condition: str,
    voices: Sequence[str],
    hearing: Hearing,
    spots: Sequence[Spot | None],
    edges: Sequence[Edges | None],
    truth: Sequence[tuple[float, float] | None],
) -> Iterator[Row]:
    """The edges of every word that is placed and has a truth."""
    habits = measure_habits(edges, spots, hearing.emissions)
    around = Surroundings(hearing)
    settled = lean_on_places(undo_habits(edges, spots, habits, hearing.emissions), spots, around, habits)
    placed = [i for i, edge in enumerate(settled) if edge is not None]
    for side in Side:
        known = edge_features(settled, spots, around, habits, side)
        for row, i in zip(known, placed, strict=True):
            edge, true = settled[i], truth[i]
            if edge is not None and true is not None:
                error = edge.start_ms - true[0] if side is Side.START else edge.end_ms - true[1]
                yield Row(
                    recording=recording, condition=condition, voice=voices[i], side=side, known=row, error_ms=error
                )


def fit(rows: Sequence[Row]) -> Floats:
    """Weights by which nine tenths of the errors lie within the half-width."""
    known = np.array([row.known for row in rows])
    target = np.log(np.maximum(1.0, np.abs([row.error_ms for row in rows])))
    names, index, counts = np.unique([row.recording for row in rows], return_inverse=True, return_counts=True)
    share = np.where(names == "timit", 3.0, 1.0) / counts
    weight = share[index] / share[index].sum()
    shrink = np.full(known.shape[1], SHRINK)
    shrink[0] = 0.0
    weights = np.zeros(known.shape[1])
    weights[0] = target.mean()
    for _ in range(STEPS):  # least squares, again and again: majorize and minimize (Hunter and Lange 2000)
        near = known * (weight / (2 * (SMOOTH + np.abs(target - known @ weights))))[:, None]
        wanted = near.T @ target + (QUANTILE - 0.5) * (known.T @ weight)
        before, weights = weights, np.linalg.solve(near.T @ known + np.diag(shrink), wanted)
        if np.abs(weights - before).max() < SETTLED:
            break
    return weights


def cover(rows: Sequence[Row], weights: Floats) -> str:
    """Share of the errors within their half-widths, and the median half-width."""
    widths = np.exp(np.array([row.known for row in rows]) @ weights)
    errors = np.abs([row.error_ms for row in rows])
    return f"{(errors <= np.round(widths)).mean():.3f} +-{np.median(widths):.0f}"


def left_out(rows: Sequence[Row], name: str, is_out: Callable[[Row], bool]) -> str:
    """The cover of what is left out by the weights of the rest, as a line."""
    covers = []
    for side in Side:
        mine = [row for row in rows if row.side is side]
        covers.append(cover([row for row in mine if is_out(row)], fit([row for row in mine if not is_out(row)])))
    return _line(name, covers)


def interval_table() -> Iterator[str]:
    """Cover of every voice, person and noise by weights that have not seen them, a line each."""
    with threadpool_limits(1, user_api="blas"):
        rows = [*person_rows(), *synthetic_rows()]
        yield f"Error intervals: cover of starts and ends (bar .87 to .93), and the median, unseen ({len(rows)} edges)"
        for voice in sorted({row.voice for row in rows}):
            yield left_out(rows, voice, lambda row, voice=voice: row.voice == voice)
        yield left_out(rows, "all TIMIT", lambda row: row.condition == "timit")
        for kind, names in KINDS.items():
            yield left_out(rows, f"all {kind}", lambda row, names=names: row.condition.startswith(names))
        yield from _strangers_table(list(stranger_rows()))


def _strangers_table(rows: Sequence[Row]) -> Iterator[str]:
    """Cover by the weights in force of what they never see."""
    for name in strangers():
        for who, is_strange in (("voices that are", False), (STRANGER, True)):
            mine = [row for row in rows if row.condition == name and (row.voice == LABELS[STRANGER]) is is_strange]
            covers = [cover([row for row in mine if row.side is side], np.array(WEIGHTS[side.value])) for side in Side]
            yield _line(f"never learned from: {name}, {who}", covers)


def main() -> None:
    """Fit the weights, print their cover on what they were fitted on, and write them."""
    with threadpool_limits(1, user_api="blas"):
        rows = [*person_rows(), *synthetic_rows()]
        weights = {side: fit([row for row in rows if row.side is side]) for side in Side}
        for name in sorted({row.condition for row in rows}):
            mine = [[row for row in rows if row.condition == name and row.side is side] for side in Side]
            covers = [cover(part, weights[side]) for part, side in zip(mine, Side, strict=True)]
            sys.stdout.write(_line(f"fitted: {name}", covers) + "\n")
    lines = [f'    "{side.value}": ({_wrapped(values)}\n    ),' for side, values in weights.items()]
    TABLE.write_text(
        '"""The weights of ``intervals.edge_features``, as ``python -m tests.bench.interval_fit`` wrote them."""\n\n'
        "WEIGHTS = {\n" + "\n".join(lines) + "\n}  # fmt: skip\n",
        "utf-8",
    )


def _wrapped(values: Floats) -> str:
    """Eleven numbers a line, as source."""
    numbers = [f"{weight:.3f}," for weight in values]
    return "".join("\n        " + " ".join(numbers[i : i + 11]) for i in range(0, len(numbers), 11))


def _line(name: str, covers: Sequence[str]) -> str:
    return f"{name:48} {covers[0]:>14} {covers[1]:>14}"


if __name__ == "__main__":
    main()
