"""All benchmarks in one run."""

from __future__ import annotations

from bench import answering, matching, process, safety

if __name__ == "__main__":
    matching.main()
    safety.main()
    process.main()
    answering.main()
