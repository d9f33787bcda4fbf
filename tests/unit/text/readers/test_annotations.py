"""What is said and what is not."""

from __future__ import annotations

import pytest

from tests.reading import read


def said(text: str) -> str:
    return " / ".join(turn[2] for turn in read(f"Ada: hello\n\nMilo: {text}\n")[1:])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("So [laughter] yes.", "So ‹[laughter]› yes."),
        ("So [inaudible 00:12] yes.", "So ‹[inaudible› ‹00:12]› yes."),
        ("So (crosstalk) yes.", "So ‹(crosstalk)› yes."),
        ("So (speaking in French) yes.", "So ‹(speaking› ‹in› ‹French)› yes."),
        ("So (00:12:30) yes.", "So ‹(00:12:30)› yes."),
        ("So [00:12:30] yes.", "So ‹[00:12:30]› yes."),
        ("He won (which I doubt) and left.", "He won (which I doubt) and left."),
        ("He won (in 2012) and left.", "He won (in 2012) and left."),
        ("I like it. (I really do.) And so on.", "I like it. (I really do.) And so on."),
        ("It stopped. (door slams) And so on.", "It stopped. ‹(door› ‹slams)› And so on."),
        ("It made me laugh (I was laughing so much) then.", "It made me laugh (I was laughing so much) then."),
        ("Well <noise> yes {sneezes} ok.", "Well ‹<noise>› yes ‹{sneezes}› ok."),
        ("5 < 6 and 7 > 3", "5 ‹<› 6 and 7 ‹>› 3"),
        ("♪ la la land ♪ (music playing)", "‹♪› la la land ‹♪› ‹(music› ‹playing)›"),
        ("well — no - yes ... ok", "well ‹—› no ‹-› yes ‹...› ok"),
        ("*sighs* I *really* mean it", "‹*sighs*› I *really* mean it"),
        ("[the] company said [They would] win", "‹[the]› company said ‹[They› ‹would]› win"),
        ("the compan[ies] and [T]he end", "the compan[ies] and [T]he end"),
        ("yeah.[laughter] and [crosstalk]right,", "yeah. ‹[laughter]› and ‹[crosstalk]› right,"),
        ("fine [laughter], then", "fine ‹[laughter],› then"),
        ("half [open and (never closed", "half [open and (never closed"),
        ("R & D is 50 % of it", "R & D is 50 % of it"),
        ("great 😀 news", "great ‹😀› news"),
        ("[laughs [loudly] again] yes", "‹[laughs› ‹[loudly]› ‹again]› yes"),
    ],
)
def test_notes_are_kept_and_not_searched(text: str, expected: str) -> None:
    assert said(text) == expected


def test_a_note_may_be_a_whole_turn() -> None:
    assert said("(Phone rings in the hall)") == "‹(Phone› ‹rings› ‹in› ‹the› ‹hall)›"


def test_a_time_alone_on_a_line_within_a_turn_is_a_note() -> None:
    assert said("first part\n\n00:12:30\n\nsecond part") == "first part ‹00:12:30› second part"


def test_brackets_do_not_match_across_paragraphs() -> None:
    assert said("a smile :[ and\n\nmore words ] here").count("‹") == 2  # ":[" and "]"


def test_invisible_characters_are_no_part_of_a_word() -> None:
    told = read("\ufeffhel\u00adlo\u200b \u200fshalom\u200e a\x07b \u2067x\u2069\u3000y\u00a0z don\u2019t\n")
    assert told == [(None, None, "hel\u00adlo shalom a b x y z don\u2019t")]
