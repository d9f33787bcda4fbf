"""Which lines name a speaker: the heads of a file, but for bare timestamps.

Where a line may be a head or speech, it is speech if as a head it would leave a turn empty.
"""

from __future__ import annotations

from collections.abc import Sequence

from clipper.text.readers.clock import holds_clock
from clipper.text.readers.evidence import HALF, SOME, Evidence
from clipper.text.readers.names import LONGEST_NAME, is_label, is_name
from clipper.text.readers.openings import LABELS, TIMED_NAMES, WHOLE_LINES, Opening, Shape
from clipper.text.readers.rows import MOST, STAMP_FIRST, Row, is_sound, is_speech_at, shape_of


def choose_named_heads(rows: Sequence[Row], text: str) -> dict[int, Opening]:
    """The heads that name a speaker, by row."""
    evidence = Evidence(rows, text)
    chosen = {i: row.opening for i, row in enumerate(rows) if row.opening and _is_timed_head(row.opening, evidence)}
    if not evidence.ends_in_times:
        chosen |= _choose_stamp_name_lines(rows, chosen)
    known = {opening.name for opening in chosen.values()}
    weak = {i for i, opening in chosen.items() if _is_weak(opening, evidence)}
    for judge in (_choose_labels, _choose_roles, _choose_lone_names):
        found, doubtful = judge(rows, evidence, chosen, known)
        chosen |= found
        weak |= doubtful
        known |= {opening.name for opening in found.values()}
    return _drop_weak_beside_heads(rows, chosen, weak)


def _is_timed_head(opening: Opening, evidence: Evidence) -> bool:
    stamp, recurs = opening.stamp, evidence.timed[opening.name] >= 2
    if opening.shape not in TIMED_NAMES or stamp is None:
        return False
    is_certain = bool(opening.role) or stamp.is_fine
    is_like_name = is_name(opening.name, is_certain_place=is_certain or recurs)
    if opening.shape is Shape.NAME_STAMP:
        return _is_header_line(opening, evidence, is_like_name=is_like_name)
    if opening.shape is Shape.NAME_STAMP_TEXT:
        return is_like_name and (opening.is_marked or _is_unmarked_head(opening, evidence, recurs=recurs))
    if opening.shape is Shape.STAMP_NAME_TEXT:
        share = 0.0 if evidence.ends_in_times else evidence.named_share_of_stamped
        return _is_speaker_label(opening, evidence, share=share, is_layout=not evidence.ends_in_times)
    return is_like_name and opening.is_marked


def _is_header_line(opening: Opening, evidence: Evidence, *, is_like_name: bool) -> bool:
    """A line that ends with a time: "Name (Role) 00:41.200" is never speech, "Name 00:41" may be."""
    stamp, name, recurs = opening.stamp, opening.name, evidence.timed[opening.name] >= 2
    is_usual = evidence.main_style is None or evidence.is_usual_style(opening)
    is_one_word = " " not in name
    if opening.role and stamp and (stamp.has_fraction or recurs or (is_one_word and is_usual)):
        return len(name) <= LONGEST_NAME
    if not is_like_name:
        is_small = name.islower() and name.count(" ") < 2 and is_name(name.title())
        return recurs and ((is_small and is_usual) or _is_written_as_header(opening))
    is_set_off = bool(opening.role) or opening.is_marked or (stamp is not None and stamp.is_bracketed)
    return is_set_off or is_usual or evidence.usual[name] > 0 or (recurs and not evidence.has_roles and is_name(name))


def _is_written_as_header(opening: Opening) -> bool:
    """Whether a line that recurs is a header whatever the name: it ends in a full time, which is not a note's."""
    stamp, name = opening.stamp, opening.name
    is_timed_sentence = stamp is not None and stamp.is_bracketed and name.endswith((".", "?", "!", "…", ",", ";"))
    return stamp is not None and stamp.is_fine and len(name) <= LONGEST_NAME and not is_timed_sentence


