"""Puts the trained parts together as a model folder.

Run as ``python -m training.finish JOINT TOKENIZER.pt MWT.pt LEMMA.pt OUT``; JOINT is what
``training.joint`` or ``training.heads`` wrote.
"""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path

import torch

from training.setup import plain_lemmas, without_words


def main() -> None:
    """Reads the arguments and writes the folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("joint", "tokenizer", "mwt", "lemma", "out"):
        parser.add_argument(name, type=Path)
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    shutil.copytree(args.joint / "encoder", args.out / "encoder", dirs_exist_ok=True)
    shutil.copyfile(args.joint / "pos.pt", args.out / "pos.pt")
    shutil.copyfile(args.tokenizer, args.out / "tokenize.pt")
    shutil.copyfile(args.mwt, args.out / "mwt.pt")
    saved = torch.load(args.joint / "depparse.pt", map_location="cpu", weights_only=True)
    saved["vocab"] = without_words(saved["vocab"])
    torch.save(saved, args.out / "depparse.pt", _use_new_zipfile_serialization=False)
    plain_lemmas(args.lemma, args.out / "lemma.pt")
    (args.out / "resources.json").write_text("{}\n")


if __name__ == "__main__":
    main()
