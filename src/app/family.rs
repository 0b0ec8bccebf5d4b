//! The documents that belong to the one that is read: what corrects, replaces or adds to it in the library.

use crate::document::symbol::{Descent, is_same, relation};
use crate::library::{Kin, Spot, Standing};

use super::App;

impl App {
    /// The symbol of the work: that of the focused version, else the first that a version has.
    pub fn symbol(&self) -> Option<&str> {
        let own = self.book.document(self.panes.version()).and_then(|document| document.symbol.as_deref());
        own.or_else(|| self.book.versions.iter().find_map(|version| version.document.symbol.as_deref()))
    }

    /// The other works of its family in the library.
    pub fn kin(&self) -> Vec<Kin> {
        let own = self.notes.work.as_ref().map(|work| work.name.as_str());
        let found =
            self.symbol().zip(self.notes.library.as_ref()).and_then(|(symbol, library)| library.kin(symbol).ok());
        let mut found = found.unwrap_or_default();
        found.retain(|kin| Some(kin.name.as_str()) != own);
        found
    }

    /// What a person who opens a work should know of its family: that it is corrected or has been replaced, or what it corrects.
    pub(super) fn family_said(&self) -> Option<String> {
        let symbol = self.symbol()?;
        let kin = self.kin();
        let named = |wanted: &dyn Fn(&Standing) -> bool| -> Option<String> {
            let names: Vec<&str> =
                kin.iter().filter(|kin| wanted(&kin.standing)).map(|kin| kin.symbol.as_str()).collect();
            match names.as_slice() {
                [] => None,
                [name] => Some((*name).to_owned()),
                [first, others @ ..] => Some(format!("{first} and {} more", others.len())),
            }
        };
        let extends = |descent: Descent| {
            named(
                &move |standing| matches!(standing, Standing::Extends(own) if own.descent == descent && is_same(&own.parent, symbol)),
            )
        };
        let newer = named(&|standing| matches!(standing, Standing::Newer(_))).or_else(|| extends(Descent::Revision));
        let mut said: Vec<String> = Vec::new();
        said.extend(newer.map(|names| format!("newer revision: {names}")));
        said.extend(extends(Descent::Reissue).map(|names| format!("issued again: {names}")));
        said.extend(extends(Descent::Corrigendum).map(|names| format!("corrected by {names}")));
        said.extend(extends(Descent::Amendment).map(|names| format!("amended by {names}")));
        said.extend(extends(Descent::Addendum).map(|names| format!("added to by {names}")));
        let is_parent = |kin: &Kin| matches!(kin.standing, Standing::Extended(_));
        if let Some(own) = relation(symbol).filter(|_| kin.iter().any(is_parent)) {
            said.push(own.to_string());
        }
        if said.is_empty() {
            return None;
        }
        let key = self.keys.keymap.keys_of("information_open").into_iter().next().unwrap_or_default();
        Some(format!("{} · {key} lists them", said.join(" · ")))
    }

    /// Where the cursor is, for coming back from another work; none while the library does not have this one.
    pub fn spot(&self) -> Option<Spot> {
        let version = self.book.versions.get(self.panes.version())?;
        let cursor = self.panes.cursor();
        Some(Spot {
            work: self.notes.work.as_ref()?.name.clone(),
            version: (version.source.hash.clone(), version.document.language.clone()),
            key: version.document.blocks.get(cursor.block)?.key.clone(),
            offset: cursor.offset,
        })
    }
}
