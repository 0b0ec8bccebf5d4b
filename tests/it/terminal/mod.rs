//! The program in a terminal that the test plays: what it sends, in which order, and what it makes of what comes back.

mod doctor;
mod library;

use std::fs::File;
use std::io::{Read, Write};
use std::os::fd::OwnedFd;
use std::process::{Child, Command, Stdio};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::process::{Pid, Signal, WaitOptions, kill_process, waitpid};
use rustix::termios::{Winsize, tcsetwinsize};

use hexapla::app::{App, Effect};
use hexapla::config::{Keymap, Profile, Settings, Theme};
use hexapla::terminal::{Origin, Wish};

use crate::harness::Program;

const ENTER: &str = "\x1b[?1049h";
const LEAVE: &str = "\x1b[?1049l";
const CLEAR: &str = "\x1b[2J";
const QUESTIONS: &str = "\x1b[8$p\x1b[>q\x1b]11;?\x1b\\\x1b[c";
/// What a terminal that knows CSI 8 l answers.
const KNOWS_MODE: &str = "\x1b[8;1$y\x1bP>|VTE(7600)\x1b\\\x1b]11;rgb:0000/0000/0000\x1b\\\x1b[?65;1;9c";
const SET: &str = "\x1b[8l\x1b]5379;use_ctl=false\x07";
const UNSET: &str = "\x1b[8h\x1b]5379;use_ctl=true\x07";
const TEXTS: [&str; 2] = ["tests/data/reader/a.ar.txt", "tests/data/reader/a.en.txt"];

/// A terminal of 100 by 30 cells with the program in it.
struct Terminal {
    master: File,
    child: Child,
    /// What was sent and not asked for yet.
    seen: Vec<u8>,
    program: Program,
}

impl Terminal {
    fn new(arguments: &[&str], variables: &[(&str, &str)]) -> Self {
        Self::of(Program::new(), arguments, variables)
    }

    fn of(program: Program, arguments: &[&str], variables: &[(&str, &str)]) -> Self {
        Self::run(program, &[arguments, &TEXTS].concat(), variables)
    }

    fn doctor(program: Program, arguments: &[&str]) -> Self {
        Self::run(program, &[&["doctor"], arguments].concat(), &[])
    }

    fn run(program: Program, arguments: &[&str], variables: &[(&str, &str)]) -> Self {
        let mut command = program.command();
        for variable in ["NO_COLOR", "TMUX", "STY", "VTE_VERSION", "KONSOLE_VERSION", "KITTY_WINDOW_ID", "COLORFGBG"] {
            command.env_remove(variable);
        }
        // A machine that stops the test between a question and its answer fails no test.
        command.env("HEXAPLA_PATIENCE", "5000");
        command.env("TERM", "xterm-256color").args(arguments).envs(variables.iter().copied());
        Self::with(program, command)
    }

    fn with(program: Program, command: Command) -> Self {
        let (master, child) = spawn(command);
        Self { master, child, seen: Vec::new(), program }
    }

    /// Reads until `text` has come; gives everything up to its end.
    fn until(&mut self, text: &str) -> String {
        loop {
            let found = self.seen.windows(text.len()).position(|window| window == text.as_bytes());
            if let Some(at) = found {
                let rest = self.seen.split_off(at + text.len());
                return String::from_utf8_lossy(&std::mem::replace(&mut self.seen, rest)).into_owned();
            }
            assert!(self.read(), "{text:?} never came; last was {:?}", String::from_utf8_lossy(&self.seen));
        }
    }

    /// Reads until the program is gone; gives what it sent and whether it ended well.
    fn end(mut self) -> (String, bool) {
        while self.read() {}
        let ended = self.child.wait().expect("it ended").success();
        (String::from_utf8_lossy(&self.seen).into_owned(), ended)
    }

    /// Reads what there is; waits for it, but not for ever.
    fn read(&mut self) -> bool {
        let patience = Timespec { tv_sec: 30, tv_nsec: 0 };
        let ready = poll(&mut [PollFd::new(&self.master, PollFlags::IN)], Some(&patience)).expect("a terminal");
        assert!(ready > 0, "nothing comes any more; last was {:?}", String::from_utf8_lossy(&self.seen));
        let mut bytes = [0; 4096];
        // When the program is gone, Linux says EIO.
        let length = self.master.read(&mut bytes).unwrap_or(0);
        self.seen.extend_from_slice(&bytes[..length]);
        length > 0
    }

