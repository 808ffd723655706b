"""Warnings that point to the caller's own line, however deep in the package they arise.

Python shows a warning once for each line that it is laid to. Laid to a line of this package,
the second of two fits would stay silent, and nobody would know which of them it was.
"""

import sys
import warnings
from itertools import count

PASSED_OVER = ("teachsne", "sklearn", "joblib")  # whose frames stand between caller and cause


def warn_user(message, category=UserWarning):
    """Warn, at the innermost line that belongs to none of these packages."""
    warnings.warn(message, category, stacklevel=_callers_level())


def _callers_level():
    """As `stacklevel` counts, seen from `warn_user`."""
    frame = sys._getframe(2)  # who called warn_user
    for level in count(2):
        package = frame.f_globals.get("__name__", "").partition(".")[0]
        if package not in PASSED_OVER or frame.f_back is None:
            return level
        frame = frame.f_back
