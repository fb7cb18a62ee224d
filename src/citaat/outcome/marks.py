"""What is a mark in Markdown and what only looks like one: names of tags and emoji are known, all else is text."""

# Elements of HTML, those of old pages too; a name that is none of these is no tag: "<eGFR onder 30 ml/min>".
_ELEMENTS = """a abbr acronym address article aside audio b bdi bdo big blockquote body br button canvas caption center
cite code col colgroup data datalist dd del details dfn dialog dir div dl dt em embed fieldset figcaption figure font footer
form h1 h2 h3 h4 h5 h6 head header hgroup hr html i iframe img input ins kbd label legend li link main map mark math menu
meta meter nav noscript object ol optgroup option output p param picture pre progress q rp rt ruby s samp script search
section select slot small source span strike strong style sub summary sup svg table tbody td template textarea tfoot th
thead time title tr track tt u ul var video wbr"""
# Attributes that need no value; any other word after a name is text: "<b niet doen>".
_BARE = """allowfullscreen async autofocus autoplay checked compact controls default defer disabled download hidden inert
inline ismap itemscope loop multiple muted nomodule noshade novalidate nowrap open playsinline readonly required reversed
selected"""
_VALUE = r"[ \t\n]*=[ \t\n]*(?:[^\s\"'=<>`]{1,500}|'[^']{0,500}'|\"[^\"]{0,500}\")"
ATTRIBUTE = rf"[ \t\n]+(?:[A-Za-z_:][\w.:-]{{0,60}}{_VALUE}|(?i:{'|'.join(_BARE.split())})(?![\w=-]))"
_NAMES = rf"(?i:{'|'.join(_ELEMENTS.split())})(?![\w-])"
TAG = rf"<(?:{_NAMES}(?:{ATTRIBUTE}){{0,20}}[ \t\n]*/?|/{_NAMES}[ \t\n]*)>"
# What a writer struck out holds no more.
STRUCK = (
    rf"~~(?=[^\s~])[^~\n]{{1,1000}}(?<=[^\s~])~~(?!~)"
    rf"|<(?P<gone>(?i:del|s|strike))(?:{ATTRIBUTE}){{0,20}}[ \t\n]*>(?:(?!</?(?P=gone)\b)[\s\S]){{0,1000}}</(?P=gone)[ \t\n]*>"
)
_EMOJI = """+1 -1 airplane ambulance apple arrow_right baby ballot_box_with_check bangbang bell bike blue_heart blush book
books boom bulb bus calendar car chart check checkered_flag clap clipboard clock computer cry date dizzy email envelope
exclamation exploding_head eyes fire flag gear ghost gift globe green_circle green_heart grey_exclamation grin heart
heart_eyes heavy_check_mark herb hospital hourglass house information_source joy key laughing leaf link lock mag mailbox
mega memo moneybag moon muscle no_entry no_entry_sign notebook ok_hand orange_circle package page_facing_up paperclip
pencil pencil2 phone pill pushpin question raised_hand raising_hand recycle red_circle rocket rotating_light round_pushpin
runner santa scream seedling skull sleeping smile smiley snowflake sob sparkles speech_balloon star star2 stop_sign
stopwatch sunglasses sunny sweat syringe tada telephone thermometer thinking thumbsdown thumbsup tip tooth trophy
warning wave white_check_mark wink x zap zzz"""
# Sets of icons that site generators know, each with a name of its own.
_ICONS = r"(?:material|octicons|fontawesome|simple)-[a-z0-9-]{1,60}"
# Those that allow or forbid are read for what they say: without it "- :x: glas" would be leave.
_SIGNS = {
    "x": "❌",
    "no_entry": "⛔",
    "no_entry_sign": "🚫",
    "stop_sign": "🛑",
    "thumbsdown": "👎",
    "-1": "👎",
    "red_circle": "🔴",
    "white_check_mark": "✅",
    "heavy_check_mark": "✔",
    "ballot_box_with_check": "☑",
    "thumbsup": "👍",
    "+1": "👍",
    "green_circle": "🟢",
}
_NO, _YES = frozenset("close cancel x xmark times ban block".split()), frozenset({"check"})
EMOJI = "|".join([*(name.replace("+", r"\+") for name in _EMOJI.split()), _ICONS])


