"""All benchmarks in one run."""

from __future__ import annotations

from bench import answering, matching, process

if __name__ == "__main__":
    matching.main()
    process.main()
    answering.main()
