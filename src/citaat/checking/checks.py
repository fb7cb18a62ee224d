"""Proving a corpus: its articles, lexicon, settings and caveat rules, every fault with its line."""

import gzip
import hashlib
import json
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from citaat.caveats import book as caveat_source
from citaat.caveats.records import RuleBook
from citaat.checking import lexicon as lexicon_checks
from citaat.checking import phrases, reading
from citaat.checking.general import dutch, general
from citaat.checking.reading import ReadCounts, counts
from citaat.corpus import articles as corpus
from citaat.corpus import concepts as knowledge
from citaat.corpus.beside.askings import LEXICON, placed
from citaat.corpus.beside.settings import read_settings
from citaat.corpus.files import checked_word_files, survey
from citaat.corpus.front_matter import body as split_off
from citaat.corpus.front_matter import draft_key
from citaat.corpus.passages import article_passages, record_passage
from citaat.corpus.toml_lines import TomlLines, toml_fault
from citaat.dutch import words as wordlists
from citaat.dutch.analysis import Analyser
from citaat.dutch.building import BuildAnalyser
from citaat.errors import CitaatError, CorpusError
from citaat.findings import Finding
from citaat.limits import line_limit
from citaat.outcome.shown import readable
from citaat.records import Article, Passage
from citaat.terminal import printable

