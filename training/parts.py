"""Trains tokenizer, multi-word splitter and lemmatizer with Stanza's own programs.

Run as ``python -m training.parts TRAIN... --dev DEV... --out OUT``.
"""

from __future__ import annotations

import argparse
import tomllib
from pathlib import Path
from typing import Any

from stanza.models import lemmatizer, mwt_expander, tokenizer

from training.treebank import augmented, lemma_sample, read, write_tokenizer_files

OURS = {"capitals", "quotes"}
"""Settings that shape the data; all others are options of Stanza's programs."""


def flags(settings: dict[str, Any], **more: object) -> list[str]:
    """Settings as command-line options."""
    pairs = {**{k: v for k, v in settings.items() if k not in OURS}, **more}
    return [part for key, value in pairs.items() for part in (f"--{key}", str(value))]


def main() -> None:
    """Reads the arguments and trains all three."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("train", type=Path, nargs="+")
    parser.add_argument("--dev", type=Path, nargs="+", required=True)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    settings = tomllib.loads((Path(__file__).parent / "hyperparameters.toml").read_text())
    train = [s for path in args.train for s in read(path)]
    dev = [s for path in args.dev for s in read(path)]
    out = args.out
    out.mkdir(parents=True, exist_ok=True)
    seed = settings["seed"]
    tok, lem = settings["tokenizer"], settings["lemma"]
    extra = augmented(train, seed, tok["capitals"], tok["quotes"])
    write_tokenizer_files(train + extra, out / "train")
    write_tokenizer_files(dev, out / "dev")
    sample = lemma_sample(train + augmented(train, seed + 1, lem["capitals"], lem["quotes"]))
    (out / "words.conllu").write_text("".join(s.conllu() for s in sample), encoding="utf-8")
    common = ["--mode", "train", "--shorthand", "en_ec", "--save_dir", str(out), "--cpu"]
    tokenizer.main(
        [
            *common,
            *flags(
                tok,
                lang="en",
                txt_file=out / "train.txt",
                label_file=out / "train.toklabels",
                mwt_json_file=out / "train.mwt.json",
                dev_txt_file=out / "dev.txt",
                dev_label_file=out / "dev.toklabels",
                dev_conll_gold=out / "dev.conllu",
                save_name="tokenize.pt",
            ),
        ]
    )
    files = {"eval_file": out / "dev.conllu", "train_file": out / "train.conllu"}
    mwt = flags(settings["mwt"], **files, gold_file=out / "dev.conllu", save_name="mwt.pt")
    mwt_expander.main([*common, *mwt])
    files["train_file"] = out / "words.conllu"
    lemmatizer.main([*common, *flags(lem, **files, save_name="lemma.pt")])


if __name__ == "__main__":
    main()
