//! Which annotations are exported: by language, tag, kind, date and state.

use super::{Annotated, Excerpt};
use crate::library::{Annotation, AnnotationKind, State};
use crate::text::Language;

/// What is wanted; an empty list wants everything.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Select {
    /// Languages of the quotation; `zh` is every kind of Chinese.
    pub languages: Vec<Language>,
    /// Tags, one of which it must have, without `#`.
    pub tags: Vec<String>,
    /// Kinds.
    pub kinds: Vec<AnnotationKind>,
    /// States; none is a text that is not at hand.
    pub states: Vec<Option<State>>,
    /// The first day, `2026-01-31`, by when it was changed last; any start of a date will do.
    pub since: Option<String>,
    /// The last day.
    pub until: Option<String>,
}

impl Select {
    /// Whether everything is wanted.
    pub fn is_all(&self) -> bool {
        *self == Self::default()
    }

    /// Leaves only what is wanted.
    pub fn keep(&self, annotated: &mut Annotated) {
        annotated.excerpts.retain(|excerpt| self.takes(excerpt));
    }

    fn takes(&self, excerpt: &Excerpt) -> bool {
        let language = self.languages.is_empty()
            || self.languages.iter().any(|wanted| {
                *wanted == excerpt.language
                    || (wanted.tag() == wanted.primary() && wanted.tag() == excerpt.language.primary())
            });
        let state = self.states.is_empty() || self.states.contains(&excerpt.state);
        language && state && excerpt.annotation.as_ref().is_none_or(|annotation| self.takes_annotation(annotation))
    }

    fn takes_annotation(&self, annotation: &Annotation) -> bool {
        let same = |one: &String, other: &String| one.to_lowercase() == other.to_lowercase();
        let tag =
            self.tags.is_empty() || self.tags.iter().any(|wanted| annotation.tags.iter().any(|tag| same(wanted, tag)));
        let kind = self.kinds.is_empty() || self.kinds.contains(&annotation.kind);
        let date = annotation.modified.as_str();
        // RFC 3339 in UTC: as texts they are in the order of time; a day is later than its own start.
        let since = self.since.as_deref().is_none_or(|since| date >= since);
        let until = self.until.as_deref().is_none_or(|until| date <= until || date.starts_with(until));
        tag && kind && since && until
    }
}
