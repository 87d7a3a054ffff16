"""The document as an A4 PDF, typeset by typst."""
