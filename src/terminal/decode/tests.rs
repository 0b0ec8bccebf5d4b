//! What comes in, whole and in pieces.

use super::*;
use crate::app::Mouse;

fn inputs(pieces: &[&[u8]]) -> Vec<Input> {
    let (mut decoder, mut out) = (Decoder::default(), Vec::new());
    for piece in pieces {
        decoder.feed(piece, &mut out);
    }
    if decoder.waits().is_some() {
        decoder.give_up(&mut out);
    }
    assert_eq!(decoder.waits(), None, "nothing is left");
    out
}

/// The keys of `bytes` as people write them; an answer or another event as it is.
fn check(bytes: &str, expected: &str) {
    let shown: Vec<String> = inputs(&[bytes.as_bytes()])
        .iter()
        .map(|input| match input {
            Input::Event(Event::Key(key)) => key.to_string(),
            Input::Event(Event::Paste(text)) => format!("paste {text:?}"),
            other => format!("{other:?}"),
        })
        .collect();
    assert_eq!(shown.join(" | "), expected, "{bytes:?}");
    // In whatever pieces it comes: what was typed and answered is the same.
    let whole = inputs(&[bytes.as_bytes()]);
    for cut in 1..bytes.len() {
        let (one, other) = bytes.as_bytes().split_at(cut);
        assert_eq!(inputs(&[one, other]), whole, "{bytes:?} cut at {cut}");
    }
    let single: Vec<&[u8]> = bytes.as_bytes().chunks(1).collect();
    assert_eq!(inputs(&single), whole, "{bytes:?} byte by byte");
}

#[test]
fn keys_are_those_that_were_pressed() {
    check("jG ж中", "j | G | Space | ж | 中");
    check("\r\t\x7f\x01\x1a\0\x1c", "Enter | Tab | Backspace | Ctrl-a | Ctrl-z | Ctrl-Space | Ctrl-4");
    check("\x1b[A\x1bOB\x1b[5~\x1b[1;5C\x1b[3;3~", "Up | Down | PageUp | Ctrl-Right | Alt-Delete");
    check("\x1bOP\x1b[15~\x1b[24~\x1b[[A\x1b[1;2R", "F1 | F5 | F12 | F1 | F3");
    check("\x1b[Z\x1b[H\x1b[4~\x1bOM", "Shift-Tab | Home | End | Enter");
    check("\x1bx\x1b\x18é", "Alt-x | Ctrl-Alt-x | é");
    check("\x1b", "Esc");
    check("\x1b\x1b", "Esc | Esc");
    check("q\x1b[", "q | Alt-[");
    check("\x1bP", "Alt-P");
}

/// What follows a sequence does not count for its length: keys that piled up come in reads that part them anywhere.
#[test]
fn no_key_of_many_is_lost() {
    let keys = "\x1b[1;5C".repeat(5000);
    for size in [LONGEST, LONGEST - 1, 2 * LONGEST] {
        let reads: Vec<&[u8]> = keys.as_bytes().chunks(size).collect();
        assert_eq!(inputs(&reads).len(), 5000, "in reads of {size}");
    }
}

#[test]
fn answers_are_no_keys() {
    check("\x1b[8;1$yj", "Answer(Bidi(1)) | j");
    check("\x1bP>|VTE(7006)\x1b\\q", "Answer(Name(\"VTE(7006)\")) | q");
    check("\x1b]11;rgb:ffff/8080/0000\x1b\\", "Answer(Background([65535, 32896, 0]))");
    check("\x1b]11;rgba:f/80/000/f\x07", "Answer(Background([65535, 32896, 0]))");
    check("\x1b[?62;1;4c\x1b[12;40R", "Answer(Attributes) | Answer(Cursor(12, 40))");
    // Answers to what was not asked, and those of terminals that understood something else.
    check(
        "\x1b[4;2$y\x1b[?2026;2$y\x1b[0n\x1b[>41;354;0c\x1b]10;rgb:0/0/0\x07\x1bP1$r0m\x1b\\\x1b_Gi=1;OK\x1b\\k",
        "k",
    );
}

