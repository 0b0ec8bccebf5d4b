//! What holds for the layout of any text at any width, each over ten thousand texts that nobody would write.

use hexapla::layout::{Analysis, Options};
use hexapla::text::Direction;

use crate::dice::{Dice, HOSTILE};
use crate::harness::Program;
use crate::invariant::{Laid, is_obeyed};
use crate::unicode::tell;

/// Texts of one property.
const CASES: usize = 10_000;

/// A text of all alphabets, or of three of them, which then meet more often.
fn text(dice: &mut Dice) -> String {
    let few = [0; 3].map(|_| HOSTILE[dice.roll(HOSTILE.len())]);
    let length = dice.roll(50);
    if dice.roll(2) == 0 { dice.text(&few, length) } else { dice.text(&HOSTILE, length) }
}

fn options(dice: &mut Dice) -> Options {
    Options {
        base: [None, None, Some(Direction::Ltr), Some(Direction::Rtl)][dice.roll(4)],
        shaping: dice.roll(4) > 0,
        tabs: dice.roll(17) as u8,
        ambiguous_wide: dice.roll(4) == 0,
    }
}

/// Widths at which nearly every text wraps, and now and then a wide one.
fn cells(dice: &mut Dice) -> u16 {
    let most = if dice.roll(5) == 0 { 200 } else { 24 };
    dice.roll(most) as u16 + 1
}

/// Calls `visit` with [`CASES`] texts laid out at widths of at least `least`.
fn laid(seed: u64, least: u16, mut visit: impl FnMut(&Laid)) {
    let mut dice = Dice(seed);
    for _ in 0..CASES {
        let text = text(&mut dice);
        let options = options(&mut dice);
        visit(&Laid::new(&text, options, cells(&mut dice).max(least)));
    }
}

#[test]
fn wrapping_loses_and_adds_nothing() {
    let mut rows = 0;
    laid(11, 1, |laid| {
        laid.is_whole();
        rows += laid.rows.len();
    });
    tell(&format!("wrapping loses and adds nothing: {CASES} texts, {rows} rows"));
}

#[test]
fn no_row_is_wider_than_asked() {
    let mut dice = Dice(12);
    let mut rows = 0;
    for case in 0..CASES {
        let text = text(&mut dice);
        let options = options(&mut dice);
        // Every width from 2 to 101 a hundred times, and one of any size.
        for cells in [case as u16 % 100 + 2, cells(&mut dice).max(2)] {
            let laid = Laid::new(&text, options, cells);
            laid.fits();
            rows += laid.rows.len();
        }
    }
    tell(&format!("no row is wider than asked: {CASES} texts at {} widths, {rows} rows", 2 * CASES));
}

#[test]
fn a_place_leads_to_its_cell_and_back() {
    let mut places = 0;
    laid(13, 1, |laid| places += laid.places_and_cells_agree());
    assert!(places > CASES);
    tell(&format!("a place leads to its cell and back: {CASES} texts, {places} places"));
}

#[test]
fn rows_kept_over_resizes_are_those_of_a_fresh_layout() {
    let mut dice = Dice(14);
    let mut resizes = 0;
    for _ in 0..CASES {
        let text = text(&mut dice);
        let options = options(&mut dice);
        let kept = Analysis::new(&text, &options);
        for _ in 0..2 + dice.roll(3) {
            let cells = cells(&mut dice);
            // What is asked in between leaves nothing behind.
            match dice.roll(3) {
                0 => drop(kept.rows_within(&text, &options, cells / 2, dice.roll(4)..dice.roll(9))),
                1 => drop(kept.height(&options, cells / 3)),
                _ => drop(kept.each_row(&text, &options, cells).next()),
            }
            Laid::new(&text, options, cells).is_the_same_from(&kept);
            resizes += 1;
        }
    }
    tell(&format!("kept rows are fresh rows: {CASES} texts, {resizes} resizes"));
}

#[test]
fn no_cell_receives_a_control() {
    let mut characters = 0;
    laid(15, 1, |laid| characters += laid.holds_no_control());
    tell(&format!("no control in a cell: {CASES} texts, {characters} characters"));
}

#[test]
fn no_output_of_the_program_holds_a_control() {
    let mut dice = Dice(16);
    let texts: Vec<String> = (0..CASES).map(|_| text(&mut dice)).collect();
    let program = Program::new();
    let mut bytes = 0;
    for (width, shared) in ["2", "7", "40", "200"].into_iter().zip(texts.chunks(CASES / 4)) {
        let input = shared.join("\n");
        for form in [&[][..], &["--json"], &["--base", "rtl", "--shaping", "off"]] {
            let arguments = [&["layout", "--width", width][..], form].concat();
            let output = program.run(&arguments, input.as_bytes());
            assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
            let printed = String::from_utf8(output.stdout).expect("UTF-8");
            let bad = printed.chars().find(|&c| c != '\n' && is_obeyed(c));
            assert_eq!(bad, None, "{arguments:?}: {:?}", printed.lines().find(|line| line.chars().any(is_obeyed)));
            bytes += printed.len();
        }
    }
    tell(&format!("no control in the program's output: {CASES} texts, {bytes} bytes"));
}
