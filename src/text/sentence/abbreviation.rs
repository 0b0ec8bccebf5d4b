//! Abbreviations of the six UN languages that take a full stop inside a sentence.

/// Before what an abbreviation does not end a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Before {
    /// Before anything.
    Any,
    /// Before a number: `No. 5`, `Art. 3`.
    Number,
    /// Before a name, unless a number stands before it: `г. Баку`, but `в 1993 г. Азербайджан`.
    Name,
    /// No abbreviation.
    Nothing,
}

/// Titles and links of a sentence: lower case, without the last full stop, sorted.
const ANY: &[&str] = &[
    "abs",
    "al",
    "apdo",
    "approx",
    "c",
    "av",
    "avda",
    "ca",
    "capt",
    "cf",
    "cie",
    "col",
    "cía",
    "dr",
    "dra",
    "e.g",
    "esq",
    "etc.a",
    "eua",
    "excmo",
    "fr",
    "gen",
    "gov",
    "hon",
    "i.e",
    "jr",
    "lic",
    "lt",
    "mgr",
    "mlle",
    "mm",
    "mme",
    "mr",
    "mrs",
    "ms",
    "msgr",
    "mt",
    "mtro",
    "p. ej",
    "p.ej",
    "p.ex",
    "pdte",
    "ph.d",
    "pres",
    "prof",
    "rep",
    "rev",
    "s.e",
    "sen",
    "sgt",
    "smt",
    "sr",
    "sra",
    "sras",
    "sres",
    "srta",
    "st",
    "sta",
    "ste",
    "sto",
    "ud",
    "uds",
    "v",
    "v.gr",
    "vda",
    "viz",
    "vs",
    "долл",
    "г-жа",
    "г-н",
    "гг-да",
    "гл.обр",
    "г‑жа",
    "г‑н",
    "др.греч",
    "им",
    "напр",
    "проф",
    "см",
    "ср",
    "т.е",
    "т.к",
    "т.н",
    "т.наз",
    "тов",
    "ул",
    "акад",
    "доц",
    "ген",
    "أ.د",
    "د.م",
];

/// Words that count: lower case, without the last full stop.
const NUMBER: &[&str] = &[
    "add",
    "anexo",
    "ann",
    "annex",
    "app",
    "apr",
    "art",
    "arts",
    "aug",
    "cap",
    "ch",
    "chap",
    "corr",
    "dec",
    "doc",
    "eq",
    "ex",
    "feb",
    "fig",
    "figs",
    "inc",
    "jan",
    "jul",
    "jun",
    "mar",
    "n",
    "no",
    "nos",
    "nov",
    "num",
    "núm",
    "núms",
    "n°",
    "nº",
    "oct",
    "op",
    "p",
    "par",
    "para",
    "paras",
    "part",
    "pp",
    "párr",
    "párrs",
    "pág",
    "págs",
    "q",
    "ref",
    "res",
    "rés",
    "sec",
    "secs",
    "sect",
    "sep",
    "sept",
    "ser",
    "sess",
    "suppl",
    "supp",
    "t",
    "tit",
    "tít",
    "tome",
    "vol",
    "vols",
    "вып",
    "гл",
    "док",
    "кн",
    "коп",
    "млн",
    "млрд",
    "п",
    "пп",
    "с",
    "пункт",
    "рез",
    "рис",
    "руб",
    "ст",
    "стр",
    "табл",
    "тыс",
    "ч",
    "чл",
    "№",
    "فق",
    "مج",
];

/// Words before the name of a place or person.
const NAME: &[&str] = &["г", "гг", "пос", "дер", "обл", "р-н"];

/// What the word before a full stop is. Languages share one list: a name or a title is printed alike in several of them.
pub(super) fn classify(word: &str) -> Before {
    let word = word.to_lowercase();
    let word = word.as_str();
    if ANY.contains(&word) {
        Before::Any
    } else if NUMBER.contains(&word) {
        Before::Number
    } else if NAME.contains(&word) {
        Before::Name
    } else if matches!(word, "a.m" | "p.m") {
        // A time of day stands at the end sooner than before a name.
        Before::Nothing
    } else if is_dotted(word) {
        Before::Any
    } else {
        Before::Nothing
    }
}

/// Letters with full stops between them: `U.S`, `т.д`, `ص.ب`.
fn is_dotted(word: &str) -> bool {
    let mut parts = 0;
    let single = word.split('.').all(|part| {
        parts += 1;
        let mut letters = part.chars();
        letters.next().is_some_and(char::is_alphabetic) && letters.next().is_none()
    });
    single && parts > 1
}
