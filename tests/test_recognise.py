"""Telling an article's edition, and the index that it is told by."""

from __future__ import annotations

import json
import time
from importlib import resources

import pytest

from battlex.languages import codes
from battlex.languages.index import build_index
from battlex.languages.recognise import known_templates, recognise

BOX = "Infobox military conflict"
NAMES = ["conflict", "date", "place", "result", "combatant1", "combatant2"]
TEXTS = {
    "en": "The battle was fought on the river by the army of the king, and the town was taken after a siege of two months.",
    "zh": "此戰是雙方在河岸的一次戰鬥，守軍在城牆之後堅守了兩個月，最後被迫撤退。",
    "ja": "この戦いは、川のほとりで行われ、守備隊は二か月の包囲の後に降伏した。",
    "ko": "이 전투는 강가에서 벌어졌으며, 수비대는 두 달의 포위 끝에 항복하였다.",
    "el": "Η μάχη δόθηκε κοντά στο ποτάμι και η φρουρά παραδόθηκε μετά από δύο μήνες.",
    "he": "הקרב התחולל ליד הנהר, וחיל המצב נכנע לאחר מצור של חודשיים.",
    "th": "การรบเกิดขึ้นริมแม่น้ำ และกองทหารยอมจำนนหลังจากถูกล้อมสองเดือน",
    "hy": "Ճակատամարտը տեղի ունեցավ գետի ափին, և կայազորը հանձնվեց երկամսյա պաշարումից հետո։",
    "ka": "ბრძოლა მდინარის ნაპირზე გაიმართა და გარნიზონი ორთვიანი ალყის შემდეგ ჩაბარდა.",
    "bn": "নদীর তীরে এই যুদ্ধ হয়েছিল এবং দুই মাস অবরোধের পর সেনারা আত্মসমর্পণ করে।",
    "vi": "Trận đánh diễn ra bên bờ sông và quân đồn trú đã đầu hàng sau hai tháng bị vây của những người này.",
    "id": "Pertempuran ini terjadi di tepi sungai dan tentara yang bertahan menyerah setelah dua bulan oleh karena itu.",
    "lt": "Mūšis įvyko prie upės ir buvo laimėtas, o įgula po dviejų mėnesių pasidavė, nes iš miesto nebuvo kelio.",
    "ru": "Сражение произошло на берегу реки, и гарнизон после двух месяцев осады сдался, но его не взяли в плен.",
    "uk": "Битва відбулася на березі річки, та гарнізон після двох місяців облоги здався, але його не взяли в полон.",
    "mk": "Битката се одиграла на брегот на реката, а посадата што била во градот се предала по два месеца.",
    "ar": "وقعت المعركة على ضفة النهر بين الجيشين، وقد استسلمت الحامية بعد حصار من شهرين، كانت هذه التي في المدينة.",
    "fa": "این نبرد در کنار رود روی داد و پادگان شهر پس از دو ماه که به محاصره بود تسلیم شد و از آن برای خود چیزی نداشت.",
    "ur": "یہ جنگ دریا کے کنارے پر ہوئی اور دو ماہ کے محاصرے میں فوج نے ہتھیار ڈال دیے تھے اور اس کا شہر فتح ہو گیا ہے",
    "hi": "यह युद्ध नदी के किनारे हुआ था और दो महीने की घेराबंदी में सेना ने हथियार डाल दिए थे",
}


@pytest.mark.parametrize("code", TEXTS)
def test_english_named_box(code: str) -> None:
    assert recognise([BOX], NAMES, TEXTS[code]) == code


@pytest.mark.parametrize("code", TEXTS)
def test_text_alone(code: str) -> None:
    assert recognise([], [], TEXTS[code]) == code


@pytest.mark.parametrize(
    ("template", "names", "text", "code"),
    [
        ("Ficha de conflicto", ["fecha"], "", "es"),
        ("infobox_Conflit militaire", ["combattants1"], "", "fr"),
        ("Вооружённый конфликт", ["противник1"], "", "ru"),
        ("Wojna infobox", ["siły1"], "", "pl"),
        ("Savaş bilgi kutusu", [], "", "tr"),
        ("Batalla", ["nome", "b1", "b2"], "", "gl"),
        ("Batalla", ["bàndol1", "peu_de_foto"], "", "ca"),
        ("Infoboks slag", ["delaf", "fører1"], "", "da"),
        ("Infoboks slag", ["bilete", "leiar1"], "", "nn"),
        ("Box nobody knows", ["TRUPPENSTÄRKE1", "AUSGANG"], "", "de"),
        ("Infobox military conflict", ["命令"], "", None),
        ("Infobox military conflict", NAMES, "1 2 3", None),
    ],
)
def test_by_template_and_parameters(template: str, names: list[str], text: str, code: str | None) -> None:
    assert recognise([template], names, text) == code


def test_parameters_and_file_names_do_not_make_a_text_latin() -> None:
    box = "{{Infobox military conflict\n" + "".join(
        f"| {name}_of_the_battle = [[File:The battle of the river.jpg]]\n" for name in NAMES
    )
    assert recognise([BOX], NAMES, box + "}}\n" + TEXTS["zh"]) == "zh"


def test_index_is_up_to_date() -> None:
    stored = json.loads((resources.files("battlex.languages") / "index.json").read_text(encoding="utf-8"))
    assert stored == build_index(), "run python -m battlex.languages.index"


def test_every_edition_is_in_the_index() -> None:
    assert {code for listed in build_index()["scripts"] for code in listed.split()} == set(codes())
    assert "ficha de conflicto" in known_templates()


def test_hostile_text_is_quick() -> None:
    start = time.perf_counter()
    for text in ("<" * 300_000, "[[a" * 100_000, "\n|a" * 100_000, "é'" * 100_000, "http://" * 50_000, "\x00\ud800"):
        recognise([BOX], [], text)
    assert time.perf_counter() - start < 2
