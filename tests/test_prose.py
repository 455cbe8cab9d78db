"""Figures in running text: one line a case, by language; their places, notes, sections and sides."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import battlex
from battlex import languages
from battlex.languages import load
from battlex.model import Battle, ProseFigure
from battlex.prose import find_figures
from battlex.prose.text.passages import read_passages
from battlex.prose.text.sentences import splitter
from tests import casefiles

PAGE = """{{Infobox military conflict
| conflict = Battle of the Ford
| date = 3 May 1643
| combatant1 = [[Kingdom of France|France]]
| combatant2 = [[Spanish Empire|Spain]]
| commander1 = [[Henri Duval]]
| commander2 = [[Diego Ruiz]]
}}
'''The Battle of the Ford''' was fought between 4,000 French soldiers and 6,000 Spaniards.

== Battle ==
Duval brought up 12 guns. The Spanish lost 300 men.{{efn|Another source speaks of 450 Spanish dead and of no others.}}
The French killed 80 men of the enemy. Ruiz's cavalry captured 20 horses.

== Aftermath ==
{| class="wikitable"
! Force !! Men !! Guns
|-
| France || 4,000 || 12
|}
"""


@pytest.mark.parametrize("case", casefiles.parameters("prose"))
def test_case(case: casefiles.Case) -> None:
    found = find_figures(case.text, load(case.language), notes=True)
    assert "; ".join(str(figure) for figure in found if not figure.in_note) == case.expected
    for figure in found:
        assert figure.span is not None
        assert 0 <= figure.span.start < figure.span.end <= len(case.text)
        assert case.text[figure.span.start] == figure.text[0]
        assert figure.text in figure.sentence


@pytest.fixture(scope="module")
def battle() -> Battle:
    (found,) = battlex.extract(PAGE, language="en")
    return found


def _of(battle: Battle, text: str) -> ProseFigure:
    (found,) = (figure for figure in battle.prose if figure.text == text)
    return found


def test_spans_are_of_the_page(battle: Battle) -> None:
    figure = _of(battle, "12 guns")
    assert figure.span is not None
    assert PAGE[figure.span.start : figure.span.end] == "12 guns"


def test_section_and_sentence(battle: Battle) -> None:
    assert _of(battle, "4,000 French soldiers").section is None
    assert _of(battle, "12 guns").section == "Battle"
    assert _of(battle, "12 guns").sentence == "Duval brought up 12 guns."


def test_a_section_is_told_without_its_markup() -> None:
    page = "== ''Loss'' of [http://example.org the guns] at [[Aldea|the village]]<ref>A note.</ref> ==\nThey had 12 guns.\n"
    (figure,) = battlex.find_figures(page, language="en")
    assert figure.section == "Loss of the guns at the village"


def test_notes_are_marked_and_left_out_of_find_figures(battle: Battle) -> None:
    (note,) = (figure for figure in battle.prose if figure.in_note)
    assert str(note) == "450 personnel killed"
    assert not any(str(figure) == str(note) for figure in battlex.find_figures(PAGE, language="en"))


@pytest.mark.parametrize(
    ("sentence", "nouns"),
    [
        ("They lost three machine guns.", ["machine guns"]),
        ("One man fled and 12 merchant ships sank.", ["man", "merchant ships"]),
        ("A 300-man garrison held the fort with 40 horses.", [None, "horses"]),
        ("Погибло 300 чел.", ["чел."]),
    ],
)
def test_noun(sentence: str, nouns: list[str | None]) -> None:
    language = "en" if sentence.isascii() else "ru"
    assert [figure.noun for figure in battlex.find_figures(sentence, language=language)] == nouns


@pytest.mark.parametrize(
    ("text", "side"),
    [
        ("4,000 French soldiers", 1),
        ("6,000 Spaniards", 2),
        ("12 guns", 1),
        ("lost 300 men", 2),
        ("killed 80 men", 2),
        ("captured 20 horses", 1),
    ],
)
def test_side(battle: Battle, text: str, side: int) -> None:
    assert _of(battle, text).side == side


@pytest.mark.parametrize(
    ("sentence", "sides"),
    [
        ("The French drove off the Spaniards and killed 40 men.", [2]),
        ("Two Spanish carts were stopped by the French, who killed three men and wounded 17.", [2, 2, 2]),
        ("The hussars killed 90 Spaniards while losing 12 of their own men.", [2, 1]),
        ("The French took 400 prisoners and 12 guns, for 60 casualties.", [2, 2, 1]),
        ("French accounts give 28 killed.", [None]),
        ("According to a French report, 28 men fell.", [None]),
        ("The French were met by 300 men.", [None]),
        ("The French drove back the Danes, who had 700 men.", [None]),
        ("The French crossed over and charged the Spanish lines, killing 40 men and taking 60 prisoners.", [2, 2]),
        ("The Spaniards came up and charged the French lines, killing 40 men and taking 60 prisoners.", [1, 1]),
        ("Spanish planes met French planes in a fight in which six of the 20 Spanish planes were lost.", [2, 2]),
        ("After the fight the French found 14 dead Spaniards in the ditch.", [2]),
        ("A 2,000-man Spanish column met the French.", [2]),
        ("The carts were stopped and captured by the French along with 60 prisoners.", [None]),
        ("Two carriers met the rest of the Spanish fleet.", [None]),
        ("The French army sent against the Spaniards was large: five legions numbered 20,000 men.", [1, 1]),
        ("About 300 men were sent home as they tried to reach Spain.", [None]),
        ("The French burned 30 Danish ships.", [None]),
        ("The French lost 30 men to the enemy's 400.", [1, 2]),
        ("The French took the Spaniards' 40 guns and Ruiz's 300 horses.", [2, 2]),
        ("French losses were 300, compared to 20 for the Spaniards.", [1, 2]),
        ("The French fled, while the enemy captured 300 men and 12 guns.", [1, 1]),
        ("The French lost 30 men, the enemy 300.", [1, 2]),
        ("The French lost 30 men to 90 for the Spaniards.", [1, 2]),
        ("On the French side 30 were killed and 60 for the Spanish.", [1, 2]),
        ("The French lost 300 men in the fight for the Spanish camp.", [1]),
        ("The Spaniards fled, while the enemy lost 300 men.", [1]),
        ("The French found 70 militiamen waiting on the bridge.", [2]),
        ("The French fort was held by about 300 men.", [1]),
    ],
)
def test_side_of_who_acts(sentence: str, sides: list[int | None]) -> None:
    page = f"{{{{Infobox military conflict|combatant1=France|combatant2=Spain}}}}\n\n{sentence}"
    (found,) = battlex.extract(page, language="en")
    assert [figure.side for figure in found.prose] == sides


@pytest.mark.parametrize(
    ("language", "sides", "sentence", "found"),
    [
        ("ru", ("США", "КША"), "Северяне потеряли 200 человек, потери южан составили 900.", [1, 2]),
        ("en", ("France", "Britain"), "The French lost 40 men, the losses of the British were 300 men.", [1, 2]),
        ("de", ("Frankreich", "Preußen"), "Die Verluste der Preußen beliefen sich auf 300 Mann.", [2]),
        ("fr", ("France", "Angleterre"), "Les pertes anglaises s'élevèrent à 300 hommes.", [2]),
        ("ja", ("織田", "今川"), "今川軍2万5千が尾張に侵攻した。", [2]),
        ("zh", ("清朝", "日本"), "清軍以三千人迎戰日軍六千人。", [1, 2]),
        ("zh", ("清朝", "日本"), "清軍被擊斃二百人。", [1]),
        ("zh", ("清朝", "日本"), "清軍被日軍擊斃二百人。", [1]),
        ("zh", ("清朝", "日本"), "一支三千人的清軍部隊遭到伏擊。", [1]),
        ("zh", ("清朝", "日本"), "清軍擊斃日軍二百人，自身僅陣亡三十人。", [2, 1]),
        ("zh", ("清朝", "日本"), "日艦四艘受傷。", [2]),
        ("ja", ("日本", "清"), "200人を失った清軍は退却した。", [2]),
        ("ja", ("日本", "清"), "200人を殺害した清軍は退却した。", [1]),
        ("ja", ("日本", "清"), "清軍は日本兵200人を捕虜とし、大砲6門を鹵獲した。", [1, 1]),
        ("ja", ("日本", "清"), "日本軍は清軍を攻撃し200人を失った。", [1]),
        ("zh", ("中國", "日本"), "日軍陣亡三千人，其中軍官六十人。", [2, 2]),
        ("ja", ("日本", "アメリカ"), "日本軍の守備隊はアメリカ軍の砲撃で200人を失った。", [1]),
        ("ja", ("日本", "アメリカ"), "アメリカ軍に撃墜された日本機は26機に上った。", [1]),
        ("ja", ("日本", "アメリカ"), "戦死者は日本軍が4,000名、アメリカ軍が2,000名である。", [1, 2]),
        ("ja", ("日本", "アメリカ"), "日本軍はアメリカ軍の戦車20両を撃破し、自らも戦車6両を失った。", [2, 1]),
        ("ko", ("조선", "일본"), "일본군 수비대는 조선군의 포격으로 200명을 잃었다.", [2]),
        ("de", ("Frankreich", "Preußen"), "Die Schlacht kostete die Preußen 300 Mann.", [2]),
        ("de", ("Frankreich", "Preußen"), "Die Zahl der verwundeten Preußen lag bei 300.", [2]),
        ("de", ("Frankreich", "Preußen"), "Die Preußen, nur 200 Mann, wurden von 300 Franzosen angegriffen.", [2, 1]),
        ("de", ("Frankreich", "Preußen"), "Preußische Verluste: 300 Tote und 40 Gefangene.", [2, 2]),
        ("ko", ("조선", "일본"), "200명을 잃은 조선군은 퇴각했다.", [1]),
        ("ko", ("조선", "일본"), "3,000명의 조선군은 퇴각했다.", [1]),
        ("ko", ("조선", "일본"), "조선군은 적 200명을 죽이고 30명을 사로잡았다.", [2, 2]),
        ("de", ("Frankreich", "Preußen"), "300 Mann verloren die Preußen.", [2]),
        ("de", ("Frankreich", "Preußen"), "Eine 300 Mann starke preußische Abteilung griff an.", [2]),
        ("de", ("Frankreich", "Preußen"), "Sechs der 40 Preußen entkamen.", [2, 2]),
        ("de", ("Frankreich", "Preußen"), "Nach Verlusten von 300 Mann zogen sich die Preußen zurück.", [2]),
        (
            "de",
            ("Frankreich", "Preußen"),
            "Die Franzosen machten 90 Gefangene; die eigenen Verluste betrugen 30 Mann.",
            [2, 1],
        ),
        ("fr", ("France", "Prusse"), "L'armée prussienne qui fait face aux Français compte 39000 hommes.", [2]),
        (
            "fr",
            ("France", "Prusse"),
            "Selon l'état-major français, 300 Prussiens sont tués et dix chars détruits.",
            [2, 2],
        ),
        ("fr", ("France", "Prusse"), "Les Français font six morts et cinq prisonniers chez les Prussiens.", [2, 2]),
        ("fr", ("France", "Prusse"), "300 hommes tombent aux mains des Français.", [2]),
        ("fr", ("Charles", "Prusse"), "La division compte 150 chars.", [None]),
        ("de", ("Frankreich", "Preußen"), "Die Preußen griffen die Franzosen an, verloren aber 300 Mann.", [2]),
        ("de", ("Frankreich", "Preußen"), "Die Franzosen töteten 300 Preußen und erbeuteten 20 Geschütze.", [2, 2]),
        ("de", ("Frankreich", "Preußen"), "Es gab 300 Tote auf preußischer Seite.", [2]),
        ("de", ("Frankreich", "Preußen"), "300 Mann wurden von den Franzosen gefangen genommen.", [2]),
        ("es", ("España", "Francia"), "Los españoles les causaron 300 bajas.", [2]),
        ("es", ("España", "Francia"), "Los franceses dejaron 300 muertos y 40 prisioneros.", [2, 2]),
        ("es", ("España", "Francia"), "El ejército francés, compuesto por 6000 hombres, avanzó.", [2]),
        ("it", ("Austria", "Francia"), "Gli austriaci fecero 300 prigionieri.", [2]),
        ("es", ("España", "Francia"), "Los franceses perdieron 300 hombres; el enemigo, 600.", [2, 1]),
        ("es", ("España", "Francia"), "De los 900 hombres, 600 eran franceses.", [None, 2]),
        ("es", ("España", "Inglaterra"), "La flota inglesa tenía 30 buques.", [2]),
        ("es", ("España", "Francia"), "España perdió 300 hombres, mientras que los aliados perdieron 600.", [1, 2]),
        ("fr", ("France", "Prusse"), "Le siège coûta 300 hommes aux Français et 500 aux Prussiens.", [1, 2]),
        ("fr", ("France", "Prusse"), "Ils prirent 14 canons aux Prussiens.", [2]),
        ("fr", ("France", "Prusse"), "300 hommes se rendirent aux Prussiens.", [1]),
        ("fr", ("France", "Prusse"), "Avec 3000 hommes, les Prussiens attaquèrent les Français.", [2]),
        ("fr", ("France", "Prusse"), "Après avoir perdu 300 hommes, les Prussiens se retirent.", [2]),
        ("fr", ("France", "Prusse"), "Le parc des Prussiens est entièrement détruit : 30 canons sont perdus.", [2]),
        ("fr", ("France", "Prusse"), "300 hommes furent internés puis envoyés en Prusse.", [None]),
        ("fr", ("France", "Prusse"), "38 morts et 90 blessés côté français, 45 morts côté prussien.", [1, 1, 2]),
        ("fr", ("France", "Prusse"), "Les Français marchent contre 3000 hommes.", [2]),
        ("fr", ("France", "Prusse"), "Les Prussiens affirment avoir détruit 28 chars.", [1]),
        ("fr", ("France", "Prusse"), "Les Français avaient perdu 12 navires.", [1]),
        ("fr", ("France", "Prusse"), "Les Prussiens reconnaissent officiellement avoir eu 300 tués.", [2]),
        ("fr", ("France", "Prusse"), "Les Prussiens attaquent les trois corps de la 2e armée française.", [1]),
        ("fr", ("France", "Prusse"), "Les Prussiens ont laissé 300 prisonniers.", [2]),
        ("fr", ("France", "Prusse"), "Les Français sont vainqueurs et font 300 morts.", [2]),
        ("fr", ("France", "Prusse"), "Les Prussiens coulèrent deux barques et en endommagèrent dix.", [1, 1]),
        ("fr", ("France", "Prusse"), "Les Prussiens réussirent à couler trois navires.", [1]),
        ("ru", ("Россия", "Франция"), "У французов было 300 орудий, у русских 200.", [2, 1]),
        ("ru", ("Россия", "Франция"), "14 орудий захватили русские.", [2]),
        ("ru", ("Россия", "Франция"), "Убито 300 человек и ранено 500 у французов.", [2, 2]),
        ("ru", ("Россия", "Франция"), "Отряд в 3000 человек под командованием русских отошёл.", [1]),
        ("ru", ("Россия", "Франция"), "Трофеями русских стали 14 орудий.", [2]),
        ("ru", ("Россия", "Франция"), "В руки русских попало 14 орудий.", [2]),
        ("ru", ("Россия", "Франция"), "Русские убили 300 человек и взяли в плен 500.", [2, 2]),
        ("ru", ("Россия", "Франция"), "Потеряв 300 человек, французы отступили.", [2]),
        ("ru", ("Россия", "Франция"), "Бой стоил французам 300 человек.", [2]),
        ("tr", ("Osmanlı", "Rusya"), "Osmanlılar 300 Rus askerini öldürdü, 60'ını yaraladı.", [2, 2]),
        ("tr", ("Osmanlı", "Rusya"), "Osmanlılar 300 esir ve 12 top ele geçirdi.", [2, 2]),
        ("tr", ("Osmanlı", "Rusya"), "5.000 kişilik Rus ordusu geldi.", [2]),
        ("tr", ("Osmanlı", "Rusya"), "300 asker kaybeden Ruslar geri çekildi.", [2]),
        ("tr", ("Osmanlı", "Rusya"), "Osmanlılar Ruslara 300 kayıp verdirdi, kendileri ise 40 er kaybetti.", [2, 1]),
        ("cs", ("Francie", "Prusko"), "Francouzi měli 300 mužů a 20 děl, spojenci 400 mužů.", [1, 1, None]),
        ("cs", ("Francie", "Prusko"), "Francouzi ztratili 300 mužů.", [1]),
        ("cs", ("Francie", "Prusko"), "Francouzi zabili 300 mužů a zajali 40.", [None, None]),
        ("fi", ("Suomi", "Neuvostoliitto"), "Suomalaisilla oli 900 miestä kahta rykmenttiä vastassa.", [1, None]),
        ("fi", ("Suomi", "Neuvostoliitto"), "Suomalaiset saivat saaliiksi 20 panssarivaunua.", [None]),
        ("ko", ("조선", "일본"), "조선 수군은 판옥선 20척으로 적함 60척을 막았다.", [1, 2]),
        ("ko", ("조선", "일본"), "조선 수군은 판옥선 20척으로 배 60척을 막았다.", [1, 2]),
        ("ru", ("Россия", "Франция"), "Нельсон и русские вывели в тыл французской колонны 12 кораблей.", [None]),
        ("en", ("France", "Prussia"), "The French claimed 20 Zeros.", [2]),
        ("en", ("France", "Prussia"), "French gunners claimed 20 planes shot down.", [2]),
        ("en", ("France", "Prussia"), "The French claimed to have lost 20 planes.", [1]),
        ("en", ("France", "Prussia"), "The French claimed 20 planes of theirs were lost.", [1]),
        ("en", ("France", "Prussia"), "A French raid caused 900 casualties.", [2]),
        ("en", ("France", "Prussia"), "The French claimed 20 of their planes were shot down.", [1]),
        ("en", ("France", "Prussia"), "The raid on the French caused 900 casualties.", [1]),
        ("en", ("France", "Prussia"), "The French left 40 guns behind in the wood.", [1]),
        ("pl", ("Polska", "Rosja"), "Polacy zadali Rosjanom straty 300 zabitych, sami tracąc 40.", [2, 1]),
        ("fr", ("France", "Prusse"), "Les Français virent une colonne ennemie de 300 hommes.", [2]),
        ("fr", ("France", "Prusse"), "Le combat opposa 300 fusiliers français à 900 fusiliers du duc.", [1, 2]),
        ("en", ("France", "Prussia"), "The French met an enemy force of 300 men.", [2]),
        ("en", ("France", "Prussia"), "The French met the enemy with 300 men.", [1]),
        ("ru", ("Россия", "Пруссия"), "Русские заметили отряд противника численностью 300 человек.", [2]),
        ("ru", ("Россия", "Пруссия"), "Было убито 40 и ранено 90 прусских солдат.", [2, 2]),
        ("ru", ("Россия", "Пруссия"), "Русские захватили три датских брига.", [None]),
        ("fr", ("France", "Prusse"), "Il y eut 900 tués, dont 500 Français et 400 Prussiens.", [None, 1, 2]),
        (
            "fr",
            ("France", "Prusse"),
            "Les Français ne perdent que 9 canons à cause du tir des batteries prussiennes.",
            [1],
        ),
        (
            "fr",
            ("France", "Prusse"),
            "Côté prussien, six corps (au lieu des deux prévus par les Français) entrent.",
            [2],
        ),
    ],
)
def test_side_of_whose_losses(language: str, sides: tuple[str, str], sentence: str, found: list[int | None]) -> None:
    page = f"{{{{Infobox military conflict|combatant1={sides[0]}|combatant2={sides[1]}}}}}\n\n{sentence}"
    (battle,) = battlex.extract(page, language=language)
    assert [figure.side for figure in battle.prose] == found


@pytest.mark.parametrize(
    ("sentence", "sides"),
    [
        ("The infantry had 300 men.", [None]),
        ("The 1st Brigade had 300 men.", [None]),
        ("On D-Day the town had 3,000 defenders.", [None]),
        ("The 41st Division had 300 men.", [2]),
        ("The Red Guards had 300 men.", [1]),
        ("The guards had 300 men.", [1]),
    ],
)
def test_side_of_a_part_of_a_name(sentence: str, sides: list[int | None]) -> None:
    box = "combatant1=Red Guards|combatant2=Spain|units1=1st Infantry Battalion<br>D Company|units2=41st Rifle Division"
    (found,) = battlex.extract(f"{{{{Infobox military conflict|{box}}}}}\n\n{sentence}", language="en")
    assert [figure.side for figure in found.prose] == sides


def test_cells_count_what_their_column_is_headed(battle: Battle) -> None:
    cells = [str(figure) for figure in battle.prose if figure.section == "Aftermath"]
    assert cells == ["4000 personnel", "12 gun"]


def test_without_prose() -> None:
    (found,) = battlex.extract(PAGE, language="en", prose=False)
    assert found.prose == ()


@pytest.mark.parametrize(
    ("language", "text", "sentences"),
    [
        ("en", "Gen. J. E. B. Stuart left. He had 1.5 million men, c. 300 guns. “Go!” he said.", 3),
        ("de", "Am 3. Mai griff die 2. Brigade an. Sie hatte 500 Mann.", 2),
        ("zh", "守軍三千人。敵軍五千人！", 2),
        ("fr", "Le gén. Hoche arrive. Il a 300 hommes.", 2),
    ],
)
def test_sentences(language: str, text: str, sentences: int) -> None:
    assert len(list(splitter(load(language)).split(text))) == sentences


@pytest.mark.parametrize(
    ("language", "text", "may_state"),
    [
        ("en", "The soldiers of Hill 63 were killed in 1917.", False),
        ("en", "Troops of No. 617 Squadron and a Ju-88 were lost.", False),
        ("en", "The 24th Division lost its men on 29–31 October.", False),
        ("en", "Hill 63 was lost, with 300 men.", True),
        ("en", "On 2 March, a force of six RAAF A-20 Bostons attacked Lae to reduce its support.", True),
        ("en", "In 1917 soldiers were killed.", True),
        ("ru", "Потерян самолёт Су-24 в 2015 году.", True),
        ("he", "נהרגו כ-300 חיילים.", True),
    ],
)
def test_a_sentence_whose_numbers_all_name_something_states_nothing(language: str, text: str, may_state: bool) -> None:
    cut = splitter(load(language))
    assert (cut.stretch(text, 0, len(text)) is not None) == may_state


def test_passages_know_their_kind() -> None:
    kinds = [passage.kind for passage in read_passages(PAGE, load("en")) if passage.text.strip(" \ufffc")]
    assert kinds.count("note") == 1
    assert kinds.count("cell") == 6


@pytest.mark.parametrize(
    ("language", "heading"),
    [
        ("en", "See also"),
        ("fr", "Voir aussi"),
        ("de", "Siehe auch"),
        ("ru", "См. также"),
        ("uk", "Див. також"),
        ("es", "Véase también"),
        ("it", "Voci correlate"),
        ("pt", "Ver também"),
        ("pl", "Zobacz też"),
        ("tr", "Ayrıca bakınız"),
        ("zh", "參見"),
        ("ja", "関連項目"),
        ("ko", "같이 보기"),
    ],
)
def test_sections_that_lead_elsewhere_are_passed_over(language: str, heading: str) -> None:
    page = f"1\n=={heading}==\n* 2\n===3===\n4\n== 5 ==\n6\n== {heading} ==\n7"
    assert [passage.text.strip() for passage in read_passages(page, load(language))] == ["1", "6"]


@pytest.mark.parametrize(
    "text", ["{{a|[[b", "[[a|<ref>b", "<ref>300 men", "{|\n|-\n| 300 men", "'''''300 men''", "== a", "\ufffc3"]
)
def test_broken_markup_is_text(text: str) -> None:
    for passage in read_passages(text, load("en")):
        flat = passage.cut(0, len(passage.text))
        assert len(flat.text) == len(flat.starts) == len(flat.ends)
        assert all(0 <= start <= end <= len(text) for start, end in zip(flat.starts, flat.ends, strict=True))


@pytest.fixture(scope="module")
def seed(shared: Path) -> tuple[Battle, Any]:
    folder = shared / "seed"
    if not (folder / "expected.json").is_file():
        pytest.skip(f"no seed document in {folder}")
    expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    (found,) = battlex.extract((folder / expected["file"]).read_text(encoding="utf-8"), language=expected["language"])
    return found, expected


def test_seed_prose(seed: tuple[Battle, Any]) -> None:
    battle, expected = seed
    found = {tuple(figure.span or ()): figure for figure in battle.prose}
    for wanted in expected["prose"]:
        figure = found.get(tuple(wanted["span"]))
        if figure is None:
            assert wanted.get("optional"), wanted
            continue
        assert (str(figure), str(figure.measure)) == (wanted["figure"], wanted["measure"])
    sides = [
        wanted["side"] == found[tuple(wanted["span"])].side
        for wanted in expected["prose"]
        if tuple(wanted["span"]) in found
    ]
    assert sum(sides) >= 0.8 * len(sides)
    for never in expected["prose_never"]:
        assert not any(never in figure.text for figure in battle.prose)


def test_a_first_sentence_right_behind_the_infobox() -> None:
    wikitext = "{{Infobox Militärischer Konflikt\n|KONFLIKT=X\n}}\nMit 12 Geschützen und 300 Mann zog er aus."
    (battle,) = battlex.extract(wikitext, language="de")
    assert [str(figure) for figure in battle.prose] == ["12 gun", "300 personnel"]


@pytest.mark.parametrize("code", [code for code in languages.codes() if languages.load(code).supported])
def test_no_word_beside_a_lone_number_raises(code: str) -> None:
    # The shortest sentences have nothing before and nothing behind what the rules look at.
    language = languages.load(code)
    words = {
        word.rstrip("*"): None
        for section in ("prose", "fates", "quantifiers", "structure")
        for listed in language.section(section).values()
        if isinstance(listed, (list, tuple))
        for word in listed[:1]
    }
    for word in ("", "-", ",", "(", ":", *words):
        for text in (f"9 {word}", f"9{word}", f"{word} 9", f"{word}9{word}", f"9 {word} 8 {word}"):
            battlex.find_figures(text, language=code)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "between 56, 000two-65, 000 dead"),
        ("en", "4and 5group"),
        ("ko", "부상9&nbsp;0명을 넘었"),
    ],
)
def test_no_broken_sentence_raises(language: str, text: str) -> None:
    # What the mutation of cases found (see tests.fuzz.mutate).
    battlex.find_figures(text, language=language)
    battlex.parse_figures(text, language=language, measure="strength")
