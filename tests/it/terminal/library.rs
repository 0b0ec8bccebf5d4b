//! The library behind a running reader: what others write to it, and the way from one work to another.

use super::{TEXTS, Terminal};

/// Nothing is asked of the terminal.
const DECIDED: [&str; 4] = ["--bidi", "visual", "--color", "never"];

#[test]
fn what_another_program_writes_is_shown_without_a_key() {
    let mut terminal = Terminal::new(&DECIDED, &[]);
    terminal.until("? help");
    for note in ["Elsewhere", "Oncemore"] {
        terminal.program.text(&["notes", "add", TEXTS[1], "--at", "0+1", "--quote", "Village", "--text", note]);
        terminal.until(note);
    }
    // The frame that was rehearsed for the key that was pressed last knows nothing of what comes in after it.
    terminal.types("j");
    terminal.program.text(&["notes", "add", TEXTS[1], "--at", "0+1", "--text", "Thirdly"]);
    terminal.until("Thirdly");
    terminal.types("j\x0c");
    let frame = terminal.until("? help");
    assert!(frame.contains("Elsewhere") && frame.contains("Thirdly"), "drawn anew, all of it is there: {frame:?}");
    terminal.types("q");
    assert!(terminal.end().1);
}

#[test]
fn an_annotation_of_another_work_is_gone_to_where_it_stands() {
    let mut terminal = Terminal::new(&DECIDED, &[]);
    terminal.until("? help");
    let ferry = "tests/data/reader/ferry.en.txt";
    terminal.program.text(&[
        "notes",
        "add",
        ferry,
        "--at",
        "0+4",
        "--quote",
        "The boy tied it",
        "--text",
        "Whichknot?",
    ]);
    terminal.types("gA");
    terminal.until("Whichknot?");
    terminal.types("/knot\r\x0c");
    let frame = terminal.until("¶ 0+4");
    assert!(frame.contains("The Ferry at Two Banks") && frame.contains("Whichknot?"), "{frame:?}");
    terminal.types("q");
    assert!(terminal.end().1);
}