_RECORD = 'write {"_id": "…", "title": "…", "text": "…"}'
_ENCODING = "is not valid UTF-8", "save it as UTF-8"
_TOML_LINE = re.compile(r"line (\d+)")


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found wrong, what was read, and what a further check (of gold questions) needs of this corpus.

    `notices` are worth a look and no faults: what is not read, not used or not shown whole. `askings` are those of the lexicon's aliases and gaps; `book` is None without usable rules.
    """

    findings: tuple[Finding, ...]
    notices: tuple[Finding, ...]
    read: ReadCounts
    articles: Mapping[str, Article]
    analyser: Analyser
    askings: tuple[str, ...]
    book: RuleBook | None


def check_corpus(root: Path) -> Checked:
    """Check everything at `root`. Raises CorpusError only when there is nothing there at all."""
    if not root.exists():
        raise CorpusError("there is no such corpus", file=str(root), fix="check the path given to --corpus")
    base = root if root.is_dir() else root.parent
    articles, passages, found, notices, left = _read(root)
    words, unreadable = checked_word_files(base)
    found += [_as_finding("file-unreadable", error, 0) for error in unreadable]
    raw, lines, broken = _lexicon(base / LEXICON, words)
    entries = lexicon_checks.entries(raw)
    analyser = _analyser(passages, entries)
    faults = broken + lexicon_checks.check(raw, lines, str(base / LEXICON), passages, analyser)
    found += faults
    found += _settings(base / "settings.toml") if base / "settings.toml" in words else []
    book, wrong = _rules(base / "caveats.toml", articles, analyser, words)
    asked = placed(entries, lines, str(base / LEXICON))
    # Among entries that cannot be read the lines of the others are not sure.
    notices += [] if faults else phrases.common(asked, passages, analyser)
    asks = tuple(one.ask for one in asked)
    read = counts(len(articles), passages, left)
    return Checked((*found, *wrong), tuple(notices), read, articles, analyser, asks, book)


def _read(
    root: Path,
) -> tuple[dict[str, Article], list[Passage], list[Finding], list[Finding], int]:
    """The usable articles, their passages, what is wrong with the others, notices, and how many files are left out."""
    single = corpus.passage_file(root)
    found: list[Finding] = []
    if single is not None:
        records = {article.id: article for article in _records(single, found)}
        return records, [record_passage(one, frozenset()) for one in records.values()], found, [], 0
    seen = survey(root)
    remarks = reading.left_out(seen.left_out)
    articles, passages = dict[str, Article](), list[Passage]()
    for file in seen.articles:
        for article, own in _article(file, root, found, remarks):
            articles[article.id] = article
            passages += own
    if not (articles or found):
        what = "the corpus holds no articles"
        found.append(Finding("corpus-empty", str(root), 0, what, "put Markdown files (*.md) in it"))
    drafts = sum(one.code == reading.DRAFT for one in remarks)
    return articles, passages, found, remarks, len(seen.left_out) + drafts


def _article(
    file: Path, root: Path, found: list[Finding], remarks: list[Finding]
) -> Iterator[tuple[Article, list[Passage]]]:
    """The article with its passages, if it can be used; what is wrong with it is added to `found`."""
    try:
        raw = corpus.article_bytes(file)
        text = raw.decode("utf-8")
        body = split_off(text, str(file))
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        found.append(Finding("article-encoding", str(file), line, *_ENCODING))
        return
    except CitaatError as error:
        code = "article-front-matter" if "front matter" in error.what else "article-unreadable"
        found.append(_as_finding(code, error, _matter_line(error)))
        return
    if draft_key(body.matter):
        remarks.append(reading.draft(text, str(file), body))
        return
    article = corpus.made_article(text, hashlib.sha256(raw).hexdigest(), file.relative_to(root), body.matter)
    passages = article_passages(article, frozenset())
    if not passages:
        line = text[: body.start].count("\n")
        what = "the article holds no text"
        found.append(Finding("article-empty", str(file), line, what, "write it, or remove the file"))
    found += _unprintable(text, str(file))
    found += reading.faults(article, str(file), body.start)
    remarks += reading.notices(article, str(file), body, passages)
    yield article, passages


def _matter_line(error: CitaatError) -> int:
    """The line in the file: front matter that is not TOML is numbered from its opening fence."""
    inner = _TOML_LINE.search(error.what)
    return int(inner.group(1)) if inner else error.line or 1


def _unprintable(text: str, file: str) -> Iterator[Finding]:
    for number, line in enumerate(text.split("\n"), 1):
        # What is dropped from display (a soft hyphen) hides nothing.
        bad = [char for char in line.removesuffix("\r") if printable(char) not in (char, "")]
        if bad:
            what = f"holds the control character U+{ord(bad[0]):04X}, which is never shown"
            yield Finding("article-control", file, number, what, "remove it")


def _records(file: Path, found: list[Finding]) -> Iterator[Article]:
    """The usable records of a passage file, by the same rules as `corpus.read_passage_file`."""
    seen: set[str] = set()
    for number, line in _lines(file, found):
        wrong = _wrong_record(line, seen)
        if wrong:
            found.append(Finding("record-wrong", str(file), number, wrong, _RECORD))
            continue
        record = json.loads(line)
        key, text = record["_id"], record["text"]
        seen.add(key)
        digest = hashlib.sha256(text.encode("utf-8")).hexdigest()
        yield Article(key, record.get("title", ""), f"{file.name}#{key}", text, digest)
    if not seen:
        what = "the corpus holds no passages"
        found.append(Finding("corpus-empty", str(file), 0, what, "add one JSON object a line"))


def _lines(file: Path, found: list[Finding]) -> Iterator[tuple[int, str]]:
    most = line_limit()
    try:
        with gzip.open(file, "rb") if file.suffix == ".gz" else file.open("rb") as stream:
            # A letter has four bytes at most.
            for number, raw in enumerate(iter(lambda: stream.readline(4 * most + 1), b""), 1):
                if len(raw) > most and len(raw.decode(errors="ignore")) > most:
                    what, fix = (
                        f"is longer than {most // 1_000_000} MB",
                        "split it, or set CITAAT_MAX_LINE_MB",
                    )
                    found.append(Finding("record-long", str(file), number, what, fix))
                    return
                try:
                    line = raw.decode("utf-8-sig" if number == 1 else "utf-8")
                except UnicodeDecodeError:
                    found.append(Finding("record-encoding", str(file), number, *_ENCODING))
                    continue
                if line.strip():
                    yield number, line
    except (OSError, EOFError) as error:
        what = f"cannot be read ({error})"
        found.append(Finding("corpus-unreadable", str(file), 0, what, "check the file"))


def _wrong_record(line: str, seen: set[str]) -> str:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError) as error:
        return f"is not JSON ({error})"
    keys = ("_id", "title", "text")
    if not isinstance(record, dict) or not all(isinstance(record.get(key, ""), str) for key in keys):
        return "is not a passage"
    if not record.get("_id") or "text" not in record:
        return "has no _id or no text"
    if not corpus.is_text("".join(record.get(key, "") for key in keys)):
        return corpus.HALF
    if record["_id"] in seen:
        return f"_id {record['_id']!r} occurs twice"
    return "" if record["text"].strip() else f"the text of {record['_id']!r} is empty"


def _lexicon(path: Path, words: Sequence[Path]) -> tuple[dict[str, object], TomlLines, list[Finding]]:
    """The lexicon as plain data with its lines; empty when there is none or it is not TOML."""
    empty = TomlLines("")
    if path not in words:
        return {}, empty, []
    text = ""
    try:
        # tomllib reads a line break as \n, and so do the line numbers.
        text = path.read_text(encoding="utf-8")
        return tomllib.loads(text), TomlLines(text), []
    except UnicodeDecodeError as error:
        return (
            {},
            empty,
            [Finding("lexicon-toml", str(path), 0, f"is not TOML ({error})", "correct that line")],
        )
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        what, line, fix = toml_fault(text, error)
        return {}, empty, [Finding("lexicon-toml", str(path), line, what, fix)]


def _analyser(passages: Sequence[Passage], entries: wordlists.Lexicon) -> Analyser:
    """The analyser that an index of these passages and words would have."""
    lemmas, words = general().lemmas, knowledge.analyser_words(dutch(), entries)
    texts = [
        f"{passage.title}\n{passage.heading}\n{readable(passage.text, passage.source)}"
        for passage in passages
    ]
    texts.extend(knowledge.listed_words(knowledge.own_entries(entries)))
    texts.extend(ask for alias in entries.aliases for ask in alias.asks)
    plain = BuildAnalyser(lemmas, words, frozenset())
    own = frozenset(token.lemma for text in texts for token in plain.tokens(text))
    return BuildAnalyser(lemmas, words, general().listed | own)


def _settings(path: Path) -> list[Finding]:
    try:
        read_settings(path)
    except CitaatError as error:
        return [_as_finding("settings-wrong", error, error.line or 0)]
    return []


def _rules(
    path: Path, articles: Mapping[str, Article], analyser: Analyser, words: Sequence[Path]
) -> tuple[RuleBook | None, list[Finding]]:
    """The corpus' own caveat rules and what is wrong with them; those of the package prove themselves."""
    if path not in words:
        return None, []
    book, faults = caveat_source.read(str(path))
    if book is None or faults:
        return None, [_as_finding("rules-wrong", fault, fault.line or 0) for fault in faults]
    return book, caveat_source.check(book, articles, analyser, lemmas=general().lemmas)


def _as_finding(code: str, error: CitaatError, line: int) -> Finding:
    return Finding(code, error.file or "", line, error.what, error.fix)
