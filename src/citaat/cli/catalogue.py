"""The commands: what each is for, and the module that does it."""

COMMANDS = {
    "ask": ("answer one question; - reads questions from standard input", "citaat.cli.ask"),
    "index": ("build or rebuild the index of a corpus", "citaat.cli.index_command"),
    "passages": ("list the passages of the corpus", "citaat.cli.passages_command"),
    "check": ("validate corpus, lexicon, caveat rules and gold questions", "citaat.cli.check"),
    "verify": ("re-check the citations of saved outcomes", "citaat.cli.verify"),
    "eval": ("score the gold questions and gate on floors and baseline", "citaat.cli.eval_command"),
    "new": ("make a project that passes check and eval at once", "citaat.cli.new"),
    "import": ("texts, Markdown, saved pages and DOCX into articles", "citaat.cli.import_command"),
    "gold": ("write a gold question from an answer seen; list what none asks about", "citaat.cli.gold"),
    "gaps": ("what people asked in vain, most frequent first, with entries to accept", "citaat.cli.gaps"),
    "serve": ("a page to ask and to read, and the outcome as JSON, on 127.0.0.1", "citaat.cli.serve"),
    "cache": ("where indexes are kept, how big they are; clear them", "citaat.cli.cache"),
    "completion": ("print a script that completes commands in bash, zsh or fish", "citaat.cli.completion"),
}
