"""The typesetting child: reads sheets, writes pictures, and is gone after a minute without work.

Run by `bot.cards.press`; typst's memory is given back to the machine when the process ends.
"""

from __future__ import annotations

import json
import select
import sys

from bot.cards.frames import DONE, FAILED, PICTURE, read_frame, write_frame
from bot.cards.typesetting import pictures


def main(idle_seconds: float) -> None:
    """Works off sheets until the pipe is closed or nothing came for so long."""
    source, sink = sys.stdin.buffer, sys.stdout.buffer
    while select.select([source], [], [], idle_seconds)[0]:
        frame = read_frame(source)
        if frame is None:
            return
        try:
            made = pictures(json.loads(frame[1]))
        except Exception as error:  # noqa: BLE001 - whatever it is, the parent is told and the next sheet is set
            write_frame(sink, FAILED, f"{type(error).__name__}: {error}".encode())
            continue
        for picture in made:
            write_frame(sink, PICTURE, picture)
        write_frame(sink, DONE)


if __name__ == "__main__":
    main(float(sys.argv[1]))
