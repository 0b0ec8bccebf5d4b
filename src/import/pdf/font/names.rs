//! Names of glyphs to text, by the rules of the Adobe Glyph List Specification and the names most in use.

use unicode_normalization::UnicodeNormalization;

/// The text that a glyph's name stands for; none where it says nothing.
pub(super) fn text(name: &[u8]) -> Option<String> {
    let name = std::str::from_utf8(name).ok().filter(|name| name.len() <= 100)?;
    // What follows a stop is a variant of the glyph.
    let base = match name.split_once('.') {
        Some(("", _)) => return None,
        Some((base, _)) => base,
        None => name,
    };
    let parts: Option<Vec<String>> = base.split('_').map(part).collect();
    parts.map(|parts| parts.concat()).filter(|text| !text.is_empty())
}

fn part(name: &str) -> Option<String> {
    let mut chars = name.chars();
    if let (Some(c), None) = (chars.next(), chars.next())
        && c.is_ascii_alphabetic()
    {
        return Some(c.to_string());
    }
    if let Some((_, text)) = NAMES.iter().find(|(own, _)| *own == name) {
        return Some((*text).to_owned());
    }
    coded(name)
        .or_else(|| accented(name))
        .or_else(|| afii(name).map(String::from))
        .or_else(|| arabic(name))
        .or_else(|| greek(name))
}

/// `uni0628`, `uniFEDFFE8E`, `u1F600`.
fn coded(name: &str) -> Option<String> {
    let is_hex = |text: &str| {
        text.bytes().all(|byte| byte.is_ascii_digit() || (b'A'..=b'F').contains(&byte.to_ascii_uppercase()))
    };
    if let Some(digits) =
        name.strip_prefix("uni").filter(|digits| digits.len() >= 4 && digits.len() % 4 == 0 && is_hex(digits))
    {
        let codes = digits.as_bytes().as_chunks::<4>().0.iter();
        return codes
            .map(|code| char::from_u32(u32::from_str_radix(std::str::from_utf8(code).ok()?, 16).ok()?))
            .collect();
    }
    let digits = name.strip_prefix('u').filter(|digits| (4..=6).contains(&digits.len()) && is_hex(digits))?;
    char::from_u32(u32::from_str_radix(digits, 16).ok()?).map(String::from)
}

/// `Aacute`, `scedilla`: a letter and its accent.
fn accented(name: &str) -> Option<String> {
    const ACCENTS: [(&str, char); 14] = [
        ("grave", '\u{300}'),
        ("acute", '\u{301}'),
        ("circumflex", '\u{302}'),
        ("tilde", '\u{303}'),
        ("macron", '\u{304}'),
        ("breve", '\u{306}'),
        ("dotaccent", '\u{307}'),
        ("dieresis", '\u{308}'),
        ("ring", '\u{30A}'),
        ("hungarumlaut", '\u{30B}'),
        ("caron", '\u{30C}'),
        ("cedilla", '\u{327}'),
        ("commaaccent", '\u{327}'),
        ("ogonek", '\u{328}'),
    ];
    let letter = name.chars().next().filter(char::is_ascii_alphabetic)?;
    let mark = ACCENTS.iter().find(|(accent, _)| name.get(1..) == Some(accent))?.1;
    // With a comma below, but written by Unicode as a cedilla for all but these.
    let mark = if name.ends_with("commaaccent") && matches!(letter, 'S' | 's' | 'T' | 't') { '\u{326}' } else { mark };
    Some([letter, mark].into_iter().nfc().collect())
}

