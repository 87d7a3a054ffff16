"""The document and all that stands on its pages, typed and frozen; its one JSON form, and the one walk through its texts."""
