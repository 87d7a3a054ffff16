"""Everything a section notebook will import, imported once in the fork server (see kernels.py)."""

import reportlib.charts
import reportlib.section  # noqa: F401
