//! A visit to the terminal without a text to read: what it answers, how wide it draws, which line reads right in it.

use std::io::IsTerminal;
use std::time::Instant;

use super::decode::{Answer, Input};
use super::input::{Keyboard, Silence};
use super::page::{Page, Turn};
use super::probe::{self, Decision, Environment, Probe, Wish};
use super::screen::Screen;
use super::signals::Signals;
use super::{TICK, profile};
use crate::app::Event;
use crate::config::{Profile, Theme};
use crate::layout::Options;
use crate::layout::block::single_row;
use crate::text::Direction;

/// What was found out about the terminal.
#[derive(Clone, Debug)]
pub struct Examination {
    /// Whether there is a terminal that was asked; else only the environment speaks.
    pub asked: bool,
    /// The name under which its answer to the test page is kept.
    pub terminal: String,
    /// Its answer to XTVERSION.
    pub version: Option<String>,
    /// What tmux says of the terminal around it.
    pub outer: Option<String>,
    /// Its answer to DECRQM for mode 8; 1 or 2 where it knows `CSI 8 l`.
    pub bidi_mode: Option<u16>,
    /// The background it names: red, green and blue of 65535.
    pub background: Option<[u16; 3]>,
    /// Whether the background is light; none when nothing says so.
    pub light: Option<bool>,
    /// How right-to-left text is sent, and why.
    pub decision: Decision,
    /// How wide things are drawn.
    pub widths: Vec<Width>,
    /// The environment.
    pub environment: Environment,
}

/// How wide something is drawn.
#[derive(Clone, Debug)]
pub struct Width {
    /// What it is.
    pub name: &'static str,
    /// What was drawn.
    pub text: String,
    /// The cells that the layout counts.
    pub counted: u16,
    /// The cells that the terminal moved its cursor by; none when it did not say.
    pub drawn: Option<u16>,
}

/// What is measured: name, text, whether its letters are joined by us.
const SAMPLES: &[(&str, &str, bool)] = &[
    ("Chinese", "中", true),
    ("ambiguous quotation mark", "“", true),
    ("ambiguous dash", "—", true),
    ("emoji", "😀", true),
    ("emoji with variation selector", "❤\u{FE0F}", true),
    ("emoji of several", "👩\u{200D}👩\u{200D}👧", true),
    ("flag", "🇺🇳", true),
    ("lam-alef joined", "لا", true),
    ("lam and alef alone", "لا", false),
    ("Arabic letter with marks", "ب\u{651}\u{64E}", true),
    ("half-width kana with voicing mark", "ｶ\u{FF9E}", true),
    ("Devanagari conjunct", "क्षि", true),
];

/// The longest all widths together are waited for, in deadlines of the first frame.
const MEASURING: u32 = 3;

/// The terminal, while it is visited. It is given back when the visit ends.
pub struct Visit {
    examination: Examination,
    open: Option<Open>,
}

struct Open {
    screen: Screen,
    keyboard: Keyboard,
    signals: Signals,
    probe: Probe,
}

impl Visit {
    /// Asks the terminal, when standard input and output are one; then gives it back for now.
    pub fn begin(wish: Wish, options: &Options) -> anyhow::Result<Self> {
        let mut probe = Probe::new(wish, Environment::of_process());
        let dumb = matches!(probe.environment.get("TERM"), None | Some("dumb"));
        if dumb || !std::io::stdout().is_terminal() || !std::io::stdin().is_terminal() {
            probe.wait_for_tmux(Instant::now() + probe::deadline());
            return Ok(Self { examination: examination(&probe, false, Vec::new()), open: None });
        }
        let signals = Signals::register()?;
        let mut screen = Screen::enter(false)?;
        screen.send(probe.questions(Theme::Auto))?;
        let deadline = Instant::now() + probe::deadline();
        let mut keyboard = Keyboard::open(signals.woken()?)?;
        while probe.waits()
            && let Ok(input) = keyboard.next(deadline.saturating_duration_since(Instant::now()))
        {
            if let Some(Input::Answer(answer)) = input {
                probe.take(answer);
            }
        }
        probe.wait_for_tmux(deadline);
        let widths = measure(&mut screen, &mut keyboard, &mut probe, options)?;
        screen.leave();
        let examination = examination(&probe, true, widths);
        Ok(Self { examination, open: Some(Open { screen, keyboard, signals, probe }) })
    }

