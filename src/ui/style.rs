//! Styles by meaning, for dark and light backgrounds and for no colour at all; never by colour alone.

use ratatui::style::{Color, Modifier, Style};

use crate::app::MarkKind;
use crate::config::Theme;
use crate::library::Highlight;

/// The styles of one theme.
pub(super) struct Styles {
    theme: Theme,
}

impl Styles {
    pub(super) fn new(theme: Theme) -> Self {
        Self { theme }
    }

    pub(super) fn dim(&self) -> Style {
        Style::new().add_modifier(Modifier::DIM)
    }

    pub(super) fn bold(&self) -> Style {
        Style::new().add_modifier(Modifier::BOLD)
    }

    pub(super) fn note(&self) -> Style {
        self.ink(Color::Cyan, Color::Blue).add_modifier(Modifier::ITALIC)
    }

    pub(super) fn link(&self) -> Style {
        self.ink(Color::LightBlue, Color::Blue).add_modifier(Modifier::UNDERLINED)
    }

    pub(super) fn error(&self) -> Style {
        self.ink(Color::LightRed, Color::Red).add_modifier(Modifier::BOLD)
    }

    pub(super) fn bar(&self) -> Style {
        match self.theme {
            Theme::None => self.bold(),
            _ => self.ink(Color::Yellow, Color::Magenta),
        }
    }

    pub(super) fn chosen(&self) -> Style {
        Style::new().add_modifier(Modifier::REVERSED)
    }

    fn ink(&self, dark: Color, light: Color) -> Style {
        match self.theme {
            Theme::None => Style::new(),
            Theme::Light => Style::new().fg(light),
            Theme::Auto | Theme::Dark => Style::new().fg(dark),
        }
    }

    /// Ink and paper together, so that neither depends on what the terminal's other one is; they stay two where tmux has only
    /// eight colours to show them with.
    fn paper(&self, dark: (u8, u8), light: (u8, u8)) -> Style {
        match self.theme {
            Theme::None => Style::new(),
            Theme::Light => Style::new().fg(Color::Indexed(light.0)).bg(Color::Indexed(light.1)),
            Theme::Auto | Theme::Dark => Style::new().fg(Color::Indexed(dark.0)).bg(Color::Indexed(dark.1)),
        }
    }

    /// Paper for each kind of highlight; without colour they differ in the way of their letters.
    fn highlight(&self, kind: Highlight) -> Style {
        let (dark, light, letters) = match kind {
            Highlight::Important => (58, 229, Modifier::empty()),
            Highlight::Question => (54, 225, Modifier::ITALIC),
            Highlight::Term => (22, 194, Modifier::BOLD),
            Highlight::Quote => (94, 223, Modifier::BOLD | Modifier::ITALIC),
            Highlight::Objection => (52, 217, Modifier::DIM),
        };
        match self.theme {
            Theme::None => Style::new().add_modifier(letters),
            _ => self.paper((255, dark), (232, light)),
        }
    }

    /// What a mark adds to the style under it.
    pub(super) fn mark(&self, kind: MarkKind) -> Style {
        let plain = matches!(self.theme, Theme::None);
        match kind {
            MarkKind::Sentence if plain => Style::new().add_modifier(Modifier::UNDERLINED),
            MarkKind::Sentence => self.paper((255, 237), (232, 254)),
            MarkKind::Uncertain => self.mark(MarkKind::Sentence).add_modifier(Modifier::ITALIC),
            MarkKind::Echo => Style::new().add_modifier(Modifier::UNDERLINED),
            MarkKind::Quotation => self.paper((255, 24), (232, 189)).add_modifier(Modifier::UNDERLINED),
            MarkKind::Highlight(kind) => self.highlight(kind).add_modifier(Modifier::UNDERLINED),
            MarkKind::Match if plain => Style::new().add_modifier(Modifier::REVERSED),
            MarkKind::Match => self.paper((16, 179), (16, 222)),
            MarkKind::CurrentMatch if plain => {
                Style::new().add_modifier(Modifier::REVERSED | Modifier::BOLD | Modifier::UNDERLINED)
            }
            // Not bold: with eight colours, bold black is a grey.
            MarkKind::CurrentMatch => self.paper((16, 226), (16, 226)).add_modifier(Modifier::UNDERLINED),
            // In a sentence that is underlined itself it is bold too.
            MarkKind::Word if plain => Style::new().add_modifier(Modifier::UNDERLINED | Modifier::BOLD),
            MarkKind::Word => Style::new().add_modifier(Modifier::UNDERLINED),
            MarkKind::Selection => Style::new().add_modifier(Modifier::REVERSED),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What tmux 3.3a makes of colours before a terminal of eight, from 0 black to 7 white.
    const OF_EIGHT: [(u8, u8); 20] = [
        (16, 0),
        (22, 2),
        (24, 4),
        (52, 1),
        (54, 4),
        (58, 3),
        (94, 1),
        (179, 1),
        (189, 4),
        (194, 2),
        (217, 1),
        (222, 1),
        (223, 1),
        (225, 5),
        (226, 3),
        (229, 3),
        (232, 0),
        (237, 0),
        (254, 7),
        (255, 7),
    ];

    #[test]
    fn marked_text_is_read_with_eight_colours() {
        let of_eight = |color: Option<Color>| {
            OF_EIGHT.iter().find(|(own, _)| color == Some(Color::Indexed(*own))).expect("what tmux makes of it").1
        };
        for theme in [Theme::Auto, Theme::Dark, Theme::Light] {
            let kinds = [MarkKind::Sentence, MarkKind::Quotation, MarkKind::Match, MarkKind::CurrentMatch];
            for kind in kinds.into_iter().chain(Highlight::ALL.map(MarkKind::Highlight)) {
                let style = Styles::new(theme).mark(kind);
                assert_ne!(of_eight(style.fg), of_eight(style.bg), "{kind:?} {theme:?}");
                // Bold black is a grey there.
                assert!(of_eight(style.fg) != 0 || !style.add_modifier.contains(Modifier::BOLD), "{kind:?} {theme:?}");
            }
        }
    }
}
