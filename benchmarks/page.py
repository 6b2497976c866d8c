"""One HTML page of a run: inline SVG, no script, no network."""

from __future__ import annotations

from html import escape
from typing import Any

WIDTH, ROW = 420, 22
HEAD = """<!doctype html><html lang="en"><meta charset="utf-8"><title>eventcoder benchmark</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><style>
:root{color-scheme:light dark;--ink:#1d2733;--paper:#fff;--bar:#3d74a6;--line:#c9d3dc;--soft:#667}
@media(prefers-color-scheme:dark){:root{--ink:#dde4ea;--paper:#151a20;--bar:#6fa6d6;--line:#39434d;
--soft:#98a4b0}}
body{font:15px/1.45 system-ui,sans-serif;color:var(--ink);
background:var(--paper);max-width:62rem;
margin:2rem auto;padding:0 1rem}
h2{margin-top:2.5rem;border-bottom:1px solid var(--line)}table{border-collapse:collapse}
td,th{padding:.15rem .7rem .15rem 0;text-align:left;
font-variant-numeric:tabular-nums}
svg text{fill:var(--ink);font:13px system-ui,sans-serif}svg .bar{fill:var(--bar)}
svg .track{fill:var(--line);opacity:.45}
svg line{stroke:var(--ink);stroke-width:1.5}.soft{color:var(--soft)}pre{white-space:pre-wrap;font-size:12px}
.up{color:#1c7c3c}.down{color:#b3372f}.scroll{overflow-x:auto}</style>
"""
MAIN = {
    "found": {
        "dyad.recall": "dyad found",
        "root.right": "root right",
        "root.macro_f1": "root macro-F1",
        "base.right": "base code right",
        "full.right": "full code right",
        "quad.right": "quad class right",
        "events.root.precision": "events right (root)",
        "source.f1": "source F1",
        "target.f1": "target F1",
        "actor.country_right": "country of actor right",
        "date_right": "told date right",
    },
    "given": {
        "root.right": "root right",
        "root.macro_f1": "root macro-F1",
        "full.right": "full code right",
    },
}
TITLES = {"found": "Actors to be found", "given": "Actors given"}


def render(run: dict[str, Any], before: dict[str, Any] | None) -> str:
    """The page."""
    parts = [HEAD, "<h1>eventcoder benchmark</h1>", _about(run, before)]
    for name, result in run["sets"].items():
        old = (before or {}).get("sets", {}).get(name, {})
        parts.append(f"<h2 id='{name}'>{escape(name)}</h2>")
        if "skipped" in result:
            parts.append(f"<p class='soft'>Skipped: {escape(result['skipped'])}</p>")
        else:
            parts.append(_set(name, result, old))
    return "\n".join(parts) + "\n</html>\n"


def _about(run: dict[str, Any], before: dict[str, Any] | None) -> str:
    speed = run.get("speed", {})
    told = "".join(
        f"<tr><td>{escape(k)}</td><td>{escape(str(v))}</td></tr>" for k, v in speed.items()
    )
    against = f"; changes against the run of {escape(before['when'])}" if before else ""
    return (
        f"<p>{escape(run['when'])}, eventcoder {escape(run['version'])}, dictionary "
        f"{escape(run['dictionary'][:12])}{against}. Thin lines are 95 % bootstrap intervals over "
        f"documents.</p><table>{told}</table>"
    )


def _set(name: str, result: dict[str, Any], old: dict[str, Any]) -> str:
    parts = []
    for way, title in TITLES.items():
        if way not in result:
            continue
        report = result[way]
        bound = "" if report["complete"] else "; events right is a lower bound"
        parts.append(
            f"<h3>{title}</h3><p class='soft'>{report['sentences']} sentences, "
            f"{report['dyads']} marked dyads, {report['events']} coded events{bound}</p>"
        )
        figures = {t: report["figures"][k] for k, t in MAIN[way].items() if k in report["figures"]}
        olds = old.get(way, {}).get("figures", {})
        was = {t: olds[k]["value"] for k, t in MAIN[way].items() if k in olds}
        parts.append(bars(figures, was))
        classes = {
            f"{root} ({c['meant']})": {"value": c["f1"], "low": c["f1"], "high": c["f1"]}
            for root, c in report["by_class"].items()
        }
        parts.append(f"<details><summary>F1 by root</summary>{bars(classes, {})}</details>")
    parts.append(_misses(name, result))
    return "\n".join(parts)


def bars(figures: dict[str, dict[str, float]], was: dict[str, float]) -> str:
    """Horizontal bars of shares, with intervals and the change since the last run."""
    height = ROW * len(figures) + 4
    label, change = 190, 120
    out = [
        f"<div class='scroll'><svg width='{label + WIDTH + change}' height='{height}' role='img'>"
    ]
    for place, (name, f) in enumerate(figures.items()):
        y = place * ROW + 4
        x0, x, low, high = (label + WIDTH * v for v in (0, f["value"], f["low"], f["high"]))
        out.append(f"<text x='0' y='{y + 13}'>{escape(name)}</text>")
        out.append(f"<rect class='track' x='{x0}' y='{y}' width='{WIDTH}' height='16'/>")
        out.append(f"<rect class='bar' x='{x0}' y='{y}' width='{x - x0:.1f}' height='16'/>")
        if low < high:
            out.append(f"<line x1='{low:.1f}' x2='{high:.1f}' y1='{y + 8}' y2='{y + 8}'/>")
        delta = f"  {100 * (f['value'] - was[name]):+.1f}" if name in was else ""
        out.append(
            f"<text x='{label + WIDTH + 8}' y='{y + 13}'>{100 * f['value']:.1f} %{delta}</text>"
        )
    return "".join(out) + "</svg></div>"


def _misses(name: str, result: dict[str, Any]) -> str:
    rows = []
    for stage, families in result.get("misses", {}).items():
        top = ", ".join(f"{escape(f)} {n}" for f, n in list(families.items())[:6])
        rows.append(
            f"<tr><td>{escape(stage)}</td><td>{sum(families.values())}</td><td>{top}</td></tr>"
        )
    if not rows:
        return ""
    parts = [
        "<h3>Misses by stage</h3><table><tr><th>stage<th>dyads<th>families</tr>",
        *rows,
        "</table>",
    ]
    examples = result.get("examples", [])
    if not examples:
        parts.append("<p class='soft'>Sentences of this set are scored, never shown.</p>")
    links, whys = [], []
    for place, miss in enumerate(examples):
        anchor = f"{name}-{place}"
        said = escape(miss["said"] or "nothing")
        links.append(
            f"<li>{escape(miss['stage'])}: <a href='#{anchor}'>{escape(miss['text'])}</a> "
            f"<span class='soft'>meant {escape(miss['meant'])}, said {said}</span></li>"
        )
        whys.append(
            f"<details id='{anchor}'><summary>{escape(miss['id'])}</summary>"
            f"<pre>{escape(miss['why'])}</pre></details>"
        )
    if links:
        parts.append(
            f"<details><summary>Examples and their explanations</summary><ul>{''.join(links)}</ul>"
        )
        parts.append("".join(whys) + "</details>")
    return "\n".join(parts)
