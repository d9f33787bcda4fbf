"""The Podcasting 2.0 HTML transcript: cite, time and p (podcast-namespace, transcripts/transcripts.md)."""

from __future__ import annotations

import html
from html.parser import HTMLParser

from clipper.cues.talk.plain import TalkReading, clock_seconds
from clipper.cues.talk.turns import Talk


def format_podcast_html(talk: Talk) -> str:
    """A whole page without style or script; ``datetime`` has the milliseconds."""
    rows = [
        "<!DOCTYPE html>",
        f'<html lang="{html.escape(talk.language)}">',
        '<head><meta charset="utf-8"><title>Transcript</title></head>',
        "<body>",
    ]
    for turn in talk.turns:
        if turn.speaker:
            rows.append(f"<cite>{html.escape(turn.speaker)}:</cite>")
        time = f"PT{turn.start_ms // 1000}.{turn.start_ms % 1000:03}S"
        rows.append(f'<time datetime="{time}">{clock_seconds(turn.start_ms)}</time>')
        rows.append(f"<p>{html.escape(turn.text)}</p>")
    return "\n".join([*rows, "</body>", "</html>"]) + "\n"


def read_podcast_html(text: str) -> TalkReading:
    """What `format_podcast_html` wrote, as any parser of HTML finds it."""
    parser = _TalkParser()
    parser.feed(text)
    parser.close()
    return parser.found


class _TalkParser(HTMLParser):
    """Collects the contents of cite, time and p."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: TalkReading = []
        self.name: str | None = None
        self.seconds = 0
        self.text: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "time":
            self.seconds = int(float(str(dict(attrs)["datetime"])[2:-1]))
        self.text = "" if tag in ("cite", "p") else None

    def handle_data(self, data: str) -> None:
        if self.text is not None:
            self.text += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "cite":
            self.name = (self.text or "").removesuffix(":")
        elif tag == "p":
            self.found.append((self.name, self.seconds, self.text or ""))
            self.name = None
        self.text = None
