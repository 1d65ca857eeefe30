"""How sure it is that the first label is right: a logistic regression over the signals of a ranking.

Its coefficients are fitted by `make calibrate` (see `calibrating.py`) and stand in `calibration.toml` beside this file.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from intents.match.ranking import SIGNALS

FILE = Path(__file__).with_name("calibration.toml")


@dataclass(frozen=True, slots=True)
class Calibration:
    """Fitted coefficients, one a signal."""

    bias: float
    weights: tuple[float, ...]

    def probability(self, signals: Sequence[float]) -> float:
        """That the first label is right, 0…1; 0 where there are no signals."""
        if not signals:
            return 0.0
        logit = self.bias + sum(weight * signal for weight, signal in zip(self.weights, signals, strict=True))
        return 1.0 / (1.0 + math.exp(-max(min(logit, 30.0), -30.0)))


@cache
def fitted_calibration() -> Calibration:
    """The coefficients in `calibration.toml`. Raises `ValueError` when they do not fit the signals."""
    stored = tomllib.loads(FILE.read_text(encoding="utf-8"))
    weights = stored["weights"]
    if set(weights) != set(SIGNALS):
        raise ValueError(f"{FILE.name}: the signals have changed; run: make calibrate")
    return Calibration(float(stored["bias"]), tuple(float(weights[name]) for name in SIGNALS))
