"""Section notebooks: read, checked, and run in kernels."""

import sys
from typing import Any

# Before any module of the room imports nbformat or papermill: jsonschema, which they import, would build a grammar of
# internationalised addresses for an optional check that notebooks do not need, 1.3 of their 1.7 seconds, and patterns and
# languages for two more, a third of what is left of it. It does without where these cannot be imported.
_modules: dict[str, Any] = sys.modules  # None bars an import
for _optional in ("rfc3987_syntax", "rfc3986_validator", "isoduration"):
    _modules.setdefault(_optional, None)
