"""What nbval does not see: cells that never ran, outputs that give the author's machine away,
and lessons that only work where they were written."""

import re
import runpy
import socket
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from teachsne.course.lesson_kernel import AsyncManager

HERE = Path(__file__).parent.parent / "tutorials"
LESSONS = sorted(HERE.glob("*.ipynb"))
GUARD = runpy.run_path(str(HERE / "copies.py"))["GUARD"]
NAMES = [path.stem for path in LESSONS]
STEPS = [path for path in LESSONS if path.stem[:2].isdigit()]

PARTS = (
    "**You will**",
    "**Time**",
    "<details>",
    "**Predict.**",
    "## Your turn",
    "exercises.check(",
    "**A misreading to avoid.**",
    "**Other ways.**",
)
FORBIDDEN = {
    "a path of some machine": r"(?:/home/|/root/|/tmp/|/Users/|/work/|[A-Z]:\\\\|site-packages)",
    "an address in memory": r"\bat 0x[0-9a-f]{6,}",
    "a web address": r"https?://",
    "a script": r"<script",
    "a minus zero": r"(?<![\d.])-0\.0*(?![\d])",
    "a bare numpy scalar": r"np\.(?:float|int|bool)",
}
IN_SOURCES = {
    "a path of some machine": FORBIDDEN["a path of some machine"],
    "a web address": r"(?:https?|ftp)://|\bwww\.",
    "a script": r"<(?:script|iframe|object|embed|link|style)\b|javascript:|\bon\w+\s*=\s*[\"']",
    "a shell line": r"(?m)^\s*[!%]|\bget_ipython\b|\bsubprocess\b|\bos\.system\b|\bpopen\b",
    "something that runs text": r"(?<![\w.])(?:exec|eval|compile|__import__)\(",
    "a pickle": r"\bpickle\b|allow_pickle",
    "a file that is written, and stays": r"(?s)\A(?!.*TemporaryDirectory).*(?:"
    r"\bopen\(|\.savefig\(|\.to_csv\(|\.save(?:txt|z)?\(|write_text)",
    "an address of a machine": r"\b\d{1,3}(?:\.\d{1,3}){3}\b",
}
HARDENED = """
import socket as _socket, warnings as _warnings
_warnings.simplefilter("error")
def _cut(*args, **kwargs):
    raise OSError("a lesson must not use the network")
_socket.getaddrinfo = _socket.create_connection = _cut
"""
KEEP_SLIDERS = """
from teachsne import plots as _plots
_boxes, _slide = [], _plots.slide
def _kept(*args, **how):
    _boxes.append(_slide(*args, **how))
    return _boxes[-1]
_plots.slide = _plots.slider.slide = _kept
"""
TURN_SLIDERS = """
for _choice, _screen in (_box.children for _box in _boxes):
    _seen = set()
    for _choice.value in _choice.options:
        _seen.add(_screen.value)
    assert len(_seen) == len(_choice.options) > 2
print(len(_boxes), "turned")
"""


def cells(path, kind="code"):
    return [c for c in nbformat.read(path, as_version=4).cells if c.cell_type == kind]


def texts(cell):
    """Every text that a code cell put out, in whatever form."""
    for output in cell.outputs:
        yield output.get("text", "")
        yield from (v for k, v in output.get("data", {}).items() if k.startswith("text/"))


@pytest.fixture(params=LESSONS, ids=NAMES)
def lesson(request):
    return request.param


def test_every_cell_ran_once_and_in_order(lesson):
    assert [c.execution_count for c in cells(lesson)] == list(range(1, len(cells(lesson)) + 1))


def test_no_cell_failed_or_warned(lesson):
    outputs = [output for c in cells(lesson) for output in c.outputs]
    assert not [o for o in outputs if o.output_type == "error" or o.get("name") == "stderr"]


@pytest.mark.parametrize("what", FORBIDDEN)
def test_outputs_are_free_of(what, lesson):
    found = [t for c in cells(lesson) for t in texts(c) if re.search(FORBIDDEN[what], t)]
    assert not found


@pytest.mark.parametrize("what", IN_SOURCES)
def test_sources_are_free_of(what, lesson):
    notebook = nbformat.read(lesson, as_version=4)
    kinds = ("code",) if what == "a shell line" else ("code", "markdown", "raw")
    sources = [c.source for c in notebook.cells if c.cell_type in kinds]
    assert not [text for text in sources if re.search(IN_SOURCES[what], text)]
    assert not [c for c in notebook.cells if c.get("attachments")]


BAD_SOURCES = {
    "a path of some machine": "read('/home/me/data.csv')",
    "a web address": "see https://example.org",
    "a script": "<script>alert(1)</script>",
    "a shell line": "x = 1\n!pip install teachsne",
    "something that runs text": "exec('x = 1')",
    "a pickle": "np.load(f, allow_pickle=True)",
    "a file that is written, and stays": "figure.savefig('a.png')",
    "an address of a machine": "client = Client('127.0.0.1')",
}


