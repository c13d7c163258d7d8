"""Portraits of the definition itself, and of its roles, lists, letters, minutes and rubrics."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from workflow.core.compare.cited import cited
from workflow.core.compare.model import Aspect, Part, Portrait, Said, flag, many, one, plain, portrait
from workflow.core.consequences import paper_title
from workflow.core.definition import Attribute, ChoiceList, Definition, Letter, Minutes, Role
from workflow.core.kinds import MINUTES_PARTS
from workflow.core.words import Text, lower, quoted, same

NAME = Text("Nama", "Name")
_IS = {"anyone": Text("siapa pun", "anybody"), "account": Text("siapa pun yang punya akun", "anybody who has an account")}
_HOLDS = {
    "choice": Text("pilihan", "a choice"),
    "yes_no": Text("ya atau tidak", "yes or no"),
    "text": Text("teks", "a text"),
    "person": Text("orang", "a person"),
}
_SECTIONS = (
    "process", "version", "lists", "tables", "packs", "roles", "letters", "minutes", "machines", "files", "sha256", "replaces", "rubrics",
)  # fmt: skip


def definition(whole: Definition) -> Portrait:
    told = (
        one("title", Text("Judul", "Title"), quoted(whole.title)),
        one("about", Text("Kegunaannya", "What it is for"), whole.about),
        many("basis", Text("Dasar", "Basis"), [cited(source) for source in whole.basis]),
    )
    return portrait(Part.WHOLE, whole, whole.title, told, _SECTIONS, name=whole.process)


def role(whole: Definition, held: Role) -> Portrait:
    told = (
        one("words", NAME, quoted(held.words)),
        many("held_in", Text("Dipegang pada", "Held in"), [plain(lower(whole.machines[n].words), n) for n in held.held_in]),
        one("owner_of", Text("Pemilik", "Owner of"), lower(whole.machines[held.owner_of].words) if held.owner_of else None, held.owner_of),
        one("is", Text("Siapa", "Who"), _IS[held.is_] if held.is_ else None, covers=("is_",)),
        one("among", Text("Dipilih dari", "One of"), *_words(whole, held.among)),
        flag("one", Text("Hanya satu orang", "One person only"), held.one),
        one("appointed_by", Text("Ditunjuk oleh", "Appointed by"), *_words(whole, held.appointed_by)),
        flag("deputies", Text("Punya cadangan menurut urutan", "Has deputies, by order"), held.deputies),
        one(
            "declares",
            Text("Menyatakan benturan kepentingan tentang", "Declares conflicts of interest about"),
            *_machine(whole, held.declares),
        ),
        many(
            "never_with",
            Text("Tidak boleh merangkap", "Never together with"),
            [plain(_words(whole, n)[0] or same(n), n) for n in held.never_with],
        ),
        *(aspect for of in held.attributes.values() for aspect in _attribute(of)),
    )
    return portrait(Part.ROLE, held, held.words, told, ("attributes",))


def _words(whole: Definition, name: str | None) -> tuple[Text | None, object]:
    return (lower(whole.roles[name].words), name) if name is not None and name in whole.roles else (None, None)


def _machine(whole: Definition, name: str | None) -> tuple[Text | None, object]:
    return (lower(whole.machines[name].words), name) if name else (None, None)


def _attribute(of: Attribute) -> Iterator[Aspect]:
    """The values of a named list are told where the list is."""
    words = Text("Keterangan anggota {words}", "Attribute {words} of its holders").fill(words=quoted(of.words))
    yield one(f"attribute {of.name}", words, _HOLDS[of.kind], (of.kind, of.words))
    named = same(of.choices.name) if of.choices and of.choices.name else None
    chosen = Text("Pilihan untuk {words}", "Choices for {words}").fill(words=quoted(of.words))
    yield one(f"attribute {of.name} list", chosen, named)
    yield many(f"attribute {of.name} values", chosen, _values(of.choices) if of.choices and not named else [])


def choice_list(given: ChoiceList) -> Portrait:
    told = (
        many("values", Text("Pilihan", "Choices"), _values(given), "list" if given.ordered else "set", covers=("values", "words")),
        flag("ordered", Text("Berurutan dari yang terendah", "In order, the lowest first"), given.ordered),
    )
    return portrait(Part.LIST, given, same(given.name), told)


def _values(given: ChoiceList) -> list[Said]:
    """A value whose words changed is the same value."""
    worded = [(value, given.words.get(value, same(value))) for value in given.values]
    return [Said(words, (value, words), name=value) for value, words in worded]


def letter(whole: Definition, sent: Letter) -> Portrait:
    told = (
        many("to", Text("Kepada", "To"), [plain(_words(whole, n)[0] or same(n), n) for n in sent.to]),
        flag("hold", Text("Dibaca dahulu sebelum berangkat", "Read before it leaves"), sent.hold),
        *_text(whole, sent.body),
    )
    return portrait(Part.LETTER, sent, paper_title(whole, sent.body), told)


def minutes(whole: Definition, drawn: Minutes) -> Portrait:
    parts = [plain(MINUTES_PARTS.get(name, same(name)), name) for name in drawn.parts]
    told = (many("parts", Text("Bagian", "Parts"), parts, "list"), *_text(whole, drawn.body))
    return portrait(Part.MINUTES, drawn, paper_title(whole, drawn.body), told)


def _text(whole: Definition, body: str) -> Sequence[Aspect]:
    """The name of the file says nothing by itself; that its text changed does."""
    texts = tuple(whole.files.get(f"{body}.{language}.txt", "") for language in ("id", "en"))
    first = one("subject", Text("Judul", "Title"), quoted(paper_title(whole, body)), covers=("body",))
    words = Text("Isi dalam bahasa {language}", "Text in {language}")
    languages = (Text("Indonesia", "Indonesian"), Text("Inggris", "English"))
    contents = [
        Aspect(f"text {n}", words.fill(language=languages[n]), (Said(same(body), text.strip().splitlines()[1:]),), quiet=True)
        for n, text in enumerate(texts)
    ]
    return (first, *contents)


def rubric(name: str, levels: Sequence[tuple[int, Text]]) -> Portrait:
    told = [one(f"level {n}", Text("Tingkat {n}", "Level {n}").fill(n=n), words) for n, words in levels]
    return Portrait(Part.RUBRIC, name, same(name), tuple(told))
