"""Battles built by hand, for tests of what is printed."""

from __future__ import annotations

from battlex.model import (
    Battle,
    Belligerent,
    Category,
    Coordinates,
    DateRange,
    Fate,
    Figure,
    Figures,
    Infobox,
    Interval,
    Level,
    Link,
    Measure,
    Outcome,
    Page,
    Parameter,
    Person,
    Place,
    Problem,
    ProseFigure,
    Result,
    Side,
    Span,
    Summary,
    Text,
    Unit,
)

S, C = Measure.STRENGTH, Measure.CASUALTIES
PEOPLE = Category.PERSONNEL


def strength(low: int | None, high: int | None = -1, category: Category = PEOPLE, **more: object) -> Figure:
    """A strength figure; with one number, min and max are that number."""
    return _figure(S, low, high, category, more)


def loss(low: int | None, *fates: Fate, high: int | None = -1, category: Category = PEOPLE, **more: object) -> Figure:
    """A casualty figure; with one number, min and max are that number."""
    return _figure(C, low, high, category, {**more, "fates": fates})


def _figure(measure: Measure, low: int | None, high: int | None, category: Category, more: dict[str, object]) -> Figure:
    return Figure(measure, category, min=low, max=low if high == -1 else high, **more)  # type: ignore[arg-type]


def page(wikitext: str = "", **more: object) -> Page:
    """A page; only what the test needs is filled in."""
    return Page(wikitext, **more)  # type: ignore[arg-type]


def box(template: str = "Infobox military conflict", **parameters: str) -> Infobox:
    """An infobox with these parameters, of no known field."""
    return Infobox(
        template,
        Span(0, 40),
        {name: Parameter(name, None, None, value, value, Span(0, len(value))) for name, value in parameters.items()},
    )


def date(text: str, start: str, end: str | None = None) -> DateRange:
    """A date with one interval."""
    edtf = start if end in (None, start) else f"{start}/{end}"
    return DateRange(text, start, end or start, edtf, (Interval(start, end or start),))


XINKOU = Battle(
    page("{{Infobox Military Conflict|strength1=28万人}}", language="zh", path="xinkou.wikitext"),
    box("Infobox Military Conflict", conflict="忻口戰鬥"),
    name="忻口戰鬥",
    part_of=Text("太原會戰", (Link("太原會戰", "太原会战"),)),
    date=date("1937年10月11日－11月5日", "1937-10-11", "1937-11-05"),
    place=Place("中國山西省北部", (Link("中國", "中國"),), Coordinates(38.8, 112.7, 0.1)),
    result=Result("日軍勝利", Outcome.VICTORY, (2,)),
    sides=(
        Side(
            1,
            (Belligerent("中華民國", "中華民國", "Flag_of_the_Republic_of_China.svg"),),
            tuple(Person(name, name, "Republic of China") for name in ("阎锡山", "卫立煌", "朱德")),
            strength=Figures("28万人", (strength(280000, noun="人", text="28万人", span=Span(39, 43)),)),
            casualties=Figures("10万人", (loss(100000, noun="人", text="10万人"),)),
            summary=Summary(280000, 280000, casualties_min=100000, casualties_max=100000),
        ),
        Side(
            2,
            (Belligerent("日本帝國", "日本帝國", "Flag_of_Japan.svg"),),
            (Person("板垣征四郎", "板垣征四郎", "Japan"),),
            strength=Figures("14万人", (strength(140000, noun="人", text="14万人"),)),
            casualties=Figures("2万人", (loss(20000, noun="人", text="2万人"),)),
            summary=Summary(140000, 140000, casualties_min=20000, casualties_max=20000),
        ),
    ),
    prose=(
        ProseFigure(
            S, PEOPLE, min=180000, max=None, text="十八萬以上", section=None, side=1, span=Span(814, 819),
            sentence="守軍為國民革命軍十個師以上兵力，人數達十八萬以上。",
        ),
        ProseFigure(
            S, PEOPLE, min=7000, max=8000, text="七八千人", section="經過", side=2, span=Span(2081, 2085),
            sentence="自15日起，又投入第五師團主力七八千人向永興村、安家莊一帶進攻，戰鬥一直持續到夜間，雙方都有很大的損失。",
        ),
        ProseFigure(
            C, Category.VEHICLE, (Fate.LOST,), 600, None, text="汽車和坦克六百多輛", section="經過", side=2,
            sentence="擊毀敵機24架，汽車和坦克六百多輛", in_note=True,
        ),
    ),
)  # fmt: skip

