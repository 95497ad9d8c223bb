"""Translations: --update brings .po files up to the code, --check says what is missing, --compile makes .mo files."""

import re
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from babel import Locale
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from tools.steps import ROOT

LANGUAGES = ("nl", "fr", "ar")
KEYWORDS: dict[str, tuple[int, ...] | None] = {
    "_": None,
    "_l": None,
    "N_": None,
    "gettext": None,
    "lazy_gettext": None,
    "ngettext": (1, 2),
    "lazy_ngettext": (1, 2),
}
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]")
BARE = re.compile(r"%(?!\(\w+\)[sd]|%)")  # a template that shows it would break


def po_file(language: str) -> Path:
    """Where the translations of one language stand."""
    return ROOT / "returns_app" / "web" / "translations" / language / "LC_MESSAGES" / "messages.po"


def extract() -> Catalog:
    """Every sentence the code and the templates can show."""
    with (ROOT / "babel.cfg").open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file)  # type: ignore[no-untyped-call]
    fresh = Catalog(project="Returns", charset="utf-8")
    found = extract_from_dir(ROOT, methods, options, keywords=KEYWORDS, comment_tags=("Translators:",))
    for path, _line, message, comments, context in found:
        # Line numbers are left out: they would change every file with every edit.
        fresh.add(message, None, [(path, 0)], auto_comments=comments, context=context)
    return fresh


def read(language: str) -> Catalog:
    """The translations of one language, or an empty catalogue to begin with."""
    path = po_file(language)
    if not path.exists():
        return _beginning(language)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def _beginning(language: str) -> Catalog:
    name = Locale(language).english_name
    return Catalog(
        locale=language,
        project="Returns",
        version="0.1",
        header_comment=f"# Returns in {name}.",
        msgid_bugs_address="see README.md",
        last_translator="Returns",
        language_team=name,
        revision_date=datetime.now(UTC),
        charset="utf-8",
        fuzzy=False,
    )


def faults(fresh: Catalog, translated: Catalog) -> Iterator[str]:
    """What a reader of this language would miss, one sentence each."""
    for message in fresh:
        if message.id:
            yield from (f"{fault}: {_first(message.id)!r}" for fault in _faults_of(message, translated))


def _faults_of(message: Message, translated: Catalog) -> Iterator[str]:
    found = translated.get(message.id, message.context)
    strings = _forms(found.string) if found else ()
    if found is None or not strings or not all(strings):
        yield "not translated"
    elif found.fuzzy:
        yield "only guessed (fuzzy)"
    elif not _placeholders_fit(message, strings, translated.num_plurals):
        yield "placeholders or plural forms differ"
    elif any(BARE.search(string) for string in strings):
        yield "a bare percent sign"


def _placeholders_fit(message: Message, strings: Sequence[str], plurals: int) -> bool:
    """Equal for one form; a plural form may leave the number out ("one day")."""
    wanted = {name for form in _forms(message.id) for name in PLACEHOLDER.findall(form)}
    used = [set(PLACEHOLDER.findall(form)) for form in strings]
    if isinstance(message.id, str):
        return used == [wanted]
    return len(used) == plurals and all(names <= wanted for names in used) and wanted in used


def _forms(text: str | Sequence[str] | None) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text or ())


def _first(text: str | Sequence[str]) -> str:
    return _forms(text)[0]


def check() -> list[str]:
    """Every fault of every language."""
    fresh = extract()
    return [f"{language}: {fault}" for language in LANGUAGES for fault in faults(fresh, read(language))]


def update() -> None:
    """Add new sentences to every .po file, and take those away that nothing shows any more."""
    fresh = extract()
    for language in LANGUAGES:
        catalogue = read(language)
        made_at = catalogue.creation_date
        catalogue.update(fresh, no_fuzzy_matching=True)
        catalogue.creation_date = made_at  # else every run changes every file
        po_file(language).parent.mkdir(parents=True, exist_ok=True)
        with po_file(language).open("wb") as file:
            write_po(file, catalogue, width=120, sort_output=True, ignore_obsolete=True, include_lineno=False)
        print(f"{language}: {sum(1 for _ in faults(fresh, catalogue))} of {len(fresh)} still to translate")


def compile_all() -> None:
    """Make the .mo files the application reads."""
    for language in LANGUAGES:
        if po_file(language).exists():
            with po_file(language).with_suffix(".mo").open("wb") as file:
                write_mo(file, read(language))


def _check_openly() -> int:
    found = check()
    for line in found:
        print(line)
    return 1 if found else 0


def main(arguments: Sequence[str]) -> int:
    """Do what the one argument says."""
    verbs: dict[str, Callable[[], int | None]] = {
        "--check": _check_openly,
        "--compile": compile_all,
        "--update": update,
    }
    if len(arguments) != 1 or arguments[0] not in verbs:
        print("python -m tools.translations", " | ".join(verbs), file=sys.stderr)
        return 2
    return verbs[arguments[0]]() or 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