/// The numbers of AFII's registry for Cyrillic, Hebrew and Arabic.
fn afii(name: &str) -> Option<char> {
    let number: u32 = name.strip_prefix("afii").filter(|digits| digits.len() <= 5)?.parse().ok()?;
    let code = match number {
        10_017..=10_022 => 0x410 + number - 10_017,
        10_023 => 0x401,
        10_024..=10_049 => 0x416 + number - 10_024,
        10_050 => 0x490,
        10_051..=10_061 => 0x402 + number - 10_051,
        10_062 => 0x40E,
        10_065..=10_070 => 0x430 + number - 10_065,
        10_071 => 0x451,
        10_072..=10_097 => 0x436 + number - 10_072,
        10_098 => 0x491,
        10_099..=10_109 => 0x452 + number - 10_099,
        10_110 => 0x45E,
        10_145 => 0x40F,
        10_193 => 0x45F,
        57_388 => 0x60C,
        57_392..=57_401 => 0x660 + number - 57_392,
        57_403 => 0x61B,
        57_407 => 0x61F,
        57_409..=57_434 => 0x621 + number - 57_409,
        57_440..=57_458 => 0x640 + number - 57_440,
        57_470 => 0x647,
        57_505 => 0x6A4,
        57_506 => 0x67E,
        57_507 => 0x686,
        57_508 => 0x698,
        57_509 => 0x6AF,
        57_511 => 0x679,
        57_512 => 0x688,
        57_513 => 0x691,
        57_514 => 0x6BA,
        57_519 => 0x6D2,
        57_534 => 0x6D5,
        57_664..=57_690 => 0x5D0 + number - 57_664,
        61_352 => 0x2116,
        _ => return None,
    };
    char::from_u32(code)
}

/// `behinitialarabic`, `beh-ar`: letters of the Arabic script in the forms that they take.
fn arabic(name: &str) -> Option<String> {
    const LETTERS: [(&str, &str); 48] = [
        ("hamza", "ء"),
        ("alefmaddaabove", "آ"),
        ("alefmadda", "آ"),
        ("alefhamzaabove", "أ"),
        ("wawhamzaabove", "ؤ"),
        ("wawhamza", "ؤ"),
        ("alefhamzabelow", "إ"),
        ("yehhamzaabove", "ئ"),
        ("yehhamza", "ئ"),
        ("alefmaksura", "ى"),
        ("alefwasla", "ٱ"),
        ("alef", "ا"),
        ("beh", "ب"),
        ("tehmarbuta", "ة"),
        ("teh", "ت"),
        ("theh", "ث"),
        ("jeem", "ج"),
        ("hah", "ح"),
        ("khah", "خ"),
        ("dal", "د"),
        ("thal", "ذ"),
        ("reh", "ر"),
        ("zain", "ز"),
        ("seen", "س"),
        ("sheen", "ش"),
        ("sad", "ص"),
        ("dad", "ض"),
        ("tah", "ط"),
        ("zah", "ظ"),
        ("ain", "ع"),
        ("ghain", "غ"),
        ("feh", "ف"),
        ("qaf", "ق"),
        ("kaf", "ك"),
        ("lam", "ل"),
        ("meem", "م"),
        ("noon", "ن"),
        ("heh", "ه"),
        ("waw", "و"),
        ("yeh", "ي"),
        ("tatweel", "ـ"),
        ("fathatan", "ً"),
        ("dammatan", "ٌ"),
        ("kasratan", "ٍ"),
        ("fatha", "َ"),
        ("damma", "ُ"),
        ("kasra", "ِ"),
        ("shadda", "ّ"),
    ];
    let bare = name.strip_suffix("-ar").or_else(|| name.strip_suffix("arabic"))?;
    let bare =
        ["initial", "medial", "final", "isolated"].iter().find_map(|form| bare.strip_suffix(form)).unwrap_or(bare);
    if bare == "sukun" {
        return Some("ْ".to_owned());
    }
    if let Some(alef) = bare.strip_prefix("lam").filter(|rest| rest.starts_with("alef")) {
        return LETTERS.iter().find(|(own, _)| *own == alef).map(|(_, letter)| format!("ل{letter}"));
    }
    LETTERS.iter().find(|(own, _)| *own == bare).map(|(_, letter)| (*letter).to_owned())
}

