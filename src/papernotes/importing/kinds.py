"""Kinds of works in our words, from those of other formats.

None is an ordinary article: what people assume of a paper.
"""

import re
from typing import Final

_KINDS: Final = {
    "book": "book collection monograph editedbook referencebook ebook edbook bookset bookseries",
    "chapter": "chapter bookchapter booksection booktrack bookpart referenceentry entry"
    " entrydictionary entryencyclopedia encyclopediaarticle dictionaryentry chap echap ency dict",
    "thesis": "thesis dissertation thes phdthesis mastersthesis",
    "report": "report techreport rprt reportcomponent reportseries govdoc",
    "post": "post postweblog webpage blogpost blog forumpost elec web website",
    "talk": "speech presentation slide lecture videorecording podcast video mpct broadcast"
    " motionpicture",
    "dataset": "dataset data dbase aggrdatabase",
    "software": "software computerprogram comp",
    "survey": "review literaturereview survey",
    "patent": "patent pat",
    "standard": "standard stand",
    "proceedings": "proceedings proceedingsseries",
    "magazine article": "magazinearticle articlemagazine mgzn",
    "news article": "newspaperarticle articlenewspaper news",
}
_OF: Final = {name: kind for kind, names in _KINDS.items() for name in names.split()}


def kind(*types: str) -> str | None:
    """The kind of the first type that has one."""
    bare = (re.sub(r"[^a-z]", "", each.lower()) for each in types if len(each) <= 40)  # noqa: PLR2004
    return next((found for each in bare if (found := _OF.get(each))), None)
