"""What a fit has seen: its last state, a row of history at each look, a bar while it runs."""

import pandas as pd

from .convergence import CHECK_EVERY

COLUMNS = ("iteration", "KL", "gradient norm", "phase")


def history_row(moment):
    return moment.iteration, moment.kl, moment.gradient_norm, moment.phase


class History:
    """The history of a fit: at the start, at every look, where it turns plain, and at the end.

    KL takes all pairs and costs as much as a step, so not every iteration has one.
    columns, row: what is written down of a moment.
    """

    def __init__(self, columns=COLUMNS, row=history_row):
        self.columns, self.row = columns, row
        self.last, self.rows = None, []

    def append(self, moment):
        turns = self.last is not None and moment.phase != self.last.phase
        self.last = moment
        if turns or moment.iteration % CHECK_EVERY == 0:
            self.rows.append(self.row(moment))

    def consume(self, moments, keep, callback=None):
        """See all moments, or until callback says stop; whatever ends it, keep what was seen."""
        try:
            for moment in moments:
                self.append(moment)
                if callback is not None and callback(moment):
                    break
        finally:
            if self.last is not None:
                keep(self)

    def history(self):
        """A DataFrame, with these columns."""
        rows = list(self.rows)
        if (last := self.row(self.last))[0] != rows[-1][0]:
            rows.append(last)
        return pd.DataFrame(rows, columns=self.columns)


def with_progress_bar(moments, max_iter, verbose, word="KL", number=lambda moment: moment.kl):
    """The same moments, with a progress bar on standard error where one is wanted.

    word, number: what the bar says of a moment at each look, beside its phase.
    """
    if not verbose:
        yield from moments
        return
    from tqdm import tqdm

    with tqdm(total=max_iter, desc="t-SNE") as bar:
        for moment in moments:
            bar.update(moment.iteration - bar.n)
            if moment.iteration % CHECK_EVERY == 0:
                bar.set_postfix({word: f"{number(moment):.3f}", "phase": moment.phase})
            yield moment
