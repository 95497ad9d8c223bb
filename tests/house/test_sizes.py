"""Files, functions and templates stay small enough to be read in one go."""

from statistics import median

from tests.house import source

LONGEST_FILE = 300
LONGEST_FUNCTION = 40
MEDIAN_FUNCTION = 8
LONGEST_TEMPLATE = 160


def test_a_file_can_be_read_in_one_go() -> None:
    lengths = {source.name(path): source.line_count(path) for path in source.python_files()}
    long = {name: lines for name, lines in lengths.items() if lines > LONGEST_FILE}
    assert long == {}, "make it a package of the same name, one file per subject"


def test_a_function_does_one_thing() -> None:
    long = {
        f"{source.name(path)}:{function.lineno} {function.name}": source.length(function)
        for path in source.python_files()
        for function in source.functions(path)
        if source.length(function) > LONGEST_FUNCTION
    }
    assert long == {}


def test_most_functions_are_a_few_lines() -> None:
    lengths = [source.length(f) for path in source.python_files("returns_app") for f in source.functions(path)]
    assert median(lengths) <= MEDIAN_FUNCTION


def test_a_template_can_be_read_in_one_go() -> None:
    lengths = {source.name(path): source.line_count(path) for path in source.templates()}
    long = {name: lines for name, lines in lengths.items() if lines > LONGEST_TEMPLATE}
    assert long == {}, "move a part into a partial"
