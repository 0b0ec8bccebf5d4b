//! Tags with their names and attributes.

use std::borrow::Cow;

use quick_xml::XmlVersion;
use quick_xml::events::attributes::Attribute;
use quick_xml::events::{BytesEnd, BytesStart};

/// The beginning of an element.
#[derive(Debug)]
pub(in crate::import) struct Tag<'a> {
    /// Its namespace, as the format calls it.
    pub space: &'static str,
    start: BytesStart<'a>,
}

impl<'a> Tag<'a> {
    pub(super) fn new(space: &'static str, start: BytesStart<'a>) -> Self {
        Self { space, start }
    }

    /// Its name without a prefix.
    pub fn name(&self) -> &str {
        self.start.local_name().into_inner()
    }

    /// An attribute of the element's own namespace, or of none.
    pub fn value(&self, name: &str) -> Option<String> {
        let own = self.start.name().prefix().map(|prefix| prefix.into_inner().to_owned());
        self.find(name, |prefix| prefix.is_none() || prefix == own.as_deref())
    }

    /// An attribute of another namespace: `r:id` of `w:hyperlink`, `xlink:href` of `text:a`.
    pub fn other(&self, name: &str) -> Option<String> {
        let own = self.start.name().prefix().map(|prefix| prefix.into_inner().to_owned());
        self.find(name, |prefix| prefix.is_some() && prefix != own.as_deref())
    }

    fn find(&self, name: &str, is_it: impl Fn(Option<&str>) -> bool) -> Option<String> {
        if !self.start.attributes_raw().contains(name) {
            return None;
        }
        let of = |attribute: &Attribute<'_>| {
            let (local, prefix) = attribute.key.decompose();
            local.into_inner() == name && is_it(prefix.map(|prefix| prefix.into_inner()))
        };
        let found = self.start.attributes().with_checks(false).flatten().find(of)?;
        let value = found.normalized_value(XmlVersion::Implicit1_0);
        Some(value.map_or_else(|_| found.value.clone().into_owned(), Cow::into_owned))
    }
}

/// The end of an element.
#[derive(Debug)]
pub(in crate::import) struct Close<'a> {
    /// Its namespace, as the format calls it.
    pub space: &'static str,
    end: BytesEnd<'a>,
}

impl<'a> Close<'a> {
    pub(super) fn new(space: &'static str, end: BytesEnd<'a>) -> Self {
        Self { space, end }
    }

    /// Its name without a prefix.
    pub fn name(&self) -> &str {
        self.end.local_name().into_inner()
    }
}
