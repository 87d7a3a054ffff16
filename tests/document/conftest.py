"""The identities, and the documents of both meetings before the reconciliation adds to them."""

import pytest

from reportlib.document import identities
from reportlib.model.document import Document


@pytest.fixture(scope="module")
def book(root):
    return identities.read(root / "params" / "rules" / "identities.yaml")


@pytest.fixture(scope="module", params=["moea-6-1", "moea-5-2"])
def built(request, document_of) -> Document:
    """The document of a meeting's packet, before the reconciliation adds to it."""
    folder = request.getfixturevalue({"moea-6-1": "reference", "moea-5-2": "earlier"}[request.param])
    return document_of(folder)
