"""Small words of names: those that are dropped, and those that belong to the next or the last word."""

import re

_ARTICLES_AND_TITLES = """
al el ul il the la le les du of de del della di da do dos van von der den wa y e zu ait
mr mrs ms dr haj hadj hajj sayyid
"""
_CHILD_OF = "bin ben ibn bint bent binti beni banu ould wuld uld bou abu abou abo abi umm um oum"
DROPPED = frozenset(f"{_ARTICLES_AND_TITLES} {_CHILD_OF}".split())
"""Words that come and go between documents; a name of nothing else keeps them."""

_ARTICLE_BEFORE_SUN_LETTERS = "as es ash esh ach an en ar er ad ed at et az ez"
ASSIMILATED = frozenset(_ARTICLE_BEFORE_SUN_LETTERS.split())
"""Forms the Arabic article takes before the same letter: as-Sayed, er-Rachid."""

_SERVANT_OF = "abd abdul abdel abdal abdol abdoul abdur abder abdu"
SERVANT = frozenset(_SERVANT_OF.split())
"""First half of Abd al-Rahman and its like: joined with the next word."""

_SERVANT_AND_POWER_OF = "gebre gebra haile hayle wolde welde tekle kidane habte tesfa"
FIRST_HALVES = frozenset(_SERVANT_AND_POWER_OF.split())
"""First halves of Ethiopian and Eritrean names that are written in one word or two."""

LAST_HALVES = re.compile(
    r"^((al|el|ed|ud|ad|dd|d)?d(i|ee|y)ne?|dn|(al|el|ul|ol)?l?lah?|allh|llh|zad(e|eh|a|ah)?|zd[ah]|zai|zay|zoy|zi"
    r"|oghlu|oglu|ogli|pour|pur|poor|nia|niya|nezhad|nejad|khel|xel|far|mand|reza|riza)$"
)
"""Second halves: -uddin, -ullah, -zadeh, -zai, -oglu, -pur: joined with the word before."""

ARTICLE = re.compile(r"^(?:al|el)(?=[bcdfghjklmnpqrstvwxyz][a-z]{3})(?!l?l?ah?$)")
"""An article written in one word with a name of four letters or more: Aljubouri."""

FATHER_OF = re.compile(r"^abo?u(?=[bcdfghjklmnpqrstvwxyz][a-z]{2})")
"""Abu- written in one word with a name: Abuzaid, Aboubacar."""
