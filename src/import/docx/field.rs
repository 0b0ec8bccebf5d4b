//! Fields: an instruction that is not text, and a result that is (17.16).

/// A field that is open.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Field {
    instruction: String,
    /// Whether its result has begun.
    is_result: bool,
    /// Where a link leads, once its instruction is read.
    pub target: Option<String>,
    /// The depth of frames and the place in the paragraph at which its result begins.
    pub from: Option<(usize, usize)>,
}

/// The fields that are open, the innermost last.
#[derive(Clone, Debug, Default)]
pub(super) struct Fields {
    open: Vec<Field>,
    /// How many of them are in their instruction.
    instructing: usize,
}

/// How long an instruction is read.
const INSTRUCTION: usize = 8_192;
/// How many fields may be open in each other; what opens deeper is taken for text.
const OPEN: usize = 1_000;

impl Fields {
    pub fn depth(&self) -> usize {
        self.open.len()
    }

    pub fn begin(&mut self) {
        if self.open.len() < OPEN {
            self.open.push(Field::default());
            self.instructing += 1;
        }
    }

    /// Takes a part of the innermost field's instruction.
    pub fn instruct(&mut self, text: &str) {
        if let Some(field) = self.open.last_mut().filter(|field| !field.is_result)
            && field.instruction.len() + text.len() <= INSTRUCTION
        {
            field.instruction.push_str(text);
        }
    }

    /// The innermost field's result begins at this place.
    pub fn separate(&mut self, at: (usize, usize)) {
        if let Some(field) = self.open.last_mut().filter(|field| !field.is_result) {
            field.is_result = true;
            field.target = target(&field.instruction);
            field.from = Some(at);
            self.instructing -= 1;
        }
    }

    pub fn end(&mut self) -> Option<Field> {
        let field = self.open.pop()?;
        self.instructing -= usize::from(!field.is_result);
        Some(field)
    }

    /// Drops the fields above `depth` that are still in their instruction.
    pub fn end_instructions(&mut self, depth: usize) {
        while self.open.len() > depth && self.open.last().is_some_and(|field| !field.is_result) {
            self.end();
        }
    }

    /// Whether text now belongs to an instruction.
    pub fn is_hidden(&self) -> bool {
        self.instructing > 0
    }
}

/// Where a HYPERLINK leads: `HYPERLINK "https://…" \l "place"`; and REF, PAGEREF and NOTEREF with `\h`.
pub(in crate::import) fn target(instruction: &str) -> Option<String> {
    let words = words(instruction);
    let mut words = words.iter().map(String::as_str);
    let name = words.next()?.to_ascii_uppercase();
    let rest: Vec<&str> = words.collect();
    match name.as_str() {
        "HYPERLINK" => {
            let place = rest.iter().position(|word| word.eq_ignore_ascii_case("\\l")).and_then(|at| rest.get(at + 1));
            let url = rest.first().filter(|word| !word.starts_with('\\'));
            match (url, place) {
                (Some(url), Some(place)) => Some(format!("{url}#{place}")),
                (Some(url), None) => Some((*url).to_owned()),
                (None, place) => place.map(|place| format!("#{place}")),
            }
        }
        "REF" | "PAGEREF" | "NOTEREF" if rest.iter().any(|word| word.eq_ignore_ascii_case("\\h")) => {
            rest.first().filter(|word| !word.starts_with('\\')).map(|name| format!("#{name}"))
        }
        _ => None,
    }
}

/// The words of an instruction: between blanks, or in quotes, where a backslash is doubled.
fn words(instruction: &str) -> Vec<String> {
    let mut out = Vec::new();
    let mut rest = instruction.trim_start();
    while let Some(first) = rest.chars().next() {
        let (word, after) = match first {
            '"' | '“' => {
                let inner = rest.get(first.len_utf8()..).unwrap_or("");
                let end = inner.find(['"', '”']).unwrap_or(inner.len());
                let after = inner.get(end..).map_or("", |tail| tail.trim_start_matches(['"', '”']));
                (inner.get(..end).unwrap_or("").replace("\\\\", "\\"), after)
            }
            _ => {
                let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
                (rest.get(..end).unwrap_or("").to_owned(), rest.get(end..).unwrap_or(""))
            }
        };
        out.push(word);
        rest = after.trim_start();
    }
    out
}

#[cfg(test)]
mod tests {
    use super::target;

    #[test]
    fn links_are_read_out_of_instructions() {
        for (instruction, leads) in [
            (" HYPERLINK \"https://example.org/a b\" \\o \"a tip\" ", Some("https://example.org/a b")),
            ("HYPERLINK \\l \"_Toc1\"", Some("#_Toc1")),
            ("hyperlink https://example.org/ \\l here", Some("https://example.org/#here")),
            ("REF _Ref7 \\r \\h", Some("#_Ref7")),
            ("REF _Ref7", None),
            ("PAGE", None),
            ("", None),
            ("HYPERLINK", None),
        ] {
            assert_eq!(target(instruction).as_deref(), leads, "{instruction}");
        }
    }
}
