"""What the tests of records lean on."""

import pytest

from reportlib import language


@pytest.fixture(scope="module")
def chinese():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(language, "language", lambda: "zh")
        yield