    /// Reads until the program is gone, which must have ended well; gives its home for the next one.
    fn over(mut self) -> Program {
        while self.read() {}
        assert!(self.child.wait().expect("it ended").success(), "{:?}", String::from_utf8_lossy(&self.seen));
        self.program
    }

    fn types(&mut self, text: &str) {
        self.master.write_all(text.as_bytes()).expect("a terminal");
    }

    /// Plays the terminal up to the first frame, giving `answers`.
    fn answers(&mut self, answers: &str) -> String {
        self.until(QUESTIONS);
        self.types(answers);
        self.until("? help")
    }

    fn signal(&self, signal: Signal) {
        kill_process(Pid::from_child(&self.child), signal).expect("it runs");
    }

    fn wait_until_stopped(&self) {
        let (_, status) =
            waitpid(Some(Pid::from_child(&self.child)), WaitOptions::UNTRACED).expect("it runs").expect("a change");
        assert!(status.stopped(), "{status:?}");
    }
}

pub fn spawn(mut command: Command) -> (File, Child) {
    use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
    let master: OwnedFd = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY | OpenptFlags::CLOEXEC).expect("a terminal");
    grantpt(&master).expect("ours");
    unlockpt(&master).expect("unlocked");
    tcsetwinsize(&master, Winsize { ws_row: 30, ws_col: 100, ws_xpixel: 0, ws_ypixel: 0 }).expect("a size");
    let name = ptsname(&master, Vec::new()).expect("a name");
    let open = || {
        File::options()
            .read(true)
            .write(true)
            .open(name.to_str().expect("a path"))
            .expect("the other end of a terminal")
    };
    command.stdin(open()).stdout(open()).stderr(Stdio::null());
    let child = command.spawn().expect("the program starts");
    (File::from(master), child)
}

/// The places of `parts` in `text`, one after the other.
fn in_order(text: &str, parts: &[&str]) {
    let mut rest = text;
    for part in parts {
        let at = rest.find(part);
        assert!(at.is_some(), "{part:?} is not in its place in {text:?}");
        let at = at.unwrap_or(0);
        rest = &rest[at + part.len()..];
    }
}

#[test]
fn a_terminal_that_knows_the_mode_is_told_before_anything_is_drawn_and_told_back() {
    let mut terminal = Terminal::new(&[], &[]);
    let first = terminal.answers(KNOWS_MODE);
    in_order(&first, &[SET, CLEAR, "\x1b[8$p", "Charter"]);
    assert!(!first.contains('\u{202D}'));
    terminal.types("\x1b[8;2$yq");
    let (last, well) = terminal.end();
    in_order(&last, &[UNSET, LEAVE]);
    assert!(well && !last.contains(SET), "{last:?}");
}

#[test]
fn a_terminal_that_does_not_obey_is_guarded_against() {
    let mut terminal = Terminal::new(&[], &[]);
    terminal.answers(KNOWS_MODE);
    terminal.types("\x1b[8;1$y");
    let then = terminal.until("\u{202C}");
    in_order(&then, &[UNSET, CLEAR, "\u{202D}", "\u{202C}"]);
    terminal.types("q");
    assert!(terminal.end().1);
}

#[test]
fn konsole_is_told_in_its_own_words() {
    let mut terminal = Terminal::new(&[], &[]);
    let first = terminal.answers("\x1bP>|Konsole 22.12.3\x1b\\\x1b[?62;1;4c");
    in_order(&first, &["\x1b]50;BidiRenderingEnabled=false\x07", CLEAR, "Charter"]);
    terminal.signal(Signal::TERM);
    let (last, well) = terminal.end();
    in_order(&last, &["\x1b]50;BidiRenderingEnabled=true\x07", LEAVE]);
    assert!(well);
}

#[test]
fn an_unknown_mode_is_left_alone() {
    // iTerm2 answers 4 for every mode it does not know.
    let mut terminal = Terminal::new(&[], &[]);
    let first = terminal.answers("\x1b[8;4$y\x1bP>|iTerm2 3.5.0\x1b\\\x1b[?62;4c");
    assert!(!first.contains("\x1b[8l") && !first.contains("\x1b]50"), "{first:?}");
    terminal.types("q");
    let (last, _) = terminal.end();
    assert!(!last.contains("\x1b[8h") && !last.contains("\x1b]50"), "{last:?}");
}

