from clipper.clips.units import (
    FILLER_COST,
    RESTART_COST,
    WORD_COST,
    passing_costs,
    read_wanted,
    split_units,
    split_words,
)


def test_case_accents_apostrophes_and_punctuation_do_not_matter() -> None:
    assert split_units("“Café”, Don’t!") == split_units("cafe dont") == ["cafe", "dont"]


def test_a_hyphenated_word_is_two_units() -> None:
    assert split_units("ideas-execution") == ["ideas", "execution"]


def test_characters_of_a_script_without_spaces_are_compared_one_by_one() -> None:
    assert split_units("今日は、いい") == ["今", "日", "は", "い", "い"]


def test_bare_punctuation_has_no_units() -> None:
    assert split_units("— … ♪") == []


def test_every_kind_of_ellipsis_marks_a_gap() -> None:
    for mark in ("...", "…", "[...]", "[ … ]", "(...)"):
        wanted = read_wanted(f"{mark} we went {mark} home {mark}")
        assert wanted.units == ("we", "went", "home")
        assert wanted.gaps == {1}


def test_the_writers_own_words_in_brackets_cost_nothing() -> None:
    assert read_wanted("[They] went home").drop_costs == (0, WORD_COST, WORD_COST)


def test_hesitations_and_doubled_words_cost_little() -> None:
    costs = passing_costs(["um", "I", "saw", "I", "saw", "someone"], language="en", ordinary=WORD_COST)
    assert costs == [FILLER_COST, RESTART_COST, RESTART_COST, WORD_COST, WORD_COST, WORD_COST]


def test_a_beginning_is_repeated_over_a_hesitation_too() -> None:
    costs = passing_costs(["are", "um", "are", "so"], language="en", ordinary=WORD_COST)
    assert costs == [RESTART_COST, FILLER_COST, WORD_COST, WORD_COST]


def test_figures_are_compared_as_they_are_said() -> None:
    assert split_words(["64", "don’t"], say=lambda words: ["sixty four", ""]) == [
        ("sixty", 0),
        ("four", 0),
        ("do", 1),
        ("not", 1),
    ]


def test_a_gap_stands_behind_the_last_unit_of_its_part() -> None:
    assert read_wanted("I don't ... know — ... [...] why").gaps == {2, 3}


def test_another_languages_words_are_no_hesitations() -> None:
    assert passing_costs(["er", "ging"], language="de-AT", ordinary=WORD_COST) == [WORD_COST, WORD_COST]


def test_a_hostile_row_of_brackets_is_read_in_linear_time() -> None:
    assert read_wanted("[" * 50_000 + "word").units == ("word",)
    assert read_wanted("[ " * 50_000 + "word").units == ("word",)
