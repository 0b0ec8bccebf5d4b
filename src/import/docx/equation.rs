//! EQ fields: how Word wrote formulas, letters over each other and readings above words before it had its own marks for them
//! (17.16.5.22).

/// How deep the arguments are read that stand in each other.
const DEPTH: usize = 32;
/// The bytes of an instruction that are read.
const LENGTH: usize = 8_192;

/// What an EQ instruction shows, on one line: of a word with its reading above it, the word alone.
pub(super) fn text(instruction: &str) -> String {
    let end = (0..=instruction.len().min(LENGTH)).rev().find(|at| instruction.is_char_boundary(*at)).unwrap_or(0);
    let chars: Vec<char> = instruction[..end].chars().collect();
    let is_edge = |c: &char| *c == '\\' || c.is_whitespace();
    let named = chars.iter().position(|c| !is_edge(c)).unwrap_or(chars.len());
    let mut at = chars.iter().skip(named).position(is_edge).map_or(chars.len(), |length| named + length);
    let mut out = String::new();
    while let Some(c) = chars.get(at) {
        match c {
            // Switches that every field may have: `\* jc2`, `\* "Font:Serif"`.
            '\\' if chars.get(at + 1) == Some(&'*') => at = format(&chars, at + 2),
            '\\' => {
                let (shown, next) = command(&chars, at, DEPTH);
                out.push_str(&shown);
                at = next;
            }
            c => {
                out.push(*c);
                at += 1;
            }
        }
    }
    out.trim().to_owned()
}

/// Passes over the value of a formatting switch.
fn format(chars: &[char], mut at: usize) -> usize {
    while chars.get(at).is_some_and(|c| c.is_whitespace()) {
        at += 1;
    }
    let is_quoted = chars.get(at).is_some_and(|c| matches!(c, '"' | '“'));
    at += usize::from(is_quoted);
    while let Some(c) = chars.get(at) {
        match c {
            '"' | '”' if is_quoted => return at + 1,
            c if !is_quoted && (c.is_whitespace() || *c == '\\') => return at,
            _ => at += 1,
        }
    }
    at
}

/// A command at a backslash, with its switches and arguments: what it shows, and where it ends.
fn command(chars: &[char], at: usize, depth: usize) -> (String, usize) {
    let (mut names, mut next) = (Vec::new(), at);
    // `\s\up 9(…)`: the names and numbers before the bracket.
    loop {
        match chars.get(next) {
            Some('\\') => match chars.get(next + 1) {
                Some(c) if c.is_ascii_alphabetic() => {
                    let length = chars.iter().skip(next + 1).take_while(|c| c.is_ascii_alphabetic()).count();
                    names.push(chars.iter().skip(next + 1).take(length).collect::<String>().to_ascii_lowercase());
                    next += 1 + length;
                }
                // A bracket, a comma or a backslash that is meant as such.
                Some(c) => return (c.to_string(), next + 2),
                None => return (String::new(), next + 1),
            },
            Some(c) if c.is_whitespace() || c.is_ascii_digit() || *c == '-' => next += 1,
            Some('(') if depth > 0 => break,
            _ => return (String::new(), next.max(at + 1)),
        }
    }
    let (parts, end) = arguments(chars, next + 1, depth);
    let name = names.first().map_or("", String::as_str);
    let shown = match (name, parts.as_slice()) {
        // What is lowered or raised beside a plain word is its reading.
        ("o", parts) => {
            let plain = parts.iter().any(|part| !part.is_shifted && !part.text.trim().is_empty());
            parts.iter().filter(|part| !plain || !part.is_shifted).map(|part| part.text.as_str()).collect()
        }
        ("f", [over, under]) => format!("{}/{}", over.text, under.text),
        ("r", [root]) => format!("√{}", root.text),
        ("r", [degree, root]) => format!("{}√{}", degree.text, root.text),
        ("b", parts) => format!("({})", joined(parts, ",")),
        ("l", parts) => joined(parts, ","),
        (_, parts) => joined(parts, " "),
    };
    (shown, end)
}

/// An argument; whether all of it is set higher or lower.
struct Part {
    text: String,
    is_shifted: bool,
}

fn joined(parts: &[Part], by: &str) -> String {
    let texts: Vec<&str> = parts.iter().map(|part| part.text.as_str()).collect();
    texts.join(by)
}

/// The arguments up to the bracket that ends them.
fn arguments(chars: &[char], mut at: usize, depth: usize) -> (Vec<Part>, usize) {
    let mut parts = vec![Part { text: String::new(), is_shifted: false }];
    let mut open = 0usize;
    while let Some(c) = chars.get(at) {
        let Some(part) = parts.last_mut() else { break };
        match c {
            ')' if open == 0 => return (parts, at + 1),
            ',' | ';' if open == 0 => {
                parts.push(Part { text: String::new(), is_shifted: false });
                at += 1;
            }
            '\\' => {
                let is_shift = chars.get(at + 1).is_some_and(|c| matches!(c, 's' | 'S'));
                let (shown, next) = command(chars, at, depth - 1);
                part.is_shifted |= is_shift && part.text.trim().is_empty();
                part.text.push_str(&shown);
                at = next;
            }
            c => {
                open = match c {
                    '(' => open + 1,
                    ')' => open - 1,
                    _ => open,
                };
                part.is_shifted &= c.is_whitespace();
                part.text.push(*c);
                at += 1;
            }
        }
    }
    (parts, at)
}

#[cfg(test)]
mod tests {
    use super::text;

    #[test]
    fn formulas_and_readings_are_read_on_one_line() {
        for (instruction, shown) in [
            ("EQ \\* jc2 \\* \"Font:Mincho\" \\* hps10 \\o\\ad(\\s\\up 9(にがつ),二月)", "二月"),
            ("eq \\o(\\s\\up 12(E ),\\s\\do 4( x))", "E  x"),
            ("EQ \\f(a + 1,b)", "a + 1/b"),
            ("EQ \\r(3,x)", "3√x"),
            ("EQ x\\s\\up 4(2) + (y\\,z)", "x2 + (y,z)"),
            ("EQ \\o(f(x),\\s\\do 3(0))", "f(x)"),
            ("EQ \\o(", ""),
            ("EQ \\", ""),
            ("EQ", ""),
        ] {
            assert_eq!(text(instruction), shown, "{instruction}");
        }
        let deep = "EQ ".to_owned() + &"\\o(".repeat(100_000);
        assert!(text(&deep).len() < 10_000);
    }
}
