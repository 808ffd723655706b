"""Links that open the lessons without installing anything, in the README: what `make links` calls.

The address is project.urls' Repository, on GitHub. Binder reads environment.yml there; Colab
opens the copies of `make colab`, which are to be pushed as the branch `colab`.
"""

import re

from copies import HERE, ROOT, repository

OPENS, CLOSES = "<!-- links -->", "<!-- /links -->"


def section(url, lessons):
    """A table: lesson, Binder, Colab."""
    place = re.fullmatch(r"https://github\.com/([\w.-]+/[\w.-]+)", url)
    if not place:
        raise SystemExit(f"Binder and Colab read GitHub; Repository is {url}")
    binder = f"https://mybinder.org/v2/gh/{place[1]}/HEAD?urlpath=lab/tree/tutorials/"
    colab = f"https://colab.research.google.com/github/{place[1]}/blob/colab/"
    rows = [f"| {name} | [open]({binder}{name}) | [open]({colab}{name}) |" for name in lessons]
    head = ["## Without installing", "", "| lesson | Binder | Colab |", "|---|---|---|"]
    return "\n".join([OPENS, *head, *rows, CLOSES])


def with_links(readme, table):
    """The README with this table; an older one gives way."""
    if OPENS in readme:
        old = f"{re.escape(OPENS)}.*?{re.escape(CLOSES)}"
        return re.sub(old, lambda _: table, readme, flags=re.S)
    return readme.replace("## Without make\n", f"{table}\n\n## Without make\n")


if __name__ == "__main__":
    readme = ROOT / "README.md"
    names = sorted(path.name for path in HERE.glob("*.ipynb"))
    readme.write_text(with_links(readme.read_text(), section(repository(), names)))
    print("README.md has the links; run `make colab` and push dist/colab as the branch colab")
