//! Fields: an instruction that is not text, and a result that is (17.16).

use super::equation;
use crate::import::build::{Numeral, symbol};

/// A field that is open.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Field {
    instruction: String,
    /// Whether its result has begun.
    is_result: bool,
    /// Whether it shows nothing of its result: it only gives a bookmark its text.
    is_silent: bool,
    /// Where a link leads, once its instruction is read.
    pub target: Option<String>,
    /// The depth of frames and the place in the paragraph at which its result begins.
    pub from: Option<(usize, usize)>,
}

/// The fields that are open, the innermost last.
#[derive(Clone, Debug, Default)]
pub(super) struct Fields {
    open: Vec<Field>,
    /// How many of them are in their instruction, or show nothing of their result.
    instructing: usize,
}

/// How long an instruction is read.
const INSTRUCTION: usize = 8_192;
/// How many fields may be open in each other; what opens deeper is taken for text.
const OPEN: usize = 1_000;

impl Fields {
    pub fn depth(&self) -> usize {
        self.open.len()
    }

    pub fn begin(&mut self) {
        if self.open.len() < OPEN {
            self.open.push(Field::default());
            self.instructing += 1;
        }
    }

    /// Takes a part of the innermost field's instruction.
    pub fn instruct(&mut self, text: &str) {
        if let Some(field) = self.open.last_mut().filter(|field| !field.is_result)
            && field.instruction.len() + text.len() <= INSTRUCTION
        {
            field.instruction.push_str(text);
        }
    }

    /// The innermost field's result begins at this place.
    pub fn separate(&mut self, at: (usize, usize)) {
        if let Some(field) = self.open.last_mut().filter(|field| !field.is_result) {
            field.is_result = true;
            field.target = target(&field.instruction);
            field.from = Some(at);
            field.is_silent = is_silent(&field.instruction);
            self.instructing -= usize::from(!field.is_silent);
        }
    }

    pub fn end(&mut self) -> Option<Field> {
        let field = self.open.pop()?;
        self.instructing -= usize::from(!field.is_result || field.is_silent);
        Some(field)
    }

    /// Drops the fields above `depth` that are still in their instruction.
    pub fn end_instructions(&mut self, depth: usize) {
        while self.open.len() > depth && self.open.last().is_some_and(|field| !field.is_result) {
            self.end();
        }
    }

    /// Whether text now belongs to an instruction.
    pub fn is_hidden(&self) -> bool {
        self.instructing > 0
    }
}

impl Field {
    /// What a field shows that has no result in the file, or an empty one (`is_empty`).
    pub fn shown(&self, is_empty: bool, counts: &mut Counts) -> Option<String> {
        (!self.is_result || is_empty).then(|| shown(&self.instruction, counts)).flatten()
    }
}

/// Whether a field shows nothing of its result: it only gives a bookmark its text.
pub(in crate::import) fn is_silent(instruction: &str) -> bool {
    matches!(name(instruction).as_str(), "SET" | "ASK")
}

/// What a field without a result shows: Word works these out whenever it draws them.
pub(in crate::import) fn shown(instruction: &str, counts: &mut Counts) -> Option<String> {
    let words = words(instruction);
    let rest: Vec<&str> = words.iter().skip(1).map(String::as_str).collect();
    match name(instruction).as_str() {
        "SYMBOL" => symbol_of(&rest).map(String::from),
        "EQ" => Some(equation::text(instruction)).filter(|text| !text.is_empty()),
        // Behind the name of the macro, or of the place, stands what is shown.
        "MACROBUTTON" | "GOTOBUTTON" => Some(rest.get(1..)?.join(" ")).filter(|text| !text.is_empty()),
        "AUTONUM" | "AUTONUMLGL" => Some(counts.next(0, Numeral::Decimal, '.')),
        "AUTONUMOUT" => Some(counts.next(0, Numeral::UpperRoman, '.')),
        "LISTNUM" => Some(counts.list(&rest)),
        _ => None,
    }
}