/// `Alpha`, `sigma1`, `etatonos`.
fn greek(name: &str) -> Option<String> {
    const LETTERS: [&str; 24] = [
        "alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa", "lambda", "mu", "nu",
        "xi", "omicron", "pi", "rho", "sigma", "tau", "upsilon", "phi", "chi", "psi", "omega",
    ];
    if name == "sigma1" {
        return Some("ς".to_owned());
    }
    let (bare, mark) = match (name.strip_suffix("tonos"), name.strip_suffix("dieresis")) {
        (Some(bare), _) => (bare, Some('\u{301}')),
        (_, Some(bare)) => (bare, Some('\u{308}')),
        _ => (name, None),
    };
    let at = u32::try_from(LETTERS.iter().position(|letter| letter.eq_ignore_ascii_case(bare))?).ok()?;
    // The final sigma stands between rho and sigma.
    let at = at + u32::from(at > 16);
    let letter = char::from_u32(if bare.starts_with(|c: char| c.is_ascii_uppercase()) { 0x391 } else { 0x3B1 } + at)?;
    Some(std::iter::once(letter).chain(mark).nfc().collect())
}

/// Names that no rule gives.
const NAMES: [(&str, &str); 158] = [
    ("space", " "),
    ("nbspace", "\u{A0}"),
    ("nonbreakingspace", "\u{A0}"),
    ("exclam", "!"),
    ("quotedbl", "\""),
    ("numbersign", "#"),
    ("dollar", "$"),
    ("percent", "%"),
    ("ampersand", "&"),
    ("quotesingle", "'"),
    ("parenleft", "("),
    ("parenright", ")"),
    ("asterisk", "*"),
    ("plus", "+"),
    ("comma", ","),
    ("hyphen", "-"),
    ("sfthyphen", "\u{AD}"),
    ("softhyphen", "\u{AD}"),
    ("period", "."),
    ("slash", "/"),
    ("zero", "0"),
    ("one", "1"),
    ("two", "2"),
    ("three", "3"),
    ("four", "4"),
    ("five", "5"),
    ("six", "6"),
    ("seven", "7"),
    ("eight", "8"),
    ("nine", "9"),
    ("colon", ":"),
    ("semicolon", ";"),
    ("less", "<"),
    ("equal", "="),
    ("greater", ">"),
    ("question", "?"),
    ("at", "@"),
    ("bracketleft", "["),
    ("backslash", "\\"),
    ("bracketright", "]"),
    ("asciicircum", "^"),
    ("underscore", "_"),
    ("grave", "`"),
    ("braceleft", "{"),
    ("bar", "|"),
    ("braceright", "}"),
    ("asciitilde", "~"),
    ("exclamdown", "¡"),
    ("cent", "¢"),
    ("sterling", "£"),
    ("currency", "¤"),
    ("yen", "¥"),
    ("brokenbar", "¦"),
    ("section", "§"),
    ("dieresis", "¨"),
    ("copyright", "©"),
    ("ordfeminine", "ª"),
    ("guillemotleft", "«"),
    ("logicalnot", "¬"),
    ("registered", "®"),
    ("macron", "¯"),
    ("degree", "°"),
    ("plusminus", "±"),
    ("twosuperior", "²"),
    ("threesuperior", "³"),
    ("acute", "´"),
    ("mu", "µ"),
    ("paragraph", "¶"),
    ("periodcentered", "·"),
    ("middot", "·"),
    ("cedilla", "¸"),
    ("onesuperior", "¹"),
    ("ordmasculine", "º"),
    ("guillemotright", "»"),
    ("onequarter", "¼"),
    ("onehalf", "½"),
    ("threequarters", "¾"),
    ("questiondown", "¿"),
    ("AE", "Æ"),
    ("Eth", "Ð"),
    ("multiply", "×"),
    ("Oslash", "Ø"),
    ("Thorn", "Þ"),
    ("germandbls", "ß"),
    ("ae", "æ"),
    ("eth", "ð"),
    ("divide", "÷"),
    ("oslash", "ø"),
    ("thorn", "þ"),
    ("Dcroat", "Đ"),
    ("dcroat", "đ"),
    ("Hbar", "Ħ"),
    ("hbar", "ħ"),
    ("Idotaccent", "İ"),
    ("dotlessi", "ı"),
    ("dotlessj", "ȷ"),
    ("kgreenlandic", "ĸ"),
    ("Ldot", "Ŀ"),
    ("ldot", "ŀ"),
    ("Lslash", "Ł"),
    ("lslash", "ł"),
    ("napostrophe", "ŉ"),
    ("Eng", "Ŋ"),
    ("eng", "ŋ"),
    ("OE", "Œ"),
    ("oe", "œ"),
    ("Tbar", "Ŧ"),
    ("tbar", "ŧ"),
    ("schwa", "ə"),
    ("Schwa", "Ə"),
    ("longs", "ſ"),
    ("florin", "ƒ"),
    ("circumflex", "ˆ"),
    ("caron", "ˇ"),
    ("breve", "˘"),
    ("dotaccent", "˙"),
    ("ring", "˚"),
    ("ogonek", "˛"),
    ("tilde", "˜"),
    ("hungarumlaut", "˝"),
    ("theta1", "ϑ"),
    ("phi1", "ϕ"),
    ("omega1", "ϖ"),
    ("endash", "–"),
    ("emdash", "—"),
    ("horizontalbar", "―"),
    ("quoteleft", "‘"),
    ("quoteright", "’"),
    ("quotesinglbase", "‚"),
    ("quotedblleft", "“"),
    ("quotedblright", "”"),
    ("quotedblbase", "„"),
    ("dagger", "†"),
    ("daggerdbl", "‡"),
    ("bullet", "•"),
    ("ellipsis", "…"),
    ("perthousand", "‰"),
    ("minute", "′"),
    ("second", "″"),
    ("guilsinglleft", "‹"),
    ("guilsinglright", "›"),
    ("fraction", "⁄"),
    ("Euro", "€"),
    ("trademark", "™"),
    ("arrowleft", "←"),
    ("arrowup", "↑"),
    ("arrowright", "→"),
    ("arrowdown", "↓"),
    ("minus", "−"),
    ("notequal", "≠"),
    ("lessequal", "≤"),
    ("greaterequal", "≥"),
    ("ff", "ff"),
    ("fi", "fi"),
    ("fl", "fl"),
    ("ffi", "ffi"),
    ("ffl", "ffl"),
    ("infinity", "∞"),
];

#[cfg(test)]
mod tests {
    use super::text;

    #[test]
    fn names_are_read_as_the_glyph_list_has_them() {
        for (name, expected) in [
            ("A", "A"),
            ("Aacute", "Á"),
            ("Scedilla", "Ş"),
            ("scommaaccent", "ș"),
            ("f_i", "fi"),
            ("a.sc", "a"),
            ("uni0628.init", "ب"),
            ("uniFEDFFE8E", "\u{FEDF}\u{FE8E}"),
            ("u1F600", "\u{1F600}"),
            ("afii57415", "ا"),
            ("afii57450", "ي"),
            ("afii10049", "Я"),
            ("afii10071", "ё"),
            ("behinitialarabic", "ب"),
            ("lamalefhamzaabovefinalarabic", "لأ"),
            ("Omega", "Ω"),
            ("sigma", "σ"),
            ("etatonos", "ή"),
        ] {
            assert_eq!(text(name.as_bytes()).as_deref(), Some(expected), "{name}");
        }
        for name in [".notdef", "g23", "cid12", "uni12", "nothing"] {
            assert_eq!(text(name.as_bytes()), None, "{name}");
        }
    }
}