#[test]
fn nothing_is_asked_where_all_is_decided() {
    let mut terminal = Terminal::new(&["--bidi", "visual", "--color", "never"], &[]);
    let first = terminal.until("? help");
    assert!(!first.contains("\x1b[8$p") && !first.contains("\x1b[c"), "{first:?}");
    terminal.types("q");
    assert!(terminal.end().1);
}

#[test]
fn keys_typed_before_and_between_the_answers_are_not_lost() {
    let mut terminal = Terminal::new(&[], &[]);
    terminal.until(QUESTIONS);
    terminal.types("\x1b[8;1$y?\x1b[?65;1;9c");
    let first = terminal.until("half a page up");
    in_order(&first, &[SET, CLEAR, "half a page up"]);
    terminal.types("\x1b");
    terminal.until("? help");
    terminal.types("q");
    assert!(terminal.end().1);
}

#[test]
fn a_terminal_that_says_nothing_gets_its_frame_and_late_answers_are_no_keys() {
    let mut terminal = Terminal::new(&[], &[("HEXAPLA_PATIENCE", "100")]);
    let first = terminal.until("? help");
    assert!(!first.contains("\x1b[8l"), "{first:?}");
    // In pieces, as over a slow line; every letter of it would be a command.
    for piece in
        ["\x1b[8;", "1$", "y\x1bP>|VTE(", "7600)\x1b", "\\\x1b]11;rgb:ffff/", "ffff/ffff\x1b\\\x1b[?65;1;", "9c"]
    {
        terminal.types(piece);
    }
    let then = terminal.until(SET);
    assert!(!then.contains("does nothing"), "{then:?}");
    let then = terminal.until("? help");
    terminal.types("\x1b[8;2$y");
    assert!(!then.contains("does nothing") && then.contains("Charter"), "{then:?}");
    terminal.types("q");
    let (last, well) = terminal.end();
    assert!(well && !last.contains("does nothing"), "{last:?}");
}

#[test]
fn one_key_goes_through_the_profiles() {
    let mut terminal = Terminal::new(&["--bidi", "visual"], &[]);
    terminal.answers("\x1b[?6c");
    terminal.types("T");
    in_order(&terminal.until("explicit ("), &[SET, CLEAR, "right-to-left text: "]);
    terminal.types("T");
    in_order(&terminal.until("konsole ("), &[UNSET, "\x1b]50;BidiRenderingEnabled=false\x07", CLEAR]);
    terminal.types("T");
    in_order(&terminal.until("guard ("), &["\x1b]50;BidiRenderingEnabled=true\x07", CLEAR, "\u{202D}"]);
    terminal.types("TT");
    in_order(&terminal.until("logical ("), &["stacked"]);
    terminal.types("T");
    in_order(&terminal.until("visual ("), &["columns"]);
    terminal.types("q");
    assert!(terminal.end().1);
}

#[test]
fn stopping_gives_the_terminal_back_and_going_on_takes_it_again() {
    let mut terminal = Terminal::new(&["--bidi", "explicit"], &[]);
    in_order(&terminal.answers("\x1b[?6c"), &[SET, CLEAR]);
    for by_key in [true, false] {
        if by_key {
            terminal.types("\x1a");
        } else {
            terminal.signal(Signal::TSTP);
        }
        in_order(&terminal.until(LEAVE), &[UNSET, LEAVE]);
        terminal.wait_until_stopped();
        terminal.signal(Signal::CONT);
        in_order(&terminal.until("? help"), &[ENTER, SET, CLEAR, "Charter"]);
    }
    terminal.types("q");
    assert!(terminal.end().1);
}

#[test]
fn every_signal_that_ends_the_program_gives_the_terminal_back() {
    for signal in [Signal::TERM, Signal::HUP, Signal::INT, Signal::QUIT] {
        let mut terminal = Terminal::new(&["--bidi", "explicit"], &[]);
        terminal.answers("\x1b[?6c");
        terminal.signal(signal);
        let (last, well) = terminal.end();
        in_order(&last, &[UNSET, LEAVE]);
        assert!(well, "{signal:?}");
    }
}

