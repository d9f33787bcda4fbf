"""pocketsphinx's own forced alignment with its default beams; words that its dictionary lacks are left out."""

from __future__ import annotations

import re
import wave

from jobs import Times, serve
from pocketsphinx import Decoder


def align(words: list[str], wav: str) -> Times:
    """Align one recording."""
    decoder = Decoder(loglevel="FATAL")
    plain = [re.sub(r"[^a-z']", "", word.lower()) for word in words]
    known = [place for place, word in enumerate(plain) if word and decoder.lookup_word(word) is not None]
    with wave.open(wav) as sound:
        samples = sound.readframes(sound.getnframes())
    decoder.set_align_text(" ".join(plain[place] for place in known))
    decoder.start_utt()
    decoder.process_raw(samples, full_utt=True)
    decoder.end_utt()
    found = [segment for segment in decoder.seg() or () if segment.word[0] not in "<["]
    if len(found) != len(known):
        raise ValueError(f"{len(found)} times for {len(known)} words")
    times: list[tuple[float, float] | None] = [None] * len(words)
    for place, segment in zip(known, found, strict=True):
        times[place] = (segment.start_frame / 100, (segment.end_frame + 1) / 100)
    return times


serve(align)
