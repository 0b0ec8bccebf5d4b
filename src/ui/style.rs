//! Styles by meaning, for dark and light backgrounds and for no colour at all; never by colour alone.

use ratatui::style::{Color, Modifier, Style};

use crate::app::MarkKind;
use crate::config::Theme;

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
        self.ink(Color::Yellow, Color::Magenta).add_modifier(Modifier::BOLD)
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

    /// Ink and paper together, so that neither depends on what the terminal's other one is.
    fn paper(&self, dark: (u8, u8), light: (u8, u8)) -> Style {
        match self.theme {
            Theme::None => Style::new(),
            Theme::Light => Style::new().fg(Color::Indexed(light.0)).bg(Color::Indexed(light.1)),
            Theme::Auto | Theme::Dark => Style::new().fg(Color::Indexed(dark.0)).bg(Color::Indexed(dark.1)),
        }
    }

    /// What a mark adds to the style under it.
    pub(super) fn mark(&self, kind: MarkKind) -> Style {
        let plain = matches!(self.theme, Theme::None);
        match kind {
            MarkKind::Sentence if plain => Style::new().add_modifier(Modifier::UNDERLINED),
            MarkKind::Sentence => self.paper((255, 237), (232, 254)),
            MarkKind::Highlight => self.paper((230, 58), (232, 229)).add_modifier(Modifier::UNDERLINED),
            MarkKind::Match if plain => Style::new().add_modifier(Modifier::REVERSED),
            MarkKind::Match => self.paper((16, 179), (16, 222)),
            MarkKind::CurrentMatch if plain => {
                Style::new().add_modifier(Modifier::REVERSED | Modifier::BOLD | Modifier::UNDERLINED)
            }
            MarkKind::CurrentMatch => {
                self.paper((16, 214), (16, 214)).add_modifier(Modifier::BOLD | Modifier::UNDERLINED)
            }
            MarkKind::Selection => Style::new().add_modifier(Modifier::REVERSED),
        }
    }
}