def _is_unmarked_head(opening: Opening, evidence: Evidence, *, recurs: bool) -> bool:
    """Lines like "Name (00:41) text" and "Name 00:41 text": nothing but the time sets the name off."""
    many = evidence.shapes[Shape.NAME_STAMP_TEXT]
    if opening.role or (opening.stamp and opening.stamp.is_bracketed):
        return recurs or many >= 2 or len(evidence.rows) == 1
    return recurs and many >= HALF * len(evidence.rows)


def _choose_stamp_name_lines(rows: Sequence[Row], chosen: dict[int, Opening]) -> dict[int, Opening]:
    """Lines like "00:41 Name" with the text below: heads where nearly all lines that begin with a time look so."""
    stamped = [i for i, row in enumerate(rows) if shape_of(row) in STAMP_FIRST and i not in chosen]
    alike = [
        i
        for i in stamped
        if shape_of(rows[i]) is Shape.STAMP_NAME and is_name(_name(rows[i])) and is_speech_at(rows, i + 1)
    ]
    if not alike or len(alike) < MOST * len(stamped):
        return {}
    return {
        i: opening
        for i in stamped
        if (opening := rows[i].opening) and opening.shape is Shape.STAMP_NAME and is_name(opening.name)
    }


def _name(row: Row) -> str:
    return row.opening.name if row.opening else ""


def _is_weak(opening: Opening, evidence: Evidence) -> bool:
    """Whether a timed head might still be speech that ends with a time ("Monday 12:30")."""
    if opening.shape is not Shape.NAME_STAMP or opening.role or opening.is_marked or opening.stamp is None:
        return False
    is_single = evidence.timed[opening.name] == 1
    if evidence.is_usual_style(opening):
        return evidence.has_roles and " " not in opening.name and is_single
    return evidence.usual[opening.name] == 0 and (evidence.has_roles or is_single)


_Judged = tuple[dict[int, Opening], set[int]]


def _choose_labels(rows: Sequence[Row], evidence: Evidence, chosen: dict[int, Opening], known: set[str]) -> _Judged:
    """Lines like "Name: text" and "Name:"."""
    has_header_lines = any(opening.shape in WHOLE_LINES for opening in chosen.values())
    paragraphs = evidence.paragraphs()
    share = evidence.share(lambda o: o.shape in LABELS and _is_name_or_recurs(o.name, evidence), paragraphs)
    labelled = [i for i, row in enumerate(rows) if row.opening and row.opening.shape in LABELS and is_name(_name(row))]
    first = rows[labelled[0]].opening if labelled else None
    opens_file = bool(labelled) and evidence.opens_file(labelled[0])
    is_layout = bool(chosen) or opens_file or share >= SOME or any(is_label(name) for name in evidence.marked)
    found = {
        i: opening
        for i, row in enumerate(rows)
        if (opening := row.opening)
        and opening.shape in LABELS
        and not is_sound(opening.role)
        and (
            opening.name in known
            if has_header_lines
            else _is_speaker_label(opening, evidence, share=share, is_layout=is_layout)
            or (opens_file and opening is first and is_name(opening.name) and opening.name[0].isupper())
        )
    }
    names = known | {opening.name for opening in found.values()}
    found = {i: o for i, o in found.items() if not _names_somebody_else(o, rows[i], evidence, names)}
    return found, set(found) if has_header_lines else set()


def _names_somebody_else(opening: Opening, row: Row, evidence: Evidence, names: set[str]) -> bool:
    """Whether it is a line of a cast list: "Host: Jane Doe"."""
    rest = " ".join(evidence.text[opening.text_char : row.end].split())
    return evidence.marked[opening.name] == 1 and rest != opening.name and rest in names


def _is_name_or_recurs(name: str, evidence: Evidence) -> bool:
    """Whether ``name`` is one, or would be if it were not written small ("ada: ...") and often begins a line."""
    return is_name(name) or (evidence.marked[name] >= 3 and is_name(name.title()))