    /// What was found out.
    pub fn examination(&self) -> &Examination {
        &self.examination
    }

    /// Whether there is a terminal to show the test page on.
    pub fn can_show(&self) -> bool {
        self.open.is_some()
    }

    /// Shows the test page until a profile is chosen, or none.
    pub fn choose(&mut self, options: &Options) -> anyhow::Result<Option<Profile>> {
        let Some(open) = &mut self.open else { return Ok(None) };
        let mut page = Page::new(&self.examination, *options);
        open.screen.come_back()?;
        let chosen = loop {
            let seen_as = page.profile();
            open.screen.tell(seen_as)?;
            open.screen.draw(open.screen.size(), |buffer| {
                page.draw(buffer);
                profile::send(seen_as, buffer);
                None
            })?;
            if let Some(line) = page.explicit_line() {
                open.screen.send(&line)?;
            }
            match open.next() {
                Some(Event::Key(key)) => match page.key(key) {
                    Turn::Stay => {}
                    Turn::Leave => break None,
                    Turn::Keep(profile) => break Some(profile),
                },
                Some(Event::Terminate) => break None,
                _ => {}
            }
            // What was drawn past the frame is not known to it.
            open.screen.redraw();
        };
        open.screen.leave();
        Ok(chosen)
    }
}

impl Open {
    /// The next event; an answer that comes late is taken in between.
    fn next(&mut self) -> Option<Event> {
        loop {
            if let Some(event) = self.signals.event() {
                return Some(event);
            }
            match self.keyboard.next(TICK) {
                Ok(Some(Input::Event(event))) => return Some(event),
                Ok(Some(Input::Answer(answer))) => self.probe.take(answer),
                Ok(None) => return None,
                Err(Silence::Timeout) if !self.screen.is_gone() => {}
                Err(_) => return Some(Event::Terminate),
            }
        }
    }
}

fn examination(probe: &Probe, asked: bool, widths: Vec<Width>) -> Examination {
    Examination {
        asked,
        terminal: probe.terminal(),
        version: probe.answers.name.clone(),
        outer: probe.answers.outer.clone().filter(|outer| !outer.is_empty()),
        bidi_mode: probe.answers.bidi,
        background: probe.answers.background,
        light: probe.is_light(),
        decision: probe.decision(),
        widths,
        environment: probe.environment.clone(),
    }
}

/// Draws every sample at the start of the second row and asks where the cursor is.
fn measure(
    screen: &mut Screen,
    keyboard: &mut Keyboard,
    probe: &mut Probe,
    options: &Options,
) -> std::io::Result<Vec<Width>> {
    let mut widths: Vec<Width> = SAMPLES
        .iter()
        .map(|(name, text, shaping)| {
            let row = single_row(text, Direction::Ltr, &Options { shaping: *shaping, ..*options }, 20);
            let counted = row.clusters.last().map_or(0, |last| last.column + u16::from(last.width));
            Width { name, text: row.glyphs, counted, drawn: None }
        })
        .collect();
    let asking: String = widths.iter().map(|width| format!("\x1b[2;1H\x1b[2K{}\x1b[6n", width.text)).collect();
    screen.send(&asking)?;
    let deadline = Instant::now() + MEASURING * probe::deadline();
    let mut drawn = widths.iter_mut();
    while drawn.len() > 0
        && let Ok(input) = keyboard.next(deadline.saturating_duration_since(Instant::now()))
    {
        match input {
            Some(Input::Answer(Answer::Cursor(_, column))) => {
                if let Some(width) = drawn.next() {
                    width.drawn = Some(column.saturating_sub(1));
                }
            }
            Some(Input::Answer(answer)) => probe.take(answer),
            _ => {}
        }
    }
    Ok(widths)
}
