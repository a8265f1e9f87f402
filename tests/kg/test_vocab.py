from __future__ import annotations

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
import yaml

from kg.errors import RecordError
from kg.text import fold
from kg.vocab import Vocabulary, _load, load_vocabulary

SHIPPED = Path(__file__).parents[2] / "kg" / "vocab"

SMALL: dict[str, list[dict]] = {
    "types": [
        {"id": "nghi-dinh", "vi": "Nghị định", "en": "Decree", "symbols": ["NĐ"], "kind": "qppl"},
        {
            "id": "quyet-dinh",
            "vi": "Quyết định",
            "en": "Decision",
            "symbols": ["QĐ"],
            "kind": "qppl",
        },
        {
            "id": "quy-dinh",
            "vi": "Quy định",
            "en": "Rule",
            "symbols": ["QyĐ", "QĐ"],
            "kind": "party",
            "words": ["Qui định"],
        },
    ],
    "relations": [
        {
            "id": "replaces",
            "inverse": "replaced_by",
            "vi": "thay thế",
            "en": "replaces",
            "inverse_vi": "được thay thế bởi",
            "inverse_en": "replaced by",
            "effect": "ends",
        },
    ],
    "issuers": [
        {
            "id": "bo-a",
            "vi": "Bộ A",
            "en": "A",
            "symbols": ["BA"],
            "aliases": ["Bộ trưởng Bộ A"],
            "level": "central",
            "valid_to": "2090-02-28",
            "successors": [{"id": "bo-b", "from": "2090-03-01", "note": "hợp nhất"}],
        },
        {
            "id": "bo-b",
            "vi": "Bộ B",
            "en": "B",
            "symbols": ["BB"],
            "aliases": [],
            "level": "central",
            "valid_to": "2095-12-31",
            "successors": [{"id": "bo-c", "from": "2096-01-01"}],
        },
        {
            "id": "bo-c",
            "vi": "Bộ C",
            "en": "C",
            "symbols": ["BC"],
            "aliases": [],
            "level": "central",
            "valid_from": "2096-01-01",
            "successors": [],
        },
    ],
    "provinces": [
        {"id": "tinh-x", "vi": "Tỉnh X Hòa", "successor": "tinh-y", "merged_on": "2090-07-01"},
        {"id": "tinh-y", "vi": "Tỉnh Y", "successor": None, "merged_on": "2090-07-01"},
        {"id": "tp-z", "vi": "Thành phố Z", "successor": None, "merged_on": None},
    ],
    "bodies": [
        {
            "id": "bo-a",
            "vi": "Bộ A",
            "pattern_words": ["Bộ A"],
            "ended_on": "2090-03-01",
            "successor_vi": "Bộ B",
            "successor_en": "B",
        },
    ],
    "terms": [
        {
            "id": "t",
            "words": ["mức độ 9"],
            "since": "2090-01-01",
            "instead_vi": "x",
            "instead_en": "y",
        },
    ],
}


def written(folder: Path, changes: dict | None = None) -> Path:
    for name, entries in {**SMALL, **(changes or {})}.items():
        text = yaml.safe_dump(entries, allow_unicode=True)
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def small(tmp_path) -> Vocabulary:
    return load_vocabulary(written(tmp_path), cache=tmp_path / "cache")


def test_types_by_word_and_symbol(small):
    assert small.type_by_word("nghị  ĐỊNH").id == "nghi-dinh"
    assert small.type_by_word("Qui định").id == "quy-dinh"
    assert small.type_by_word("Hiệp ước") is None
    assert [t.id for t in small.types_by_symbol("qđ")] == ["quyet-dinh", "quy-dinh"]
    assert small.type_symbols == {"nđ", "qđ", "qyđ"}


def test_issuers_by_name_alias_symbol_and_day(small):
    before, after = date(2090, 2, 28), date(2090, 3, 1)
    assert [i.id for i in small.issuers_by_name("BỘ TRƯỞNG bộ A")] == ["bo-a"]
    assert [i.id for i in small.issuers_by_symbol("ba", on=before)] == ["bo-a"]
    assert small.issuers_by_symbol("BA", on=after) == ()


@pytest.mark.parametrize(
    ("day", "heir"), [("2090-02-28", "bo-a"), ("2090-03-01", "bo-b"), ("2096-01-01", "bo-c")]
)
def test_heirs_of_heirs(small, day, heir):
    found = small.heirs(small.issuers["bo-a"], on=date.fromisoformat(day))
    assert [issuer.id for issuer in found] == [heir]


