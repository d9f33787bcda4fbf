from clipper.clips.likeness import price_words
from clipper.clips.pairs import pair_up
from clipper.clips.units import read_wanted


def pairs(wanted: str, said: str) -> list[tuple[str, str]]:
    query, heard = read_wanted(wanted), said.split()
    found = pair_up(query, price_words(query.units, heard), [600] * len(heard))
    return [("" if a is None else query.units[a], "" if b is None else heard[b]) for a, b in found]


def test_words_that_are_the_same_stand_together() -> None:
    assert pairs("we went home", "we all went home") == [("we", "we"), ("", "all"), ("went", "went"), ("home", "home")]


def test_a_word_is_taken_for_one_like_it_or_for_what_has_its_place() -> None:
    assert pairs("good ideas stay", "good idea goes") == [("good", "good"), ("ideas", "idea"), ("stay", "goes")]


def test_a_word_too_many_stands_alone() -> None:
    assert pairs("we quickly went home", "we went home") == [
        ("we", "we"),
        ("quickly", ""),
        ("went", "went"),
        ("home", "home"),
    ]


def test_what_a_gap_stands_for_is_in_no_pair() -> None:
    assert pairs("we went ... home", "we went far and far away home") == [
        ("we", "we"),
        ("went", "went"),
        ("home", "home"),
    ]
