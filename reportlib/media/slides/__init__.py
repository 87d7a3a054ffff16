"""The document as slides, typeset by typst."""
