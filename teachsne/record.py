"""What a fit has seen: its last state, a row of history at each look, a bar while it runs."""

import pandas as pd

from .phases import LOOK

COLUMNS = ("iteration", "KL", "gradient norm", "phase")


class Record:
    """The history of a fit: at the start, at every look, and at the end, wherever that is.

    KL takes all pairs and costs as much as a step, so not every iteration has one.
    """

    def __init__(self):
        self.last, self.rows = None, []

    def see(self, moment):
        self.last = moment
        if moment.iteration % LOOK == 0:
            self.rows.append(_row(moment))

    def history(self):
        """A DataFrame: iteration, KL, gradient norm, phase."""
        ended = self.last.iteration % LOOK != 0
        return pd.DataFrame([*self.rows, _row(self.last)] if ended else self.rows, columns=COLUMNS)


def _row(moment):
    return moment.iteration, moment.kl, moment.gradient_norm, moment.phase


def shown(moments, max_iter, verbose):
    """The same moments, with a progress bar on standard error where one is wanted."""
    if not verbose:
        yield from moments
        return
    from tqdm import tqdm

    with tqdm(total=max_iter, desc="t-SNE") as bar:
        for moment in moments:
            bar.update(moment.iteration - bar.n)
            if moment.iteration % LOOK == 0:
                bar.set_postfix(KL=f"{moment.kl:.3f}", phase=moment.phase)
            yield moment
