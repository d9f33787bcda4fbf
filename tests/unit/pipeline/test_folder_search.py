"""Searching folders by their index: what looking at every file finds."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from clipper.errors import ClipperError, DocumentError, InputError, QuoteError
from clipper.model import Alignment
from clipper.pipeline import folder_search
from clipper.pipeline.find_job import Found, Search, search
from clipper.pipeline.folder_search import search_files
from clipper.pipeline.index_job import identify_folding, update_folder
from clipper.pipeline.searchable import Searchable, make_searchable
from clipper.store.folder_index import open_index
from clipper.store.index_layout import INDEX_NAME
from tests.bench.find import quotes as ways
from tests.bench.find.quotes import Misquote
from tests.bench.synth.sentences import SentenceMaker
from tests.saved_talks import save_talk
from tests.talks import talk

EPISODES = 30


def invented(seed: int) -> Alignment:
    """Two people, 300 words; sentences of one grammar, so that many episodes say nearly the same."""
    maker = SentenceMaker(seed)
    return talk(*(" ".join(token.written for token in maker.sentence()) for _ in range(30)))


@pytest.fixture(scope="module")
def talks() -> list[Alignment]:
    return [invented(seed) for seed in range(EPISODES)]


@pytest.fixture(scope="module")
def ready(folder: Path, talks: list[Alignment]) -> list[Searchable]:
    return [make_searchable(one, str(folder / f"{number:02}.json")) for number, one in enumerate(talks)]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, talks: list[Alignment]) -> Path:
    made = tmp_path_factory.mktemp("talks")
    for number, one in enumerate(talks):
        save_talk(made / f"{number:02}.json", one)
    update_folder(made)
    return made


def found(where: Path | list[Searchable], wanted: Search) -> Found | tuple[type[ClipperError], str]:
    """What comes of a search in a folder, or in every episode of it."""
    try:
        return search_files([where], wanted).found if isinstance(where, Path) else search(where, wanted)
    except ClipperError as refused:
        return type(refused), refused.message


@pytest.mark.parametrize("few", [False, True])
@pytest.mark.parametrize(
    "misquote",
    [ways.verbatim, ways.misremembered(0.1), ways.misremembered(0.2), ways.misremembered(0.35), ways.elided(0)],
    ids=["verbatim", "10 %", "20 %", "35 %", "elided"],
)
def test_a_folder_gives_what_its_files_give(  # noqa: PLR0917
    folder: Path,
    ready: list[Searchable],
    talks: list[Alignment],
    monkeypatch: pytest.MonkeyPatch,
    misquote: Misquote,
    few: bool,
) -> None:
    """With few episodes looked at in any case, the bounds alone decide; margins then know fewer other places."""
    if few:
        monkeypatch.setattr(folder_search, "LEAST_LOOKED", 1)
    rng = random.Random("quotes")
    for _ in range(4):
        words = [word.text for word in rng.choice(talks).transcript.words]
        length = rng.randint(6, 20)
        first = rng.randrange(len(words) - length)
        asked = Search(wanted=misquote(words, first, first + length, rng).text)
        one, other = found(folder, asked), found(ready, asked)
        if isinstance(one, Found) and isinstance(other, Found):
            assert [
                (m.episode, m.quote, m.span, m.speakers, m.before, m.after, m.differences) for m in one.matches
            ] == [(m.episode, m.quote, m.span, m.speakers, m.before, m.after, m.differences) for m in other.matches]
            assert (one.total, one.is_more) == (other.total, other.is_more)
        else:
            assert one == other


@pytest.mark.parametrize("speaker", [None, "milo"])
@pytest.mark.parametrize("wanted", ["the old", "of the garden", r"\bwe\b"])
@pytest.mark.parametrize("is_pattern", [True, False])
def test_patterns_and_every_match_are_those_of_the_files(
    folder: Path, ready: list[Searchable], wanted: str, speaker: str | None, is_pattern: bool
) -> None:
    asked = Search(wanted=wanted, speaker=speaker, is_pattern=is_pattern, everything=not is_pattern, limit=200)
    assert found(folder, asked) == found(ready, asked)


@pytest.mark.parametrize("wanted", ["municipal library closes on tuesdays", "...", "word " * 2001])
def test_what_is_not_there_is_refused_as_in_files(folder: Path, ready: list[Searchable], wanted: str) -> None:
    one = found(folder, Search(wanted=wanted))
    assert one == found(ready, Search(wanted=wanted))
    assert isinstance(one, tuple)
    assert one[0] is QuoteError


def test_nobody_of_that_name_is_refused(folder: Path) -> None:
    with pytest.raises(InputError, match="nobody") as told:
        search_files([folder], Search(wanted="we", speaker="zoe"))
    assert told.value.remedy == "There is Ada Brandt, Milo Quist."


def test_an_index_is_brought_up_to_date_first(tmp_path: Path) -> None:
    save_talk(tmp_path / "one.json", talk("welcome back to the show"))
    update_folder(tmp_path)
    save_talk(tmp_path / "two.json", talk("the lighthouse was never built"))
    (tmp_path / "one.json").unlink()
    result = search_files([tmp_path], Search(wanted="lighthouse was never"))
    assert [match.episode for match in result.found.matches] == [str(tmp_path / "two.json")]
    with pytest.raises(QuoteError):
        search_files([tmp_path], Search(wanted="welcome back to the show"))


def test_files_and_folders_are_searched_together(tmp_path: Path) -> None:
    file = save_talk(tmp_path / "z.json", talk("we are back in the harbour"))
    save_talk(tmp_path / "folder" / "a.json", talk("we are back in the harbour"))
    update_folder(tmp_path / "folder")
    matches = search_files([file, tmp_path / "folder"], Search(wanted="back in the harbour")).found.matches
    assert [match.episode for match in matches] == [str(file), str(tmp_path / "folder" / "a.json")]
    assert {match.margin for match in matches} == {0.0}


def test_episodes_of_several_languages_are_folded_each_in_its_own(tmp_path: Path) -> None:
    document = save_talk(tmp_path / "de.json", talk("das ist der Hafen"))
    document.write_text(document.read_text("utf-8").replace('"language": "en"', '"language": "de"'), "utf-8")
    save_talk(tmp_path / "en.json", talk("we don't regret it"))
    update_folder(tmp_path)
    for wanted, name in (("we do not regret it", "en.json"), ("das ist der hafen", "de.json")):
        (match,) = search_files([tmp_path], Search(wanted=wanted)).found.matches
        assert (Path(match.episode).name, match.quote.score) == (name, 1.0)


def test_what_more_episodes_may_hold_is_told(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folder_search, "LEAST_LOOKED", 2)
    monkeypatch.setattr(folder_search, "MOST_LOOKED", 4)
    for number in range(8):
        save_talk(tmp_path / f"{number}.json", talk("as I always say the sea never stops talking"))
    update_folder(tmp_path)
    some = search_files([tmp_path], Search(wanted="the sea never stops talking")).found
    assert (some.total, some.is_more) == (4, True)
    every = search_files([tmp_path], Search(wanted="the sea never stops talking", everything=True)).found
    assert (every.total, every.is_more) == (8, False)


def test_a_refusal_that_is_not_proven_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folder_search, "LEAST_LOOKED", 1)
    monkeypatch.setattr(folder_search, "MOST_LOOKED", 2)
    wanted = "never the sea always talking stops say we know it so"
    for number in range(6):  # all its words, in another order
        save_talk(tmp_path / f"{number}.json", talk("so we know it as I always say the sea never stops talking"))
    update_folder(tmp_path)
    with pytest.raises(QuoteError) as refused:
        search_files([tmp_path], Search(wanted=wanted))
    assert "The 2 likeliest of 6 episodes were looked at; --all looks at every one." in refused.value.remedy
    with pytest.raises(QuoteError) as proven:
        search_files([tmp_path], Search(wanted=wanted, everything=True))
    assert "likeliest" not in proven.value.remedy


def test_a_broken_file_is_told_and_the_others_are_searched(tmp_path: Path) -> None:
    save_talk(tmp_path / "one.json", talk("welcome back to the show"))
    update_folder(tmp_path)
    (tmp_path / "bad.json").write_text('{"clipper": "alignment", ')
    result = search_files([tmp_path], Search(wanted="welcome back"))
    assert result.found.total == 1
    assert list(result.broken) == [str(tmp_path / "bad.json")]


def test_an_empty_folder_and_one_without_an_index_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no index yet"):
        search_files([tmp_path], Search(wanted="anything"))
    update_folder(tmp_path)
    with pytest.raises(InputError, match="no episode"):
        search_files([tmp_path], Search(wanted="anything"))


def test_an_index_that_lies_is_told(tmp_path: Path) -> None:
    save_talk(tmp_path / "one.json", talk("welcome back to the show"))
    update_folder(tmp_path)
    lies = (
        "UPDATE shelf SET units = x'ffffff00'",
        "UPDATE shelf SET units = x'00'",
        "DELETE FROM shelf",
        "UPDATE episodes SET told = x'00'",
        "UPDATE episodes SET numbers = x'00'",
        "UPDATE episodes SET labels = '{'",
        "UPDATE vocabulary SET id = id + 1 WHERE id = (SELECT MAX(id) FROM vocabulary)",
    )
    for change in lies:
        before = (tmp_path / INDEX_NAME).read_bytes()
        with open_index(tmp_path, made_by=identify_folding()) as index:
            index._connection.execute(change)
        with pytest.raises(DocumentError, match="damaged"):
            search_files([tmp_path], Search(wanted="welcome back"))
        (tmp_path / INDEX_NAME).write_bytes(before)
