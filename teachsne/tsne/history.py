"""What a fit records: its last state, a row of history every 50 iterations, a progress bar."""

import pandas as pd

from .convergence import CHECK_EVERY

COLUMNS = ("iteration", "KL", "gradient norm", "phase")


def history_row(state):
    return state.iteration, state.kl, state.gradient_norm, state.phase


class History:
    """The history of a fit: at the start, every 50 iterations, at each new phase, and at the end.

    KL sums over all pairs and costs as much as a step, so most iterations do without it.
    columns, row: the columns of the table, and a function that makes a row of a state.
    """

    def __init__(self, columns=COLUMNS, row=history_row):
        self.columns, self.row = columns, row
        self.last, self.rows = None, []

    def append(self, state):
        turns = self.last is not None and state.phase != self.last.phase
        self.last = state
        if turns or state.iteration % CHECK_EVERY == 0:
            self.rows.append(self.row(state))

    def consume(self, states, keep, callback=None):
        """Append the states until they end or callback returns True; then, or on an error, keep."""
        try:
            for state in states:
                self.append(state)
                if callback is not None and callback(state):
                    break
        finally:
            if self.last is not None:
                keep(self)

    def history(self):
        """The rows as a DataFrame; the last state is always among them."""
        rows = list(self.rows)
        if (last := self.row(self.last))[0] != rows[-1][0]:
            rows.append(last)
        return pd.DataFrame(rows, columns=self.columns)


def forget_earlier_fit(estimator, attributes):
    """Delete what an earlier fit has set, so that a fit that fails leaves nothing stale."""
    for name in attributes:
        vars(estimator).pop(name, None)


def with_progress_bar(states, max_iter, verbose, label="KL", value=lambda state: state.kl):
    """The same states, with a progress bar on standard error where one is wanted.

    label, value: what the bar shows of a state every 50 iterations, beside its phase.
    """
    if not verbose:
        yield from states
        return
    from tqdm import tqdm

    with tqdm(total=max_iter, desc="t-SNE") as bar:
        for state in states:
            bar.update(state.iteration - bar.n)
            if state.iteration % CHECK_EVERY == 0:
                bar.set_postfix({label: f"{value(state):.3f}", "phase": state.phase})
            yield state
