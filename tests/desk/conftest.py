"""A desk over a project of one small meeting."""

import pytest

from tests.support.desk_server import desk_of
from tests.support.tiny_project import tiny_project


@pytest.fixture(scope="module")
def tiny_root(tmp_path_factory):
    root = tmp_path_factory.mktemp("desk") / "tiny"
    tiny_project(root)
    return root


@pytest.fixture(scope="module")
def desk(tiny_root):
    with desk_of(tiny_root) as opened:
        yield opened
