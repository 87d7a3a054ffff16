"""The document as one page that works offline."""
