"""How packets look: the templates, styles and scripts of page, PDF and slides, in one folder."""

from pathlib import Path

FOLDER = Path(__file__).parent
