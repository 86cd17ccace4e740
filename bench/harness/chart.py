"""The goals as a picture: how far each ratio lies beyond what was asked."""

from pathlib import Path

import matplotlib

matplotlib.use("svg")
from matplotlib import pyplot  # noqa: E402  (after the choice of the backend)

from .table import goals, number  # noqa: E402

MET, MISSED = "#2a7f62", "#c8553d"


def draw(to: Path, figures: dict) -> None:
    """A bar per goal; 1 is the goal itself, on a logarithmic scale; further right is better. Nothing is a multiple of 0."""
    found = [goal for goal in goals(figures)[::-1] if goal.at_most != 0]
    if not found:
        return
    pyplot.rcParams.update({"svg.fonttype": "none", "svg.hashsalt": "postwall", "font.family": "sans-serif",
                            "font.size": 9})
    figure, axes = pyplot.subplots(figsize=(9, 0.36 * len(found) + 1.1))
    margins = [goal.value / goal.at_least if goal.at_least is not None else goal.at_most / max(goal.value, 1e-9)
               for goal in found]
    axes.barh(range(len(found)), margins, color=[MET if goal.met else MISSED for goal in found], height=0.62)
    axes.set_yticks(range(len(found)), [goal.what for goal in found])
    axes.set_xscale("log", base=2)
    axes.set_xlim(min([0.5, *margins]) / 1.3, max(max(margins) * 1.8, 4))
    axes.set_xticks([0.125, 0.25, 0.5, 1, 2, 4, 8], ["⅛", "¼", "½", "the goal", "2x", "4x", "8x"])
    axes.axvline(1, color="black", linewidth=0.8)
    for at, (goal, margin) in enumerate(zip(found, margins)):
        axes.text(margin * 1.05, at, f"{number(goal.value)} {goal.unit}", va="center", fontsize=8,
                  bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.5})
    axes.spines[["top", "right"]].set_visible(False)
    figure.tight_layout()
    figure.savefig(to, metadata={"Date": None})
    pyplot.close(figure)
