"""The probability of being right is fitted to what came true."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest

from intents.match import calibration
from intents.match.calibrating import OUTSIDE_SHARE, Case, fit, report, weights, write
from intents.match.calibration import Calibration, Calibrations, fitted_calibrations
from intents.match.example import OUTSIDE
from intents.match.ranking import SIGNALS

SLOPE, BIAS = 3.0, -1.0


def cases(count: int = 6000) -> tuple[list[Case], list[bool]]:
    """Cases with two signals, the first of which decides by a known logistic curve; a quarter is out of scope."""
    draw = np.random.default_rng(1)
    made: list[Case] = []
    true: list[bool] = []
    for number in range(count):
        signal, noise = float(draw.normal()), float(draw.normal())
        label = OUTSIDE if number % 4 == 0 else "a"
        made.append(Case(label, ("a",), (signal, noise), plain=True))
        true.append(bool(draw.random() < 1 / (1 + math.exp(-(BIAS + SLOPE * signal)))))
    return made, true


def test_a_known_curve_is_recovered() -> None:
    found = fit(*cases())
    assert found.bias == pytest.approx(BIAS, abs=0.25)
    assert found.weights == pytest.approx((SLOPE, 0.0), abs=0.25)


def test_what_is_out_of_scope_counts_for_its_share_however_much_of_it_there_is() -> None:
    seen = [Case(OUTSIDE, ("a",), (0.0,), True)] * 5 + [Case("a", ("a",), (1.0,), True)] * 30
    weight = weights(seen)
    assert weight[:5].sum() / weight.sum() == pytest.approx(OUTSIDE_SHARE)


def test_a_case_is_right_when_its_own_label_is_first_and_never_out_of_scope() -> None:
    assert Case("a", ("a", "b"), (), True).right
    assert not Case("b", ("a", "b"), (), True).right
    assert Case("b", ("a", "b"), (), True).among
    assert not Case(OUTSIDE, ("a",), (), True).right


def test_a_probability_grows_with_its_signals_and_stays_between_0_and_1() -> None:
    one = Calibration(0.0, (1000.0,))
    assert 0.0 <= one.probability((-9.0,)) < one.probability((0.0,)) == 0.5 < one.probability((9.0,)) <= 1.0


def test_without_signals_the_probability_is_0() -> None:
    assert Calibration(5.0, (1.0,)).probability(()) == 0.0


def test_the_report_names_cases_reliability_and_thresholds() -> None:
    seen, _ = cases(400)
    said = "\n".join(report(seen, Calibration(0.0, (1.0, 0.0))))
    assert "400 cases" in said
    assert "probability said" in said
    assert "0.95" in said


def test_what_is_written_is_what_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "calibration.toml"
    first, among = (Calibration(bias, tuple(float(at) for at in range(len(SIGNALS)))) for bias in (0.5, -0.5))
    write(Calibrations(first, among), file)
    monkeypatch.setattr(calibration, "FILE", file)
    assert fitted_calibrations.__wrapped__() == Calibrations(first, among)


def test_coefficients_of_other_signals_are_refused_with_the_remedy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "calibration.toml"
    file.write_text("[first]\nbias = 1\nkhac = 2\n[among]\nbias = 1\n", encoding="utf-8")
    monkeypatch.setattr(calibration, "FILE", file)
    with pytest.raises(ValueError, match="make calibrate"):
        fitted_calibrations.__wrapped__()