/// `SYMBOL 183 \f Symbol`, `SYMBOL 0xF0B7`.
fn symbol_of(rest: &[&str]) -> Option<char> {
    let code = rest.first()?;
    let code = match code.strip_prefix("0x").or_else(|| code.strip_prefix("0X")) {
        Some(hex) => u32::from_str_radix(hex, 16).ok()?,
        None => code.parse().ok()?,
    };
    let switched = rest.iter().position(|word| word.eq_ignore_ascii_case("\\f"));
    let font = switched.and_then(|at| rest.get(at + 1)).copied().unwrap_or("");
    let is_wide = rest.iter().any(|word| word.eq_ignore_ascii_case("\\u"));
    match u8::try_from(code) {
        Ok(byte) if !is_wide && font.is_empty() => {
            encoding_rs::WINDOWS_1252.decode_without_bom_handling(&[byte]).0.chars().next()
        }
        _ => char::from_u32(code).map(|c| symbol(c, font)),
    }
    .filter(|c| !c.is_control())
}

/// How far the fields have counted that number text by themselves.
#[derive(Clone, Debug, Default)]
pub(in crate::import) struct Counts {
    /// By the level, 0 for those that have none.
    used: [u32; 10],
}

impl Counts {
    fn next(&mut self, level: usize, numeral: Numeral, stop: char) -> String {
        let Some(n) = self.used.get_mut(level) else { return String::new() };
        *n = n.saturating_add(1);
        let printed = format!("{}{stop}", numeral.print(*n));
        if level > 0 {
            self.used.iter_mut().skip(level + 1).for_each(|n| *n = 0);
        }
        printed
    }

    /// `LISTNUM NumberDefault \l 2 \s 4`: 1) a) i) (1) (a) (i) 1. a. i.
    fn list(&mut self, rest: &[&str]) -> String {
        use Numeral::{Decimal, LowerLetter, LowerRoman, UpperLetter, UpperRoman};
        let value = |name: &str| {
            let at = rest.iter().position(|word| word.eq_ignore_ascii_case(name))?;
            rest.get(at + 1)?.parse::<u32>().ok()
        };
        let level = value("\\l").map_or(1, |level| level.clamp(1, 9)) as usize;
        if let (Some(start), Some(n)) = (value("\\s"), self.used.get_mut(level)) {
            *n = start.saturating_sub(1);
        }
        let is = |name: &str| rest.first().is_some_and(|word| word.eq_ignore_ascii_case(name));
        if is("LegalDefault") {
            self.next(level, Decimal, '.');
            let path: Vec<String> = self.used.iter().skip(1).take(level).map(|n| n.max(&1).to_string()).collect();
            return path.join(".") + ".";
        }
        if is("OutlineDefault") {
            return match level {
                1 => self.next(level, UpperRoman, '.'),
                2 => self.next(level, UpperLetter, '.'),
                3 => self.next(level, Decimal, '.'),
                4 => self.next(level, LowerLetter, ')'),
                5 => format!("({}", self.next(level, Decimal, ')')),
                6 | 8 => format!("({}", self.next(level, LowerLetter, ')')),
                _ => format!("({}", self.next(level, LowerRoman, ')')),
            };
        }
        let numeral = [Decimal, LowerLetter, LowerRoman][(level - 1) % 3];
        match level {
            1..=3 => self.next(level, numeral, ')'),
            4..=6 => format!("({}", self.next(level, numeral, ')')),
            _ => self.next(level, numeral, '.'),
        }
    }
}

/// The first word of an instruction, in capitals; some writers put a backslash before it.
fn name(instruction: &str) -> String {
    let word = instruction.trim_start_matches(|c: char| c == '\\' || c.is_whitespace());
    word.split(|c: char| c == '\\' || c.is_whitespace()).next().unwrap_or("").to_ascii_uppercase()
}

