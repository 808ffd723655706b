"""The data: found in a checkout and in an installed package, and never the caller's to change."""

from hashlib import sha256
from zipfile import ZipFile

import numpy as np
import pandas as pd
import pytest
from sklearn.datasets import load_iris

import teachsne as ts
from teachsne.datasets import files


def test_the_five_points_are_named_A_to_E():
    assert list(ts.five_points().index) == list("ABCDE")
    assert ts.five_points().shape == (5, 3)


def test_a_table_belongs_to_its_reader():
    mine = ts.five_points()
    mine.loc["A"] = 0
    assert ts.five_points().loc["A", "x"] == 1.0


def test_iris_is_scikit_learns_iris():
    ours, theirs = files.read("iris"), load_iris()
    assert (ours.iloc[:, :4].to_numpy() == theirs.data).all()
    assert (ours.species == theirs.target_names[theirs.target]).all()


@pytest.mark.parametrize("path", sorted(files.folder().glob("*.csv")), ids=lambda p: p.stem)
def test_every_table_reads_without_gaps(path):
    assert not files.read(path.stem).isna().any(axis=None)


def test_every_file_has_the_sum_that_is_written_down():
    lines = (files.folder() / "SHA256SUMS").read_text().splitlines()
    written = {name: digest for digest, name in (line.split() for line in lines)}
    present = {p.name for p in files.folder().iterdir()} - {"README.md", "SHA256SUMS"}
    assert set(written) == present
    for name, digest in written.items():
        assert sha256((files.folder() / name).read_bytes()).hexdigest() == digest, name


def test_arrays_are_read_without_pickle(tmp_path, monkeypatch):
    np.savez(tmp_path / "wrapped.npz", X=np.array([{"a": 1}], dtype=object))
    monkeypatch.setattr(files, "folder", lambda: tmp_path)
    with pytest.raises(ValueError, match="allow_pickle=False"):
        files.read_arrays("wrapped")


def test_arrays_that_say_they_are_huge_are_not_read(tmp_path, monkeypatch):
    monkeypatch.setattr(files, "folder", lambda: tmp_path)
    with ZipFile(tmp_path / "bomb.npz", "w") as archive, archive.open("X.npy", "w") as file:
        header = {"descr": "<f8", "fortran_order": False, "shape": (10**12,)}
        np.lib.format.write_array_header_1_0(file, header)
    with pytest.raises(ValueError, match=r"bomb\.npz says that it holds 8000000 MB"):
        files.read_arrays("bomb")


def test_an_installed_package_finds_its_own_copy(tmp_path, monkeypatch):
    (tmp_path / "teachsne" / "data").mkdir(parents=True)
    monkeypatch.setattr(files, "__file__", str(tmp_path / "teachsne" / "datasets" / "files.py"))
    files.folder.cache_clear()
    try:
        assert files.folder() == (tmp_path / "teachsne" / "data").resolve()
    finally:
        monkeypatch.undo()
        files.folder.cache_clear()
    assert isinstance(ts.five_points(), pd.DataFrame)