def _is_speaker_label(opening: Opening, evidence: Evidence, *, share: float, is_layout: bool) -> bool:
    name = opening.name
    count = evidence.marked[name] + evidence.timed[name] * (opening.shape in LABELS)
    if is_label(name):
        return True
    if not is_name(name):
        return is_layout and _is_name_or_recurs(name, evidence)
    return is_layout and (count >= 2 or share >= HALF or (" " in name and name[0].isupper()) or bool(opening.role))


def _choose_roles(rows: Sequence[Row], evidence: Evidence, chosen: dict[int, Opening], known: set[str]) -> _Judged:
    """Lines like "Name (Role)", without a time."""
    timed_pairs = {(o.name, o.role) for o in chosen.values()}
    is_own_layout = not any(o.shape in WHOLE_LINES for o in chosen.values())
    found = {}
    weak = set()
    for i, row in enumerate(rows):
        opening = row.opening
        if (
            opening is None
            or opening.shape is not Shape.NAME_ROLE
            or is_sound(opening.role)
            or holds_clock(opening.role)
        ):
            continue
        pair = (opening.name, opening.role)
        is_known = pair in timed_pairs or (is_own_layout and evidence.pairs[pair] >= 2)
        begins_large = not opening.role[:1].islower()
        if is_known or (is_name(opening.name) and (opening.name in known or begins_large)):
            found[i] = opening
            if not (is_known or is_own_layout):
                weak.add(i)
    if is_own_layout and 0 not in found and len({(o.name, o.role) for o in found.values()}) < 2:
        found = {i: o for i, o in found.items() if evidence.pairs[o.name, o.role] >= 2}
    return found, weak


def _choose_lone_names(rows: Sequence[Row], evidence: Evidence, chosen: dict[int, Opening], known: set[str]) -> _Judged:
    """A name alone on a line: known from elsewhere, or else a layout of its own."""
    lone = {i: row.opening for i, row in enumerate(rows) if row.opening and row.opening.shape is Shape.NAME_ALONE}
    if chosen:
        # Without times a name has nothing to set it off where nobody gave its role: it must recur, in full.
        is_untimed = all(opening.shape is Shape.NAME_ROLE for opening in chosen.values())
        full = {name for name, count in evidence.alone.items() if is_untimed and count >= 2 and " " in name}
        full = {name for name in full if is_name(name) and not name.endswith(".")}
        found = {i: opening for i, opening in lone.items() if opening.name in known | full}
        return found, set(found)
    named = {i: o for i, o in lone.items() if is_name(o.name) and not o.name.endswith(".")}
    recurring = {name for name, count in evidence.alone.items() if count >= 2}
    paragraphs = evidence.paragraphs()
    has_blanks = len(paragraphs) < len(rows)
    starts = {i for i in named if not has_blanks or rows[i].after_blank}
    share = len(starts) / len(paragraphs) if paragraphs else 0.0
    opens_file = any(i in starts for i in range(min(3, len(rows))))
    if not opens_file or share < (HALF if has_blanks else SOME) or not any(o.name in recurring for o in named.values()):
        return {}, set()
    once = {i for i in starts if share >= MOST and not _followed_by_blank(rows, i)} if has_blanks else set()
    return {i: o for i, o in named.items() if i in starts and (o.name in recurring or i in once)}, set()


def _followed_by_blank(rows: Sequence[Row], index: int) -> bool:
    return index + 1 >= len(rows) or rows[index + 1].after_blank


def _drop_weak_beside_heads(rows: Sequence[Row], chosen: dict[int, Opening], weak: set[int]) -> dict[int, Opening]:
    """Without the doubtful heads that would leave a turn empty: the one before, or their own."""
    kept: dict[int, Opening] = {}
    for i in sorted(chosen):
        leaves_empty = i - 1 in kept and kept[i - 1].shape in WHOLE_LINES
        next_is_head = i + 1 == len(rows) or (i + 1 in chosen and i + 1 not in weak)
        is_empty = chosen[i].shape in WHOLE_LINES and next_is_head
        if i not in weak or not (leaves_empty or is_empty):
            kept[i] = chosen[i]
    return kept
