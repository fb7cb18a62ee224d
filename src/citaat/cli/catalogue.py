"""The commands: what each is for, and the module that does it."""

_JOBS = {
    "ask": "answer one question; - reads questions from standard input",
    "index": "build or rebuild the index of a corpus",
    "passages": "list the passages of the corpus",
    "check": "validate corpus, lexicon, caveat rules and gold questions",
    "verify": "re-check the citations of saved outcomes",
    "eval": "score the gold questions and gate on floors and baseline",
    "new": "make a project that passes check and eval at once",
    "import": "texts, Markdown, saved pages and DOCX into articles",
    "gold": "write a gold question from an answer seen; list what none asks about",
    "gaps": "what people asked in vain, most frequent first, with entries to accept",
    "serve": "a page to ask and to read, and the outcome as JSON, on 127.0.0.1",
    "cache": "where indexes are kept, how big they are; clear them",
    "completion": "print a script that completes commands in bash, zsh or fish",
}
# No module may be called import.
_MODULES = {"import": "import_"}
COMMANDS = {name: (job, f"citaat.cli.commands.{_MODULES.get(name, name)}") for name, job in _JOBS.items()}