@pytest.mark.parametrize("what", IN_SOURCES)
def test_the_scan_finds(what):
    assert re.search(IN_SOURCES[what], BAD_SOURCES[what])
    assert not re.search(
        IN_SOURCES[what], "assert (ts.student(4) % 5).round(3) == 0.2  # 1/(1 + d²)"
    )


def guesses(path):
    """How many cells only hold a guess: their verdict comes in the next."""
    return sum(bool(re.fullmatch(r"(\w+ = \.\.\..*\n?)+", c.source)) for c in cells(path))


def test_enough_cells_show_something_to_check(lesson):
    shown = [c for c in cells(lesson) if c.outputs]
    assert len(shown) >= 0.6 * (len(cells(lesson)) - guesses(lesson))


def test_metadata_is_the_same_in_all_lessons(lesson):
    notebook = nbformat.read(lesson, as_version=4)
    assert set(notebook.metadata) == {"kernelspec", "language_info"}
    assert notebook.metadata.kernelspec.name == "python3"
    folded = {"tags": ["picture"], "jupyter": {"source_hidden": True}}
    assert all(c.metadata in ({}, folded) for c in notebook.cells)


def test_no_magic_no_shell_no_hidden_output(lesson):
    lines = [line for c in cells(lesson) for line in c.source.splitlines()]
    assert not [line for line in lines if line.startswith(("!", "%")) or line.endswith(";")]


def strange(cells):
    """Sources that reach out: an address, or another program. One cell may, by its exact text."""
    sources = [cell.source for cell in cells]
    if sources and re.fullmatch(re.escape(GUARD).replace(r"\{url\}", r"https://\S+"), sources[0]):
        del sources[0]
    return [s for s in sources if re.search(r"https?://|git\+|subprocess|os\.system", s)]


def test_no_lesson_reaches_out(lesson):
    assert strange(nbformat.read(lesson, as_version=4).cells) == []


def test_the_cell_for_colab_is_the_scans_one_exception_by_exact_text():
    guard = nbformat.v4.new_code_cell(GUARD.format(url="https://example.org/teachsne"))
    other = nbformat.v4.new_code_cell(guard.source.replace("-q", "-qU"))
    assert strange([guard]) == []
    assert strange([guard, guard]) == [guard.source]
    assert strange([other]) == [other.source]


def test_pictures_have_their_words(lesson):
    """Each image carries alt text, and its caption stands under it."""
    outputs = [output for cell in cells(lesson) for output in cell.outputs]
    html = [output.get("data", {}).get("text/html", "") for output in outputs]
    pictures = [i for i, text in enumerate(html) if text.startswith("<img")]
    assert bool(pictures) or not lesson.stem[:2].isdigit()
    assert not any("image/png" in output.get("data", {}) for output in outputs)
    for i in pictures:
        assert len(re.search(r'alt="([^"]+)"', html[i])[1]) > 40
        assert len(outputs[i + 1]["data"]["text/markdown"]) > 20


def test_links_lead_somewhere(lesson):
    text = "\n".join(c.source for c in cells(lesson, "markdown"))
    targets = re.findall(r"\]\(([^)]+)\)", text)
    assert targets
    assert [target for target in targets if not (HERE / target).exists()] == []


@pytest.mark.parametrize("path", STEPS, ids=[p.stem for p in STEPS])
def test_a_lesson_is_short_and_complete(path):
    notebook = nbformat.read(path, as_version=4)
    if path.stem[:2] > "07":  # lessons 00 to 07 have rules of their own, in tests/lessons/
        assert len(notebook.cells) <= 30
        assert max(len(c.source.splitlines()) for c in cells(path)) <= 14
    text = "\n".join(c.source for c in notebook.cells)
    assert [part for part in PARTS if part not in text] == []


@pytest.mark.slow
def test_runs_anywhere_without_network_and_with_warnings_as_errors(lesson, tmp_path):
    """And each slider shows another picture at each of its places."""
    notebook = nbformat.read(lesson, as_version=4)
    sliders = sum(
        len(re.findall(r"plots\.(?:slide|\w+_slider)\(", c.source)) for c in notebook.cells
    )
    notebook.cells.insert(0, nbformat.v4.new_code_cell(HARDENED + KEEP_SLIDERS))
    notebook.cells.append(nbformat.v4.new_code_cell(TURN_SLIDERS))
    how = {"kernel_manager_class": AsyncManager, "kernel_name": "python3"}
    how |= {
        "timeout": 300,
        "startup_timeout": 300,
        "resources": {"metadata": {"path": str(tmp_path)}},
    }
    NotebookClient(notebook, **how).execute()
    assert not list(tmp_path.iterdir())
    assert notebook.cells[-1].outputs[0].text == f"{sliders} turned\n"


def test_the_guard_cuts_the_network():
    names = {}
    kept = socket.getaddrinfo, socket.create_connection
    try:
        exec(HARDENED.replace('_warnings.simplefilter("error")', ""), names)
        with pytest.raises(OSError, match="must not use the network"):
            socket.create_connection(("127.0.0.1", 9))
    finally:
        socket.getaddrinfo, socket.create_connection = kept
