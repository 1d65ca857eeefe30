"""Benchmarks: `make bench` prints their figures. These machines are noisy, so quote ratios."""
