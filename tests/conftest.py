"""What every test starts from."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from hypothesis import settings


@pytest.fixture(scope="session", autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The cache folder is the tests' own: the user's is never touched, nor is a result swayed by it.

    What was computed is not kept, so that each test computes what it tests; those of the cache switch it on.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CLIPPER_CACHE_DIR", str(tmp_path_factory.mktemp("cache")))
        patch.setenv("CLIPPER_CACHE_MB", "0")
        patch.delenv("CLIPPER_FFMPEG", raising=False)
        yield


# The machines are shared and slow down now and then: an example that takes a second is no failure. CI draws the same
# examples every time, so that a submission is judged by its own change.
settings.register_profile("clipper", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "clipper")
