"""TTML in the IMSC 1.1 text profile: a paragraph per cue, an agent per speaker.

Built as a tree, so that nothing in a text or a name can become markup. Sources: W3C TTML2 and IMSC 1.1; the speaker in
``ttm:agent`` is what the BBC's guidelines ask for. Three regions that do not overlap (IMSC forbids it) stand for the
rows of a screen; the column is the paragraph's alignment.
"""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

from clipper.cues.direction import runs_right_to_left
from clipper.cues.formats.placement import read_anchor
from clipper.cues.formats.source_text import require_writable
from clipper.cues.formats.vtt import format_time
from clipper.model import Cue, CueTrack, Run

TT = "http://www.w3.org/ns/ttml"
TTS, TTM, TTP = f"{TT}#styling", f"{TT}#metadata", f"{TT}#parameter"
XML = "http://www.w3.org/XML/1998/namespace"
PROFILE = f"{TT}/profile/imsc1.1/text"
ROWS = ("bottom", "middle", "top")
_ALIGN = ("left", "center", "right")
_REGIONS = {"bottom": ("70%", "after"), "middle": ("40%", "center"), "top": ("10%", "before")}
XML_ID = re.compile(r"[A-Za-z_][A-Za-z0-9._-]*")
NO_CHARACTER = re.compile("[\ufffe\uffff]")
"""What a text may hold and XML may not; control characters stand in no cue."""
_LOOKS = {
    "usual": {"fontFamily": "proportionalSansSerif", "fontSize": "100%", "color": "white"},
    # Of spans: on a body or a paragraph it would fill the region from side to side.
    "box": {"backgroundColor": "#000000c0"},
}
_STYLES = {"b": ("fontWeight", "bold"), "i": ("fontStyle", "italic"), "u": ("textDecoration", "underline")}


def format_ttml(track: CueTrack) -> str:
    """A TTML file's text, times in ms exactly.

    A cue's id is written if it is a name that XML allows and no other cue has.

    Raises:
        ValueError: If the track holds what the format cannot (see `require_writable`, `NO_CHARACTER`).
    """
    require_writable(track)
    for prefix, space in (("", TT), ("tts", TTS), ("ttm", TTM), ("ttp", TTP)):
        ET.register_namespace(prefix, space)
    names = dict.fromkeys(run.speaker for cue in track.cues for line in cue.lines for run in line if run.speaker)
    agents = {name: f"speaker{number}" for number, name in enumerate(names, start=1)}
    root = ET.Element(f"{{{TT}}}tt", {f"{{{XML}}}lang": track.language, f"{{{TTP}}}contentProfiles": PROFILE})
    root.append(_head(agents))
    body = ET.SubElement(root, f"{{{TT}}}body", {"style": "usual"})
    div = ET.SubElement(body, f"{{{TT}}}div")
    taken = {*_LOOKS, *ROWS, *agents.values()}
    for cue in track.cues:
        is_free = bool(XML_ID.fullmatch(cue.id)) and cue.id not in taken
        taken.add(cue.id)
        div.append(_paragraph(cue, agents, cue.id if is_free else ""))
    _indent(root, div)
    text = ET.tostring(root, encoding="unicode")
    if NO_CHARACTER.search(text):
        raise ValueError("XML cannot hold the characters U+FFFE and U+FFFF")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'


def _indent(root: ET.Element, div: ET.Element) -> None:
    """A line per element; the inside of a paragraph, where every space counts, stays as it is."""
    paragraphs, div[:] = list(div), []
    ET.indent(root, " ")
    div.text = "\n   "
    div.extend(paragraphs)
    for paragraph in paragraphs:
        paragraph.tail = "\n   "
    if paragraphs:
        paragraphs[-1].tail = "\n  "


def _head(agents: dict[str, str]) -> ET.Element:
    head = ET.Element(f"{{{TT}}}head")
    if agents:
        metadata = ET.SubElement(head, f"{{{TT}}}metadata")
        for name, number in agents.items():
            agent = ET.SubElement(metadata, f"{{{TTM}}}agent", {f"{{{XML}}}id": number, "type": "person"})
            ET.SubElement(agent, f"{{{TTM}}}name", {"type": "full"}).text = name
    styling = ET.SubElement(head, f"{{{TT}}}styling")
    for identifier, look in _LOOKS.items():
        attributes = {f"{{{TTS}}}{name}": value for name, value in look.items()}
        ET.SubElement(styling, f"{{{TT}}}style", {f"{{{XML}}}id": identifier, **attributes})
    layout = ET.SubElement(head, f"{{{TT}}}layout")
    for row, (top, side) in _REGIONS.items():
        where = {"origin": f"10% {top}", "extent": "80% 20%", "displayAlign": side, "overflow": "visible"}
        attributes = {f"{{{TTS}}}{name}": value for name, value in where.items()}
        ET.SubElement(layout, f"{{{TT}}}region", {f"{{{XML}}}id": row, **attributes})
    return head


def _paragraph(cue: Cue, agents: dict[str, str], identifier: str) -> ET.Element:
    row, column = divmod((read_anchor(cue.settings) or 2) - 1, 3)
    attributes = {f"{{{XML}}}id": identifier} if identifier else {}
    attributes |= {"begin": format_time(cue.start_ms), "end": format_time(cue.end_ms), "region": ROWS[row]}
    attributes |= {f"{{{TTS}}}textAlign": _ALIGN[column], f"{{{XML}}}space": "preserve"}
    if runs_right_to_left(cue.text):
        attributes[f"{{{TTS}}}direction"] = "rtl"
    speakers = {run.speaker for line in cue.lines for run in line}
    speaker = speakers.pop() if len(speakers) == 1 else None
    if speaker:
        attributes[f"{{{TTM}}}agent"] = agents[speaker]
    paragraph = ET.Element(f"{{{TT}}}p", attributes)
    for number, line in enumerate(cue.lines):
        if number:
            ET.SubElement(paragraph, f"{{{TT}}}br")
        for run in line:
            _add_run(paragraph, run, None if speaker else agents.get(run.speaker or ""))
    return paragraph


def _add_run(paragraph: ET.Element, run: Run, agent: str | None) -> None:
    attributes = {"style": "box"} | {
        f"{{{TTS}}}{_STYLES[tag][0]}": _STYLES[tag][1] for tag in "biu" if tag in run.style
    }
    if agent:
        attributes[f"{{{TTM}}}agent"] = agent
    ET.SubElement(paragraph, f"{{{TT}}}span", attributes).text = run.text
