"""Do docstrings say what a thing is for? Only decisions/ asks questions."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGES = ("bot", "handlers", "storage", "sandbox", "benchmarks")


def asking(source: str) -> Iterator[int]:
    """Yield the lines of docstrings that end their first line, or all of them, with a question mark."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            words = ast.get_docstring(node) or ""
            if words.partition("\n")[0].endswith("?") or words.endswith("?"):
                yield node.body[0].lineno


@pytest.mark.parametrize("package", PACKAGES)
def test_docstrings_state_and_do_not_ask(package: str) -> None:
    files = sorted(Path(package).rglob("*.py"))

    found = [f"{file}:{line}" for file in files for line in asking(file.read_text(encoding="utf-8"))]

    assert files
    assert found == []


def test_a_question_is_found_wherever_a_docstring_stands() -> None:
    source = '''"""What is it?"""
class Asked:
    """Who is it?

    More words.
    """
    async def ask(self):
        """Say it. Is it so?"""
    def say(self):
        """Why? It says why."""
'''

    assert [*asking(source)] == [1, 3, 8]
