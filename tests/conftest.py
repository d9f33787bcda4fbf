"""What every test starts from."""

from __future__ import annotations

from collections.abc import Iterator

import pytest


@pytest.fixture(scope="session", autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The ledger of written files is the tests' own: the user's is never touched, nor is a result swayed by it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CLIPPER_CACHE", str(tmp_path_factory.mktemp("cache")))
        patch.delenv("CLIPPER_FFMPEG", raising=False)
        yield