MARATHON = Battle(
    page("", title="Battle of Marathon", language="en", page_id=1, revision_id=7, url="https://en.wikipedia.org/w/?oldid=7"),
    box(),
    name="Battle of Marathon",
    part_of=Text("the first Persian invasion of Greece"),
    date=date("12 September 490 BC", "-0489-09-12"),
    place=Place("Marathon, Greece", (), Coordinates(38.1181, 23.9783, 0.0001)),
    result=Result("Greek victory", Outcome.VICTORY, (1,)),
    sides=(
        Side(
            1,
            (Belligerent("Athens"), Belligerent("Plataea")),
            (Person("Miltiades"), Person("Callimachus", fates=("killed",)), Person("Aristides", fates=("wounded",))),
            strength=Figures(
                "9,000–10,000 Athenians\n1,000 Plataeans",
                (strength(9000, 10000, party="Athens"), strength(1000, party="Plataea")),
            ),
            casualties=Figures(
                "192 killed (Herodotus)\nabout 11 Plataeans",
                (loss(192, Fate.KILLED, attribution="Herodotus"), loss(11, Fate.KILLED, approx=True, party="Plataea")),
            ),
            summary=Summary(10000, 11000, 203, 203, casualties_min=203, casualties_max=203),
        ),
        Side(
            2,
            (Belligerent("Persian Empire"),),
            (Person("Datis", fates=("killed",)), Person("Artaphernes", rank="Satrap")),
            (Unit("Immortals"), *(Unit(f"Levy of the {n}th satrapy") for n in range(4, 14))),
            Figures(
                "25,000 infantry (modern estimate) and 600 triremes, over 1,000 cavalry",
                (
                    strength(25000, noun="infantry", attribution="modern estimate"),
                    strength(600, category=Category.SHIP, noun="triremes"),
                    strength(1000, None, noun="cavalry"),
                ),
            ),
            Figures("6,400 killed\n7 ships captured\nUnknown number of prisoners", (
                loss(6400, Fate.KILLED),
                loss(7, Fate.CAPTURED, category=Category.SHIP, noun="ships"),
                loss(None, Fate.CAPTURED, level=Level.UNKNOWN),
            )),
            Summary(26000, None, 6400, 6400, casualties_min=6400, casualties_max=None),
        ),
    ),
    problems=(Problem("no-summary", "parts and total do not agree", "casualties2", Span(10, 20)),),
)  # fmt: skip

QADISIYYAH = Battle(
    page("", language="ar", path="القادسية.wikitext"),
    box("صندوق معلومات نزاع عسكري"),
    name="معركة القادسية",
    part_of=Text("الفتح الإسلامي لفارس"),
    date=date("نوفمبر 636", "0636-11"),
    place=Place("القادسية، العراق"),
    result=Result("نصر المسلمين", Outcome.VICTORY, (1,)),
    sides=(
        Side(
            1,
            (Belligerent("الخلافة الراشدة"),),
            (Person("سعد بن أبي وقاص"), Person("القعقاع بن عمرو التميمي")),
            strength=Figures("30,000 مقاتل", (strength(30000, noun="مقاتل"),)),
            casualties=Figures("8,500 قتيل", (loss(8500, Fate.KILLED, noun="قتيل"),)),
            summary=Summary(30000, 30000, 8500, 8500, casualties_min=8500, casualties_max=8500),
        ),
        Side(
            2,
            (Belligerent("الإمبراطورية الساسانية"),),
            (Person("رستم فرخزاد", fates=("killed",)), Person("جالينوس", fates=("killed",))),
            strength=Figures(
                "60,000-120,000 مقاتل و 33 فيلا",
                (strength(60000, 120000, noun="مقاتل"), strength(33, category=Category.ANIMAL, noun="فيلا")),
            ),
            casualties=Figures("40,000 تقريبا", (loss(40000, approx=True),)),
            summary=Summary(60000, 120000, casualties_min=40000, casualties_max=40000),
        ),
    ),
)

