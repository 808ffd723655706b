"""Ask a stranger's kernel for its answers; they come as numbers and words, never as objects.

They come over the channel that `input()` uses, with a word that only we know. The kernel may say
what it likes: it is believed as an answer, and judged elsewhere.
"""

import base64
import json
import pickle
import secrets
import time
from contextlib import suppress

import numpy as np

from .student_kernel import KernelLost

MOST_NUMBERS = 100_000  # in one answer
MOST_ASKED = 4_000  # in one argument of a function that is asked here: it may need n² memory
ONE_CALL, ALL_CALLS = 10, 40  # seconds for the answers, after the cells have run

KERNEL_SNIPPET = '''
import base64, json, pickle
import numpy as np

def say(value):
    """A value in words and numbers."""
    if value is ...:
        return {"gap": 1}
    if callable(value):
        return {"function": 1}
    if value is None or type(value) in (bool, int, float):
        return {"plain": value}
    if isinstance(value, str):
        return {"plain": value[:1000]}
    odd = lambda one: one is ... or callable(one) or isinstance(one, (str, tuple, list, np.ndarray))
    if isinstance(value, (tuple, list)) and len(value) < 100 and any(map(odd, value)):
        return {"items": [say(one) for one in value]}
    array = np.asarray(value, dtype=float)
    if array.size > most:
        raise ValueError(f"an answer of {array.size} numbers")
    return {"shape": array.shape, "numbers": array.ravel().tolist()}

def hear(word):
    """An argument; a function stays where it is, and is asked from here."""
    if "error" in word:
        raise ValueError(word["error"])
    if "function" not in word:
        return pickle.loads(base64.b64decode(word["pickle"]))
    ask = lambda *given: json.dumps([nonce, word["function"], [say(one) for one in given]])
    return lambda *given: hear(json.loads(input(ask(*given))))

try:
    answer = eval(expression, names)
    answer = say(answer if arguments is None else answer(*map(hear, arguments)))
except BaseException as error:
    answer = {"error": [type(error).__name__, str(error)[:200]]}
input(json.dumps([nonce, None, answer]))
'''


class AnswerReader:
    """Questions to a kernel whose cells have run; the clock begins now."""

    def __init__(self, kernel):
        self.kernel, self.until, self.lost = kernel, time.monotonic() + ALL_CALLS, None

    def ask(self, expression, arguments=None):
        """The value of an expression there; of a call of it, if arguments are given."""
        nonce, answer = secrets.token_hex(16), []
        functions = [one for one in arguments or () if callable(one)]
        words = None if arguments is None else [_tell(one, functions) for one in arguments]

        def on_prompt(prompt):
            with suppress(ValueError, TypeError, RecursionError):  # what anybody else says
                known, which, said = json.loads(prompt)
                if known == nonce and which is not None:
                    return json.dumps(self._reply(functions[which], said))
                answer.extend([said] if known == nonce else [])
            return ""

        given = {"nonce": nonce, "most": MOST_NUMBERS, "expression": expression}
        given = repr(given | {"arguments": words})
        call = f"__import__('builtins').exec({KERNEL_SNIPPET!r}, {{'names': globals(), **{given}}})"
        self.kernel.set_limits(min(ONE_CALL, self.until - time.monotonic()))
        try:
            self.kernel.run(call, on_prompt)
            if not answer:
                raise KernelLost("no answer")
        except KernelLost as why:  # for who asks a function, an error among others: so it is kept
            self.lost = why
            raise
        return self._value(answer[0], expression)

    def _reply(self, function, said):
        """A function that was an argument is called here, for the kernel."""
        try:
            given = [self._value(one, most=MOST_ASKED) for one in said]
            return _tell(function(*given), ())
        except Exception as error:
            return {"error": f"{type(error).__name__}: {error}"}

    def _value(self, said, expression=None, most=MOST_NUMBERS):
        """What was said, as numbers; a function becomes one that asks the kernel."""
        if "error" in said:
            name, message = said["error"]
            raise type(str(name), (Exception,), {})(str(message))
        if "gap" in said:
            return ...
        if "function" in said:
            return lambda *arguments: self.ask(expression, arguments)
        if "items" in said:
            return tuple(
                self._value(one, f"({expression})[{i}]") for i, one in enumerate(said["items"])
            )
        if "plain" in said:
            return said["plain"]
        if len(said["numbers"]) > most:
            raise ValueError(f"more than {most} numbers")
        return np.array(said["numbers"], dtype=float).reshape(said["shape"])


def _tell(value, functions):
    if callable(value):
        return {"function": next(i for i, one in enumerate(functions) if one is value)}
    return {"pickle": base64.b64encode(pickle.dumps(value)).decode()}
