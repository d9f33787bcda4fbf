from __future__ import annotations

import subprocess
import sys
from dataclasses import replace

import pytest

from clipper.errors import InputError
from clipper.model import Speaker, Transcript
from clipper.text.spoken import parse_lexicon, spell_out
from tests.spoken_words import said, sounds, transcript_of


def test_every_word_gets_one_entry_and_an_unsearched_one_has_no_forms() -> None:
    spoken = spell_out(transcript_of("So [laughter] yes", unsearched=["[laughter]"]))
    assert [said(word) for word in spoken] == [["so"], [], ["yes"]]


def test_an_unsearched_word_does_not_part_its_neighbours() -> None:
    spoken = spell_out(transcript_of("$3 [laughter] billion", unsearched=["[laughter]"]))
    assert said(spoken[0])[0] == "three"
    assert said(spoken[2])[0] == "billion dollars"


def test_neighbours_are_not_looked_at_across_turns() -> None:
    spoken = spell_out(transcript_of("It costs $3\nbillion is too much"))
    assert said(spoken[2])[0] == "three dollars"
    assert said(spoken[3]) == ["billion"]


def test_a_guess_of_the_model_is_marked_and_a_listed_word_is_not() -> None:
    plain, guessed = spell_out(transcript_of("table zorblattic"))
    assert not plain.from_model
    assert guessed.from_model


def test_a_language_that_nobody_taught_is_named() -> None:
    with pytest.raises(InputError, match="'fr'"):
        spell_out(transcript_of("bonjour", language="fr"))


def test_british_english_is_english() -> None:
    assert said(spell_out(transcript_of("yes", language="en-GB"))[0]) == ["yes"]


def test_the_lexicon_wins_over_every_rule() -> None:
    lexicon = parse_lexicon("SSI = safe super\n$3 = three bucks", source="names.txt")
    spoken = spell_out(transcript_of("ssi, has $3 billion"), lexicon=lexicon)
    assert said(spoken[0]) == ["safe super"]
    assert said(spoken[2]) == ["three bucks"]


def test_the_lexicon_reaches_into_possessives_and_joined_words() -> None:
    lexicon = parse_lexicon("Zorb = /Z AO1 R B/", source="names.txt")
    possessive, joined = spell_out(transcript_of("Zorb's Zorb-related"), lexicon=lexicon)
    assert sounds(possessive) == ["Z AO R B Z"]
    assert said(joined) == ["zorb related"]


def test_a_lexicon_entry_may_span_written_words() -> None:
    lexicon = parse_lexicon("Zoe Kray = /Z OW IY/ /K R EY/", source="names.txt")
    first, second, alone = spell_out(transcript_of("Zoe Kray. Zoe"), lexicon=lexicon)
    assert (sounds(first), sounds(second)) == (["Z OW IY"], ["K R EY"])
    assert sounds(alone) != ["Z OW IY"] or not alone.from_model


def test_alternatives_of_one_word_become_pronunciations_of_one_form() -> None:
    lexicon = parse_lexicon("Zorb = /Z AO R B/ | /Z ER B/", source="names.txt")
    (word,) = spell_out(transcript_of("Zorb"), lexicon=lexicon)
    assert sounds(word) == ["Z AO R B", "Z ER B"]
    assert len(word.forms) == 1


def test_what_follows_tells_how_a_cut_off_word_sounds() -> None:
    fragment = spell_out(transcript_of("I re- research it"))[1]
    assert sounds(fragment)[0] == "R IY"


def test_importing_the_room_loads_no_model_and_no_numpy() -> None:
    heavy = "{'numpy', 'onnxruntime', 'hama', 'num2words', 'anyascii', 'pocketsphinx'}"
    script = f"import sys, clipper.text.spoken; print({heavy} & set(sys.modules))"
    loaded = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout
    assert loaded.strip() == "set()"


def test_a_cut_off_word_with_an_accent_is_spelled_out() -> None:
    (word,) = spell_out(transcript_of("né-"))
    assert word.forms


def pauses(transcript: Transcript) -> list[str]:
    """The words after which a pause is likely."""
    spoken = spell_out(transcript)
    return [word.text for word, said in zip(transcript.words, spoken, strict=True) if said.pause_after]


def test_a_pause_is_likely_after_a_mark_and_at_the_end() -> None:
    text = 'Well, he said "no." Then he\'s well-known – or (perhaps) gone… You know? I know'
    assert pauses(transcript_of(text)) == ["Well,", '"no."', "well-known", "gone…", "know?", "know"]


def test_a_pause_is_likely_before_what_nobody_says() -> None:
    assert pauses(transcript_of("and then [laughter] it went on", unsearched=["[laughter]"])) == ["then", "on"]


def test_a_pause_is_likely_where_somebody_else_speaks_next() -> None:
    transcript = transcript_of("I was\nyou were\nyou are")
    ada, bo = Speaker(name="Ada"), Speaker(name="Bo")
    turns = (replace(turn, speaker=speaker) for turn, speaker in zip(transcript.turns, (ada, bo, bo), strict=True))
    assert pauses(replace(transcript, turns=tuple(turns))) == ["was", "are"]


def test_words_that_are_not_said_are_not_marked() -> None:
    assert pauses(transcript_of("[music] 😀 yes", unsearched=["[music]"])) == ["yes"]
