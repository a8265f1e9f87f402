"""Which words can be Vietnamese: the closed set of syllables that the language has.

A syllable is an onset, a rime and a tone; rimes that end in a stop bear only the acute or the dot
below. Texts in a wrong encoding break these rules in nearly every word, so a few words tell more
than the frequencies of letters do over a page.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from kg.patterns import lazy

_TONES = dict.fromkeys(map(ord, "\u0300\u0301\u0303\u0309\u0323"))
_STOPPED_TONES = ("\u0301", "\u0323")
# Rimes by their ending: vowels alone or before a semivowel, a nasal, a stop; ăk is that of Đắk Lắk.
_OPEN = """
    a e ê i o ô ơ u ư y ia ua ưa oa oe uê uơ uy uya ai ao au ay âu ây eo êu iêu yêu iu oai oao oay
    oeo oi ôi ơi ua uây ui uôi ưi ươi ưu ươu uyu uêu yu
"""
_NASAL = """
    am an ang anh ăm ăn ăng âm ân âng em en eng êm ên êng ênh iêm iên iêng im in inh oam oan oang
    oanh oăm oăn oăng oen oeng om on ong oong ôm ôn ông ôông ơm ơn uân uâng uên uênh uôm uôn uông um
    un ung ưm ưn ưng ươm ươn ương uyên uyn uynh yêm yên yêng yn ynh
"""
_STOP = """
    ac ach ap at ăc ăk ăp ăt âc âp ât ec ep et êc êch êp êt iêc iêp iêt ich ip it oac oach oap oat
    oăc oăp oăt oc oet op ot ooc ôc ôp ôt ơp ơt uât uêch uêt uôc uôp uôt uc up ut ưc ươc ươp ươt ưt
    uych uyêt uyp uyt yêp yêt ych yt
"""
_SYLLABLE = lazy(
    "(?:b|c|ch|d|đ|g|gh|gi|h|k|kh|l|m|n|ng|ngh|nh|p|ph|qu|r|s|t|th|tr|v|x)?"
    f"(?:(?:{'|'.join(_OPEN.split() + _NASAL.split())})|(?P<stop>{'|'.join(_STOP.split())}))"
)


@lru_cache(maxsize=16384)
def is_syllable(word: str) -> bool:
    """Tell whether a word, in letters of either case, can be a Vietnamese syllable."""
    spread = unicodedata.normalize("NFD", word.lower())
    tones = [char for char in spread if ord(char) in _TONES]
    if len(tones) > 1:
        return False
    found = _SYLLABLE.fullmatch(unicodedata.normalize("NFC", spread.translate(_TONES)))
    return found is not None and (found["stop"] is None or tones in map(list, _STOPPED_TONES))