#[test]
fn a_broken_answer_is_left_out_and_what_follows_is_not() {
    check("\x1b[8;1", "");
    check("\x1b]11;rgb:12", "");
    check("\x1b]11;rgb:zz/1/1\x07j", "j");
    check("\x1bP>|hostile\x1b[Aj", "Up | j");
    check("\x1b[8;1\rj", "Enter | j");
    check("\x1bP>|tab\tname\x1b\\\x18j", "Ctrl-x | j");
    check("\x1b]11;\x18j", "j");
    let long = format!("\x1b]11;{}\x1b\\j", "q".repeat(3 * LONGEST));
    assert_eq!(inputs(&[long.as_bytes()]), inputs(&[b"j"]));
    let parts: Vec<&[u8]> = long.as_bytes().chunks(100).collect();
    assert_eq!(inputs(&parts), inputs(&[b"j"]));
}

#[test]
fn a_paste_is_one_text_whatever_it_holds() {
    check("a\x1b[200~q\x1b[8;1$y\nل\x1b[201~b", "a | paste \"q\\u{1b}[8;1$y\\nل\" | b");
    check("\x1b[200~no end", "paste \"no end\"");
    let text = "中".repeat(LONGEST_PASTE / 2);
    let bytes = format!("\x1b[200~{text}\x1b[201~");
    let parts: Vec<&[u8]> = bytes.as_bytes().chunks(4096).collect();
    let pasted: String = inputs(&parts)
        .into_iter()
        .map(|input| match input {
            Input::Event(Event::Paste(text)) => text,
            other => format!("{other:?}"),
        })
        .collect();
    assert!(pasted == text, "{} bytes", pasted.len());
}

#[test]
fn the_mouse_is_where_it_is() {
    let mouse = |what, x, y| Input::Event(Event::Mouse(what, x, y));
    let sgr = b"\x1b[<0;5;7M\x1b[<32;6;7M\x1b[<0;6;7m\x1b[<64;1;1M\x1b[<65;300;1M\x1b[<2;1;1M";
    let expected = [
        mouse(Mouse::Press, 4, 6),
        mouse(Mouse::Drag, 5, 6),
        mouse(Mouse::WheelUp, 0, 0),
        mouse(Mouse::WheelDown, 299, 0),
    ];
    assert_eq!(inputs(&[sgr]), expected);
    assert_eq!(inputs(&[b"\x1b[M !\"\x1b[M#!\"j"]), [mouse(Mouse::Press, 0, 1), inputs(&[b"j"]).remove(0)]);
}

#[test]
fn whatever_comes_in_nothing_is_kept_for_ever() {
    let mut state = 7u64;
    let mut roll = |sides: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % sides
    };
    const PIECES: &[&[u8]] = &[
        b"\x1b",
        b"[",
        b"]",
        b"P",
        b"O",
        b"8;1$y",
        b">|",
        b"\\",
        b"\x07",
        b"200~",
        b"201~",
        b"M",
        b"<0;1;1M",
        b"11;rgb:",
        b"\x18",
        b"\xd9",
        b"\x84",
        b"\xff",
        b"a",
        b"?6c",
        b";",
        b"\0",
        b"\xf0\x9f",
    ];
    for _ in 0..10_000 {
        let (mut decoder, mut out) = (Decoder::default(), Vec::new());
        for _ in 0..roll(40) {
            decoder.feed(PIECES[usize::try_from(roll(PIECES.len() as u64)).unwrap_or(0)], &mut out);
            assert!(decoder.pending.len() <= LONGEST + 16);
        }
        decoder.give_up(&mut out);
        assert_eq!(decoder.waits(), None);
        for input in &out {
            if let Input::Event(Event::Key(Key { code: Code::Char(c), .. })) = input {
                assert!(!c.is_control(), "{c:?}");
            }
        }
    }
}