def sign(emoji: str) -> str:
    """What the name of an emoji or icon is read as: "❌" for "x" or "material-close", "" for one that only adorns."""
    parts = frozenset(emoji.split("-")[1:]) if emoji[0].isalpha() else frozenset()
    return _SIGNS.get(emoji) or ("❌" if parts & _NO else "✅" if parts & _YES else "")


# Attributes of what stands before them: {: target="_blank"}, { .md-button #id }, { width="300" }, { data-search-exclude }.
# A word in braces is text, and so is {a=1} but for right behind a link, an image or code.
_NAMED = r"[.#][A-Za-z_][\w:-]{0,80}"
_QUOTED = r"[A-Za-z][\w:.-]{0,40}=(?:\"[^\"\n]{0,300}\"|'[^'\n]{0,300}')"
_ANY = rf"(?:{_NAMED}|{_QUOTED}|[A-Za-z][\w:.-]{{0,40}}(?:=[^\s\"'{{}}=]{{1,200}})?)"
ATTRIBUTES = (
    rf"(?<!\{{)\{{(?::[ \t]*{_ANY}|[ \t]*(?:{_NAMED}|{_QUOTED}|data-[\w-]{{1,40}}(?![\w=-])))(?:[ \t]+{_ANY}){{0,20}}[ \t]*\}}(?!\}})"
    rf"|(?<=[)\]`])\{{(?=[^{{}}\n]{{0,300}}=)[ \t]*{_ANY}(?:[ \t]+{_ANY}){{0,20}}[ \t]*\}}(?!\}})"
)
# What may stand in TeX between such brackets: none of these themselves, so that reading takes no longer than the text.
_ROUND, _SQUARE = r"(?:[^\\\n]|\\(?![()\n]))", r"(?:[^\\]|\\(?![\[\]]))"
# TeX is shown as it is written. A price is none: "$5 en $10"; nor are brackets that are only escaped: "\[sic\]".
FORMULA = (
    r"\$\$(?=[^$]{0,1000}[\\^_={])[^$]{1,1000}\$\$"
    r"|(?<![\w$\\])\$(?![\s$])(?:[A-Za-z]|(?=[^$\n]{0,300}[\\^_={])[^$\n]{1,300}(?<![\s\\]))\$(?![\w${])"
    rf"|\\{{1,2}}\((?=[A-Za-z]\\{{1,2}}\)|{_ROUND}{{0,500}}?(?:\\[A-Za-z]|[\^_=])){_ROUND}{{1,500}}+\\\)"
    rf"|\\{{1,2}}\[(?={_SQUARE}{{0,1000}}?(?:\\[A-Za-z]{{2}}|[\w)}}]\^|\w[ ]=[ ])){_SQUARE}{{1,1000}}+\\\]"
    r"|\\begin\{(?P<environment>[a-z]{1,20}\*?)\}(?:(?!\\begin)[\s\S]){0,2000}?\\end\{(?P=environment)\}"
)
# Words that documentation of vendors wraps: [!UICONTROL Opslaan]; what it puts in their place is not there to be read.
WRAPPED = r"\[![A-Z]{2,20}[ \t]+(?P<wrapped>[^\[\]\n]{1,300})\]"
FILLED_IN = (
    r"\[!INCLUDE[ \t]*\[[^\[\]\n]{0,300}\]\([^()\n]{0,500}\)\]|\[!(?:VIDEO|div|CODE)[^\[\]\n]{0,500}\]"
)
# The line that opens a box: [!NOTE], in a quote of it.
CALLOUT = r"^\[![A-Za-z]{2,20}\](?![(\[])[+-]?[ \t]*"
# Lines that part the steps of a project: --- collapse ---, --- /collapse ---. What stands between two of code is code.
_PARTS = "collapse|challenge|task|hints?|save|no-print|print-only|quiz|question|choices|feedback|new-page"
PARTED = (
    rf"(?<![^\n])[ \t]{{0,3}}---[ \t]+(?:code[ \t]+---(?:(?!\n[ \t]*---[ \t]+code)[\s\S]){{0,20000}}?\n[ \t]{{0,3}}---[ \t]+/code|/?(?:{_PARTS}))"
    r"[ \t]+---(?=[ \t]*(?:\r?\n|\Z))"
)
