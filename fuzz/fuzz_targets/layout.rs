//! Any text at any width with any options: rows that are whole, fit, lead back to their text and hold no control.
//!
//! The first bytes of an input are the options and the width, the rest is the text: as bytes, or as places in the alphabets
//! that the tests draw from, one or two bytes a character, so that a changed byte is another character of the same script;
//! once, or repeated as far as four kilobytes, where what is quadratic shows.
//! With `HEXAPLA_FUZZ_MS` set, a layout that takes longer than so many milliseconds three times is a crash.

#![no_main]

#[allow(dead_code, reason = "the tests use the generator too")]
#[path = "../../tests/it/dice.rs"]
mod dice;
#[path = "../../tests/it/invariant.rs"]
mod invariant;

use std::sync::LazyLock;
use std::time::{Duration, Instant};

use hexapla::layout::{Analysis, Options};
use hexapla::text::Direction;
use libfuzzer_sys::{Corpus, fuzz_target};

use dice::HOSTILE;
use invariant::Laid;

/// Bytes of text that one input is at most.
const BYTES: usize = 4096;

/// The alphabets, as characters.
static ALPHABETS: LazyLock<Vec<Vec<char>>> =
    LazyLock::new(|| HOSTILE.iter().map(|alphabet| alphabet.chars().collect()).collect());

static LIMIT: LazyLock<Option<Duration>> =
    LazyLock::new(|| std::env::var("HEXAPLA_FUZZ_MS").ok()?.parse().ok().map(Duration::from_millis));

fn character(alphabet: u8, place: u8) -> char {
    let alphabet = &ALPHABETS[usize::from(alphabet) % ALPHABETS.len()];
    alphabet[usize::from(place) % alphabet.len()]
}

fn text(mode: u8, repeated: bool, bytes: &[u8]) -> String {
    let mut text: String = match mode {
        0 => String::from_utf8_lossy(bytes).into_owned(),
        1 => bytes.iter().map(|&byte| character(byte >> 4, byte & 15)).collect(),
        _ => bytes.chunks_exact(2).map(|pair| character(pair[0], pair[1])).collect(),
    };
    if repeated && !text.is_empty() {
        text = text.repeat(BYTES / text.len() + 1);
    }
    text.truncate(text.floor_char_boundary(BYTES));
    text
}

/// The least of up to three times, so that a busy machine is no slow layout.
fn is_slow(text: &str, options: &Options, cells: u16, limit: Duration) -> bool {
    (0..3).all(|_| {
        let start = Instant::now();
        std::hint::black_box(Analysis::new(text, options).rows(text, options, cells));
        start.elapsed() > limit
    })
}

fuzz_target!(|data: &[u8]| -> Corpus {
    let &[flags, tabs, cells, ref rest @ ..] = data else { return Corpus::Reject };
    let options = Options {
        base: [None, Some(Direction::Ltr), Some(Direction::Rtl), None][usize::from(flags & 3)],
        shaping: flags & 4 == 0,
        ambiguous_wide: flags & 8 != 0,
        tabs: tabs % 16 + 1,
    };
    // Most widths are those at which every break is tried.
    let cells = if cells < 200 { u16::from(cells) % 20 + 1 } else { (u16::from(cells) - 199) * 7 / 2 };
    let text = text(flags >> 4 & 3, tabs >> 4 == 15, rest);
    if let Some(limit) = *LIMIT {
        assert!(!is_slow(&text, &options, cells, limit), "over {limit:?} for {} bytes at {cells} cells", text.len());
    }
    let laid = Laid::new(&text, options, cells);
    laid.is_whole();
    laid.fits();
    laid.places_and_cells_agree();
    laid.holds_no_control();
    // The second answer of an analysis is that of the first one of another.
    let again = Analysis::new(&text, &options);
    laid.is_the_same_from(&again);
    laid.is_the_same_from(&again);
    Corpus::Keep
});
