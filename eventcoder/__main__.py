"""``python -m eventcoder``: the same as the command ``eventcoder``."""

from eventcoder.cli import main

main(prog_name="eventcoder")
