//! The addresses under which the United Nations give a document, and the symbols that addresses name.

use super::{identity, length_at};
use crate::text::Language;

/// The languages in which documents are given.
const LANGUAGES: [&str; 6] = ["ar", "en", "es", "fr", "ru", "zh"];

/// Where the document of this symbol is given, in `language` where that is one of the six.
pub fn address(symbol: &str, language: &Language) -> String {
    let symbol: String = symbol.trim_end_matches('*').split_whitespace().collect();
    match LANGUAGES.iter().find(|own| **own == language.primary()) {
        Some(language) => format!("https://undocs.org/{language}/{symbol}"),
        None => format!("https://undocs.org/{symbol}"),
    }
}

/// The symbol that an address of the United Nations names, however it does: in its path (`undocs.org/A/68/154`,
/// `docs.un.org/en/A/68/154`) or in its query (`s=`, `symbol=`, `DS=`, `FinalSymbol=`). None for other addresses, and for those
/// that name a file (`documents-dds-ny.un.org/doc/UNDOC/…`).
pub fn addressed(address: &str) -> Option<String> {
    let (scheme, rest) = address.split_once("://")?;
    if !scheme.eq_ignore_ascii_case("http") && !scheme.eq_ignore_ascii_case("https") {
        return None;
    }
    let rest = rest.get(..rest.len().min(1_000)).unwrap_or(rest);
    let rest = rest.split('#').next().unwrap_or(rest);
    let (place, query) = rest.split_once('?').unwrap_or((rest, ""));
    let (host, path) = place.split_once('/').unwrap_or((place, ""));
    let host = host.to_ascii_lowercase();
    let host = host.split(':').next().unwrap_or(&host);
    let is_theirs = ["undocs.org", "un.org", "unog.ch", "ohchr.org"]
        .iter()
        .any(|own| host == *own || host.strip_suffix(own).is_some_and(|left| left.ends_with('.')));
    if !is_theirs {
        return None;
    }
    for part in query.split('&') {
        let Some((name, value)) = part.split_once('=') else { continue };
        let is_symbol =
            ["s", "symbol", "ds", "finalsymbol", "symbolno"].iter().any(|own| name.eq_ignore_ascii_case(own));
        if is_symbol && let Some(symbol) = whole(&decoded(value)) {
            return Some(symbol);
        }
    }
    let path = decoded(path);
    let path = path.trim_matches('/');
    if host == "transcripts.un.org" {
        return meeting(path);
    }
    if !host.ends_with("undocs.org") && host != "docs.un.org" {
        return None;
    }
    // The language, in two letters or in one, may stand first.
    let after = path.split_once('/').filter(|(first, _)| {
        let is_language = |own: &&str| first.eq_ignore_ascii_case(own);
        LANGUAGES.iter().any(is_language) || ["ch", "sp", "cn"].iter().any(is_language)
    });
    whole(after.map_or(path, |(_, symbol)| symbol))
}

/// `{locale}/ga/{session}/{number}`: the record of a plenary meeting of the General Assembly.
fn meeting(path: &str) -> Option<String> {
    let parts: Vec<&str> = path.split('/').take(5).collect();
    let [_, "ga", session, number] = parts[..] else { return None };
    let number = number.split('.').next().unwrap_or(number);
    let is_number = |text: &str| (1..=3).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    (is_number(session) && is_number(number)).then(|| format!("A/{session}/PV.{number}"))
}

/// The symbol, where the whole of `text` is one, in capitals or not.
fn whole(text: &str) -> Option<String> {
    let text = text.trim().trim_end_matches('/');
    let fits = |text: &str| length_at(text) == Some(text.len());
    if fits(text) {
        return Some(text.to_owned());
    }
    let capitals = identity(text);
    fits(&capitals).then_some(capitals)
}

/// What stands for the characters that an address cannot hold, resolved (RFC 3986, 2.1); `+` is a blank.
fn decoded(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let digit = |at: usize| char::from(*bytes.get(at).unwrap_or(&b' ')).to_digit(16);
        match (byte, digit(at + 1), digit(at + 2)) {
            (b'%', Some(high), Some(low)) => {
                out.push(u8::try_from(high * 16 + low).unwrap_or(b'?'));
                at += 2;
            }
            (b'+', ..) => out.push(b' '),
            _ => out.push(*byte),
        }
        at += 1;
    }
    String::from_utf8_lossy(&out).into_owned()
}