@pytest.mark.parametrize("name", ["X Hoà", "tỉnh X Hòa", "TỈNH X HOÀ"])
def test_provinces_with_and_without_their_kind(small, name):
    assert small.province(name).id == "tinh-x"
    assert small.province("TP. Z").id == small.province("Z").id == "tp-z"
    assert small.province("W") is None


def test_the_province_of_a_day(small):
    old = small.province("X Hòa")
    assert small.province_on(old, on=date(2090, 6, 30)).id == "tinh-x"
    assert small.province_on(old, on=date(2090, 7, 1)).id == "tinh-y"


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"types": [{**SMALL["types"][0], "symbol": "N"}]}, "unknown keys"),
        ({"types": [{"id": "x"}]}, "missing"),
        ({"types": [SMALL["types"][0], SMALL["types"][0]]}, "twice"),
        ({"types": [{"vi": "x"}]}, "no id"),
        ({"types": {"x": 1}}, "not a list"),
        ({"relations": [{**SMALL["relations"][0], "effect": "kills"}]}, "effect"),
        ({"issuers": [{**SMALL["issuers"][0], "successors": [{"id": "bo-q"}]}]}, "no heir"),
        (
            {"issuers": [{**SMALL["issuers"][1], "valid_to": "2090-02-30", "successors": []}]},
            "bo-b",
        ),
        ({"provinces": [SMALL["provinces"][0]]}, "tinh-y"),
    ],
)
def test_a_faulty_entry_is_refused_by_name(tmp_path, changes, message):
    with pytest.raises(RecordError, match=message):
        load_vocabulary(written(tmp_path, changes), cache=tmp_path / "cache")


def test_a_file_that_is_no_yaml_or_absent_is_refused(tmp_path):
    (written(tmp_path) / "terms.yaml").write_text("- {", encoding="utf-8")
    with pytest.raises(RecordError, match=r"terms\.yaml"):
        load_vocabulary(tmp_path, cache=tmp_path / "a")
    (tmp_path / "terms.yaml").unlink()
    with pytest.raises(RecordError, match="absent"):
        load_vocabulary(tmp_path, cache=tmp_path / "b")


def test_a_change_of_a_file_makes_the_cache_stale(tmp_path):
    cache = tmp_path / "cache"
    load_vocabulary(written(tmp_path), cache=cache)
    path = tmp_path / "types.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("Nghị định", "Nghị quyết"), "utf-8")
    os.utime(path, ns=(1, 1))
    _load.cache_clear()
    other = load_vocabulary(tmp_path, cache=cache)
    assert other.type_by_word("Nghị quyết").id == "nghi-dinh"


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"key": 1}', "null"])
def test_a_damaged_cache_is_ignored(tmp_path, damage):
    cache = tmp_path / "cache"
    cache.mkdir()
    (cache / "vocabulary.json").write_text(damage, encoding="utf-8")
    assert load_vocabulary(written(tmp_path), cache=cache).type_by_word("Nghị định")


def test_without_a_place_to_cache_it_still_loads(tmp_path):
    file = tmp_path / "a-file"
    file.write_text("", encoding="utf-8")
    assert load_vocabulary(written(tmp_path), cache=file / "below").type_by_word("Nghị định")


def test_the_second_load_is_the_same_and_parses_no_yaml(tmp_path):
    code = (
        "import sys; from kg.vocab import load_vocabulary; from pathlib import Path;"
        f"v = load_vocabulary(cache=Path({str(tmp_path)!r}));"
        "print('yaml' in sys.modules, len(v.types), sorted(v.provinces))"
    )
    runs = [
        subprocess.run(
            [sys.executable, "-c", code],
            cwd=SHIPPED.parents[1],
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for _ in range(2)
    ]
    assert runs[0].startswith("True")
    assert runs[1] == runs[0].replace("True", "False", 1)


def test_shipped_entries(tmp_path):
    vocabulary = load_vocabulary(cache=tmp_path)
    changing = {"amends", "replaces", "repeals", "suspends", "extends"}
    others = {"corrects", "consolidates", "based_on", "guides", "implements", "cites"}
    assert changing | others <= vocabulary.relations.keys()
    assert vocabulary.inverses["replaced_by"] == "replaces"
    assert vocabulary.effects["replaces"] == "ends"
    assert vocabulary.bodies
    assert vocabulary.terms
    for type_ in vocabulary.types.values():
        assert vocabulary.type_by_word(type_.vi) == type_
        assert type_.kind in ("qppl", "administrative", "party", "any")
    for issuer in vocabulary.issuers.values():
        assert issuer in vocabulary.issuers_by_name(fold(issuer.vi))
    for province in vocabulary.provinces.values():
        assert vocabulary.province(province.vi) == province
