"""ffmpeg's argument lists, one argument a line: tests/golden/argv/."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

from clipper.media.cut import Cut, cut_argv
from clipper.media.encoding import ENCODINGS
from clipper.media.reel import join_argv, list_pieces, piece_argv, resolve_reel
from clipper.media.source import CutSource
from clipper.media.tool import FFmpeg
from clipper.media.trim import FrameGrid, Trim, resolve_trim
from clipper.model import Clip, FrameRate, Recording, Reel, Span
from tests.golden.golden_file import assert_golden

FOLDER = Path(__file__).parent / "argv"
FFMPEG = FFmpeg(path="ffmpeg", version="9.0", encoders=frozenset(), filters=frozenset())
NTSC = FrameGrid(start=Fraction(0), rate=FrameRate(fps=Fraction(30000, 1001)))
PAL = FrameGrid(start=Fraction(1, 100), rate=FrameRate(fps=Fraction(25)))
FILM = CutSource(path=Path("/media/talk: one, 'two'.mp4"), start=Fraction(0), audio=1, video=0, grid=NTSC)
TRANSPORT = CutSource(
    path=Path("/media/talk.ts"), start=Fraction(7, 5), audio=1, video=0, grid=PAL, is_mono=True, preroll_s=12
)
SOUND = CutSource(path=Path("/media/talk.mp3"), start=Fraction(0), audio=0, video=None, grid=None)


def clip(start_ms: int, end_ms: int) -> Clip:
    recording = Recording(content_hash="sha256:0", path="talk", duration_ms=90_000, streams=())
    return Clip(recording=recording, span=Span(start_ms=start_ms, end_ms=end_ms))


def lines(argv: list[str]) -> str:
    return "\n".join(argv) + "\n"


def argv_of(source: CutSource, trim: Trim, ending: str) -> str:
    cut = Cut(source=source, trims=(trim,), encoding=ENCODINGS[ending], placements=())
    return lines(cut_argv(FFMPEG, cut, cut.encoding, Path(f"/out/a.part{ending}")))


def test_a_clip_of_a_film() -> None:
    trim = resolve_trim(clip(12_345, 15_678), NTSC)
    assert_golden(FOLDER / "clip_mp4.txt", argv_of(FILM, trim, ".mp4"))


def test_a_clip_of_a_transport_stream() -> None:
    trim = resolve_trim(clip(20_000, 21_000), PAL)
    assert_golden(FOLDER / "clip_ts.txt", argv_of(TRANSPORT, trim, ".mp4"))


def test_a_clip_of_sound_at_the_very_start() -> None:
    assert_golden(FOLDER / "clip_m4a.txt", argv_of(SOUND, resolve_trim(clip(0, 700), None), ".m4a"))


def test_a_reel_of_two_sources() -> None:
    reel = Reel(clips=(clip(12_345, 15_678), clip(20_000, 21_000)), width=1280, height=721)
    trims = resolve_reel(reel, [FILM, TRANSPORT], has_picture=True)
    pieces = [
        lines(piece_argv(FFMPEG, reel, source, trim, Path(f"/stage/{number:04d}.mov")))
        for number, (source, trim) in enumerate(zip((FILM, TRANSPORT), trims, strict=True))
    ]
    join = lines(join_argv(FFMPEG, Path("/stage/pieces.ffconcat"), ENCODINGS[".mp4"], Path("/out/r.part.mp4")))
    assert_golden(FOLDER / "reel_mp4.txt", "\n".join([*pieces, list_pieces(trims), join]))
