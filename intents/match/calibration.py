"""How sure it is that the first label is right, or one of the first four: logistic regressions over the signals.

Their coefficients are fitted by `make calibrate` (see `calibrating.py`) and stand in `calibration.toml` beside it.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from operator import mul
from pathlib import Path

from intents.match.ranking import SIGNALS

FILE = Path(__file__).with_name("calibration.toml")


@dataclass(frozen=True, slots=True)
class Calibration:
    """Fitted coefficients, one a signal."""

    bias: float
    weights: tuple[float, ...]

    def probability(self, signals: Sequence[float]) -> float:
        """Of what it was fitted to, 0…1; 0 where there are no signals."""
        if not signals:
            return 0.0
        logit = self.bias + sum(map(mul, self.weights, signals))
        return 1.0 / (1.0 + math.exp(-max(min(logit, 30.0), -30.0)))


@dataclass(frozen=True, slots=True)
class Calibrations:
    """What is judged of a ranking."""

    first: Calibration
    """That the first label is right."""
    among: Calibration
    """That the right label is among the first four."""


@cache
def fitted_calibrations() -> Calibrations:
    """The coefficients in `calibration.toml`. Raises `ValueError` when they do not fit the signals."""
    stored = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return Calibrations(*(_calibration(stored[name]) for name in ("first", "among")))


def _calibration(stored: Mapping[str, float]) -> Calibration:
    if set(stored) != {"bias", *SIGNALS}:
        raise ValueError(f"{FILE.name}: the signals have changed; run: make calibrate")
    return Calibration(float(stored["bias"]), tuple(float(stored[name]) for name in SIGNALS))