ALONE = Battle(
    page("", path="fire.txt", language="en"), box(), name="Siege of the Lonely Tower",
    sides=(Side(1, (Belligerent("Garrison"),), strength=Figures("300", (strength(300),))),),
    problems=(Problem("unknown-parameter", "the language does not know this parameter", "foo"),),
)  # fmt: skip

EMPTY = Battle(page("", path="empty.txt", language="en"), box())

_MANY = tuple(
    loss(n * 137, fate, category=PEOPLE, noun="men", party=f"{n}th Division of the Grand Army")
    for n, fate in enumerate([Fate.KILLED, Fate.WOUNDED, Fate.MISSING, Fate.CAPTURED] * 10, 1)
)

MELEE = Battle(
    page("", title="Four-cornered war of the long name", language="en"),
    box(),
    name="The four-cornered war of the exceedingly long and tiresome name in the borderlands of nowhere (1799–1815)",
    date=date("1 May – 4 June 1806", "1806-05-01", "1806-06-04"),
    result=Result("Inconclusive", Outcome.INCONCLUSIVE),
    sides=tuple(
        Side(
            n,
            (Belligerent(f"Confederation of the {n}th Realm and its Dependencies"), Belligerent("Auxiliaries", role="support")),
            (Person(f"Archduke Maximilian the {n}th of Somewhere", fates=("wounded", "captured")),),
            strength=Figures(
                f"{n},000,000–{n + 1},500,000 men, 20 ships", (
                    strength(n * 1000000, n * 1000000 + 1500000, noun="men", approx=True),
                    strength(20 * n, category=Category.SHIP, noun="ships of the line"),
                )),
            casualties=Figures("\n".join(f"{f.min} men {f.fates[0]}" for f in _MANY[: 10 * n]), _MANY[: 10 * n]),
            summary=Summary(n * 1000000, n * 1000000 + 1500000),
        )
        for n in (1, 2, 3, 4)
    ),
    other_casualties=Figures("up to 100 civilians killed", (loss(None, Fate.KILLED, high=100, category=Category.CIVILIAN),)),
)  # fmt: skip

HOSTILE_TEXT = (
    "[bold red]x[/]\x1b]0;pwned\x07\x1b[31m\u202eevil\u2066 =cmd|'/C calc'!A0 \ud800\x9b\x00 [link=file:///]y"
)

HOSTILE = Battle(
    page(HOSTILE_TEXT, title=HOSTILE_TEXT, path=HOSTILE_TEXT, url=HOSTILE_TEXT, language="en"),
    box(HOSTILE_TEXT),
    name=HOSTILE_TEXT,
    part_of=Text(HOSTILE_TEXT),
    date=DateRange(HOSTILE_TEXT, "1900", "1900", "1900", (Interval("1900", "1900"),)),
    place=Place(HOSTILE_TEXT),
    result=Result(HOSTILE_TEXT, Outcome.OTHER),
    sides=(
        Side(
            1,
            (Belligerent(HOSTILE_TEXT, group=HOSTILE_TEXT, role=HOSTILE_TEXT),),
            (Person(HOSTILE_TEXT, rank=HOSTILE_TEXT, group=HOSTILE_TEXT, fates=(HOSTILE_TEXT,)),),
            (Unit(HOSTILE_TEXT),),
            Figures(HOSTILE_TEXT, (strength(5, noun=HOSTILE_TEXT, party=HOSTILE_TEXT, text=HOSTILE_TEXT),)),
        ),
    ),
    prose=(
        ProseFigure(
            S, PEOPLE, min=5, max=5, noun=HOSTILE_TEXT, text=HOSTILE_TEXT, sentence=HOSTILE_TEXT, section=HOSTILE_TEXT
        ),
    ),
    problems=(Problem("unread-text", HOSTILE_TEXT, HOSTILE_TEXT),),
)

ALL = (XINKOU, MARATHON, QADISIYYAH, ALONE, EMPTY, MELEE, HOSTILE)
