//! Between the tokenizer and the tree builder: keeps hostile pages linear, and reads XHTML as XML where the two differ.
//!
//! The builder's rules for misnested `<b>`, `<i>`, `<font>` copy every open one into every paragraph that follows, so that
//! 100 KB of them become millions of elements; here they are plain elements, which changes nothing but where an emphasis ends.
//! The builder looks through all open elements at every tag; here no more than a few hundred are ever open.

use std::cell::RefCell;
use std::collections::HashMap;

use html5ever::buffer_queue::BufferQueue;
use html5ever::interface::TreeSink;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts};
use html5ever::{LocalName, TokenizerResult};

use super::sink::{Handle, Sink};
use super::tree::Tree;

/// Bytes that are given to the tokenizer at once.
const CHUNK: usize = 1 << 16;

/// Strong emphasis, under a name that has no rules of its own.
pub(in crate::import) const STRONG: &str = "x-b";
/// Emphasis.
pub(in crate::import) const EMPHASIS: &str = "x-i";
/// Text of a program.
pub(in crate::import) const CODE: &str = "x-code";
/// Formatting that means nothing.
const PLAIN: &str = "x-f";

struct Guard {
    builder: TreeBuilder<Handle, Sink>,
    /// Elements that end themselves (`<a id="x"/>`) do.
    xml: bool,
    /// End tags to come of elements that were put beside what they were in.
    owed: RefCell<HashMap<LocalName, u32>>,
}

/// Reads a page. `xml` says that it is XHTML: `<a/>` is empty, and CDATA sections are text. It is read until there are about
/// `most` nodes.
pub(in crate::import) fn parse(text: &str, xml: bool, most: usize) -> Tree {
    let options = TreeBuilderOpts { drop_doctype: true, ..TreeBuilderOpts::default() };
    let builder = TreeBuilder::new(Sink::new(), options);
    let guard = Guard { builder, xml, owed: RefCell::new(HashMap::new()) };
    let tokenizer = Tokenizer::new(guard, TokenizerOpts::default());
    let queue = BufferQueue::default();
    let mut rest = text;
    while !rest.is_empty() {
        let end = (0..=CHUNK.min(rest.len())).rev().find(|at| rest.is_char_boundary(*at)).unwrap_or(rest.len());
        let (chunk, more) = rest.split_at(end);
        queue.push_back(StrTendril::from(chunk));
        while tokenizer.feed(&queue) != TokenizerResult::Done {}
        rest = if tokenizer.sink.builder.sink.tree.borrow().len() > most { "" } else { more };
    }
    tokenizer.end();
    tokenizer.sink.builder.sink.finish()
}

/// A name without rules of its own for those of formatting.
fn plain(name: &LocalName) -> Option<&'static str> {
    Some(match &**name {
        "b" | "strong" => STRONG,
        "i" | "em" | "u" => EMPHASIS,
        "code" | "tt" => CODE,
        "big" | "font" | "nobr" | "s" | "small" | "strike" => PLAIN,
        _ => return None,
    })
}

/// Elements that have no end tag.
fn is_void(name: &str) -> bool {
    const VOID: [&str; 20] = [
        "area", "base", "basefont", "bgsound", "br", "col", "embed", "frame", "hr", "image", "img", "input", "keygen",
        "link", "meta", "param", "source", "spacer", "track", "wbr",
    ];
    VOID.binary_search(&name).is_ok()
}

impl Guard {
    /// Whether this end tag belongs to an element that is not open any more.
    fn is_owed(&self, name: &LocalName) -> bool {
        let mut owed = self.owed.borrow_mut();
        match owed.get_mut(name).filter(|count| **count > 0) {
            Some(count) => {
                *count -= 1;
                true
            }
            None => false,
        }
    }
}

impl TokenSink for Guard {
    type Handle = Handle;

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<Handle> {
        let sink = &self.builder.sink;
        sink.line.set(u32::try_from(line).unwrap_or(u32::MAX));
        let Token::TagToken(mut tag) = token else { return self.builder.process_token(token, line) };
        let foreign = self.builder.adjusted_current_node_present_but_not_in_html_namespace();
        if let Some(name) = plain(&tag.name).filter(|_| !foreign) {
            tag.name = LocalName::from(name);
        }
        if tag.kind == TagKind::EndTag {
            return match self.is_owed(&tag.name) {
                true => TokenSinkResult::Continue,
                false => self.builder.process_token(Token::TagToken(tag), line),
            };
        }
        let ends_itself = self.xml && tag.self_closing && !foreign && !is_void(&tag.name);
        let name = tag.name.clone();
        sink.deep.set(false);
        let result = self.builder.process_token(Token::TagToken(tag), line);
        // Raw text (scripts, styles) holds no elements and is left as it is.
        let is_deep = sink.deep.get() && matches!(result, TokenSinkResult::Continue) && !is_void(&name);
        if !ends_itself && !is_deep {
            return result;
        }
        if is_deep {
            sink.tree.borrow_mut().flattened += 1;
            if !ends_itself {
                *self.owed.borrow_mut().entry(name.clone()).or_default() += 1;
            }
        }
        let end = Tag {
            kind: TagKind::EndTag,
            name,
            self_closing: false,
            attrs: Vec::new(),
            had_duplicate_attributes: false,
        };
        let _ = self.builder.process_token(Token::TagToken(end), line);
        TokenSinkResult::Continue
    }

    fn end(&self) {
        self.builder.end();
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.xml || self.builder.adjusted_current_node_present_but_not_in_html_namespace()
    }
}
