"""Small words of names: those that are dropped, and those that belong to the next or the last word."""

import re

DROPPED = frozenset(
    "al el ul il bin ben ibn bint bent binti beni banu ould wuld uld ait aït van von der den de del della di da do dos "
    "la le les du of the mr mrs ms dr haj hadj hajj sayyid wa y e zu bou abu abou abo abi umm um oum".split()
)
"""Words that come and go between documents; a name of nothing else keeps them."""

ASSIMILATED = frozenset("as es ash esh ach an en ar er ad ed at et az ez".split())
"""Forms the Arabic article takes before the same letter: as-Sayed, er-Rachid."""

SERVANT = frozenset("abd abdul abdel abdal abdol abdoul abdur abder abdu".split())
"""First half of Abd al-Rahman and its like: joined with the next word."""

FIRST_HALVES = frozenset("gebre gebra haile hayle wolde welde tekle kidane habte tesfa".split())
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
