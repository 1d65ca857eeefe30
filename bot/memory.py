"""What the garbage collector need not look at."""

from __future__ import annotations

import gc


def settle_memory() -> None:
    """Takes what is there now, content and matcher above all, out of the garbage collector's rounds, which cost a
    quarter of every answer otherwise. To be called again once other content is served."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 20)