#[test]
fn a_panic_gives_the_terminal_back_before_it_speaks() {
    const PLAYED: &str = "HEXAPLA_TEST_PANICS";
    if std::env::var_os(PLAYED).is_some() {
        // This is the copy of this test that runs in the terminal: a reader that panics when it opens a work.
        let settings = Settings { theme: Theme::None, ..Settings::default() };
        let mut app = App::new(Vec::new(), Err("none".to_owned()), settings, Keymap::defaults(), (100, 30));
        app.effects.push(Effect::Open("panic".to_owned()));
        let wish = Wish { fixed: Some((Profile::Explicit, Origin::Option)), ..Wish::default() };
        let open = |name: &str, _: (u16, u16)| {
            assert!(name.is_empty(), "as asked");
            Err(std::io::Error::other("none").into())
        };
        let _ = hexapla::terminal::run(app, wish, &open, None);
        return;
    }
    let mut command = Command::new(std::env::current_exe().expect("this program"));
    let name = "terminal::a_panic_gives_the_terminal_back_before_it_speaks";
    command.args(["--exact", name, "--nocapture"]).env(PLAYED, "1").env("TERM", "xterm");
    let mut terminal = Terminal::with(Program::new(), command);
    in_order(&terminal.until(LEAVE), &[ENTER, SET, CLEAR, UNSET, LEAVE]);
    let (_, well) = terminal.end();
    assert!(!well);
}

#[test]
fn an_editor_gets_the_terminal_as_it_was() {
    let mut terminal = Terminal::new(&["--bidi", "konsole"], &[("VISUAL", "printf 'editing %s'"), ("EDITOR", "false")]);
    terminal.answers("\x1b[?6c");
    terminal.types("E");
    in_order(&terminal.until("editing "), &["\x1b]50;BidiRenderingEnabled=true\x07", LEAVE, "editing "]);
    in_order(&terminal.until("Charter"), &[ENTER, "\x1b]50;BidiRenderingEnabled=false\x07", CLEAR]);
    terminal.types("q");
    assert!(terminal.end().1);
}

#[test]
fn the_option_stands_over_the_settings_and_they_over_the_answers() {
    let program = Program::new();
    std::fs::write(program.home.path().join("config.toml"), "bidi = \"guard\"\n").expect("a file");
    let mut terminal = Terminal::of(program, &[], &[]);
    let first = terminal.answers(KNOWS_MODE);
    assert!(first.contains('\u{202D}') && !first.contains("\x1b[8l"), "{first:?}");
    terminal.types("q");
    let program = terminal.over();
    let mut terminal = Terminal::of(program, &["--bidi", "auto"], &[]);
    in_order(&terminal.answers(KNOWS_MODE), &[SET]);
    terminal.types("q");
}

#[test]
fn what_was_chosen_on_the_test_page_is_remembered_for_that_terminal_alone() {
    let program = Program::new();
    std::fs::write(program.home.path().join("terminals.toml"), "[bidi]\n\"VTE\" = \"logical\"\n").expect("a file");
    let mut terminal = Terminal::of(program, &[], &[]);
    let first = terminal.answers(KNOWS_MODE);
    assert!(first.contains("stacked") && !first.contains("\x1b[8l"), "{first:?}");
    terminal.types("q");
    let program = terminal.over();
    let mut terminal = Terminal::of(program, &[], &[]);
    let first = terminal.answers(&KNOWS_MODE.replace("VTE", "Other"));
    in_order(&first, &[SET, "columns"]);
    terminal.types("q");
}

#[test]
fn a_new_size_is_seen_at_once() {
    let mut terminal = Terminal::new(&["--bidi", "visual"], &[]);
    in_order(&terminal.answers("\x1b[?6c"), &["columns"]);
    tcsetwinsize(&terminal.master, Winsize { ws_row: 20, ws_col: 40, ws_xpixel: 0, ws_ypixel: 0 }).expect("a size");
    // The program is no session leader here, so that the system does not tell it.
    terminal.signal(Signal::WINCH);
    terminal.until("stacked");
    terminal.types("q");
    assert!(terminal.end().1);
}

/// The program is not of the terminal's session here: no signal tells it, and what comes in just ends, be it within a key.
#[test]
fn a_terminal_that_hangs_up_ends_the_program() {
    for begun in [b"".as_slice(), b"\x1b[20", b"\xD8", b"\x1b[200~half a paste"] {
        let mut terminal = Terminal::new(&["--bidi", "visual", "--color", "never"], &[]);
        terminal.until("? help");
        terminal.master.write_all(begun).expect("a terminal");
        let Terminal { master, mut child, .. } = terminal;
        drop(master);
        assert!(child.wait().expect("it ended").success(), "{begun:?}");
    }
}