/// Where a HYPERLINK leads: `HYPERLINK "https://…" \l "place"`; and REF, PAGEREF and NOTEREF with `\h`.
pub(in crate::import) fn target(instruction: &str) -> Option<String> {
    let words = words(instruction);
    let mut words = words.iter().map(String::as_str);
    let name = words.next()?.to_ascii_uppercase();
    let rest: Vec<&str> = words.collect();
    match name.as_str() {
        "HYPERLINK" => {
            let place = rest.iter().position(|word| word.eq_ignore_ascii_case("\\l")).and_then(|at| rest.get(at + 1));
            let url = rest.first().filter(|word| !word.starts_with('\\'));
            match (url, place) {
                (Some(url), Some(place)) => Some(format!("{url}#{place}")),
                (Some(url), None) => Some((*url).to_owned()),
                (None, place) => place.map(|place| format!("#{place}")),
            }
        }
        "REF" | "PAGEREF" | "NOTEREF" if rest.iter().any(|word| word.eq_ignore_ascii_case("\\h")) => {
            rest.first().filter(|word| !word.starts_with('\\')).map(|name| format!("#{name}"))
        }
        _ => None,
    }
}

/// The words of an instruction: between blanks, or in quotes, where a backslash is doubled.
fn words(instruction: &str) -> Vec<String> {
    let mut out = Vec::new();
    let mut rest = instruction.trim_start();
    while let Some(first) = rest.chars().next() {
        let (word, after) = match first {
            '"' | '“' => {
                let inner = rest.get(first.len_utf8()..).unwrap_or("");
                let end = inner.find(['"', '”']).unwrap_or(inner.len());
                let after = inner.get(end..).map_or("", |tail| tail.trim_start_matches(['"', '”']));
                (inner.get(..end).unwrap_or("").replace("\\\\", "\\"), after)
            }
            _ => {
                let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
                (rest.get(..end).unwrap_or("").to_owned(), rest.get(end..).unwrap_or(""))
            }
        };
        out.push(word);
        rest = after.trim_start();
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{Counts, shown, target};

    #[test]
    fn fields_without_a_result_show_what_their_instructions_say() {
        let mut counts = Counts::default();
        for (instruction, seen) in [
            (" SYMBOL 183 \\f \"Symbol\" ", Some("•")),
            ("SYMBOL 0x263A \\u", Some("☺")),
            ("SYMBOL 233", Some("é")),
            ("SYMBOL 7", None),
            ("MACROBUTTON Sign click to sign", Some("click to sign")),
            ("MACROBUTTON Sign", None),
            ("AUTONUM", Some("1.")),
            ("AUTONUM \\* Arabic", Some("2.")),
            ("LISTNUM", Some("1)")),
            ("LISTNUM NumberDefault \\l 2", Some("a)")),
            ("LISTNUM \\l 2", Some("b)")),
            ("LISTNUM", Some("2)")),
            ("LISTNUM \\l 2 \\s 5", Some("e)")),
            ("LISTNUM \\l 5", Some("(a)")),
            ("LISTNUM LegalDefault \\l 3", Some("2.5.1.")),
            ("LISTNUM OutlineDefault \\l 9", Some("(i)")),
            ("eq \\o(\\s\\up 9(reading),base)", Some("base")),
            ("PAGE", None),
        ] {
            assert_eq!(shown(instruction, &mut counts).as_deref(), seen, "{instruction}");
        }
    }

    #[test]
    fn links_are_read_out_of_instructions() {
        for (instruction, leads) in [
            (" HYPERLINK \"https://example.org/a b\" \\o \"a tip\" ", Some("https://example.org/a b")),
            ("HYPERLINK \\l \"_Toc1\"", Some("#_Toc1")),
            ("hyperlink https://example.org/ \\l here", Some("https://example.org/#here")),
            ("REF _Ref7 \\r \\h", Some("#_Ref7")),
            ("REF _Ref7", None),
            ("PAGE", None),
            ("", None),
            ("HYPERLINK", None),
        ] {
            assert_eq!(target(instruction).as_deref(), leads, "{instruction}");
        }
    }
}
