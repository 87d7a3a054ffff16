"""The identities, and the documents of both meetings before the reconciliation adds to them."""

import pytest

from reportlib.document import identities, own_body
from reportlib.model.document import Document


@pytest.fixture(scope="module")
def book(root, tmp_path_factory):
    """The identities as the ministry's packets have them, where ``{own}`` is the ministry."""
    text = (root / "params" / "rules" / "identities.yaml").read_text("utf-8")
    path = tmp_path_factory.mktemp("rules") / "identities.yaml"
    path.write_text(text.replace(own_body.OWN, "經濟部"), "utf-8")
    return identities.read(path)


@pytest.fixture(scope="module", params=["moea-6-1", "moea-5-2"])
def built(request, document_of) -> Document:
    """The document of a meeting's packet, before the reconciliation adds to it."""
    folder = request.getfixturevalue({"moea-6-1": "reference", "moea-5-2": "earlier"}[request.param])
    return document_of(folder)
