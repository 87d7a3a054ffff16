"""The desk of a small meeting."""

import pytest

from tests.support.desk import Desk


@pytest.fixture
def desk(tmp_path, root):
    return Desk(tmp_path, root)
