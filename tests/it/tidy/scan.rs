//! Reads our own source: files, code without comments and strings, code without tests.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{LazyLock, OnceLock};

use regex::Regex;

/// One Rust file of the project.
pub struct File {
    /// Its path from the root of the project, with `/`.
    pub path: String,
    /// What stands in it.
    pub text: String,
    /// The same lines with comments, strings and characters blanked.
    pub code: String,
    /// `code` with everything under `#[cfg(test)]` blanked as well; all blank in a file of tests.
    pub shipped: String,
}

/// Every `.rs` file below the named folders of the project; read once.
pub fn files(folders: &[&str]) -> Vec<&'static File> {
    static ALL: OnceLock<Vec<File>> = OnceLock::new();
    let inside = |file: &&File| folders.iter().any(|folder| file.path.split('/').next() == Some(*folder));
    ALL.get_or_init(read).iter().filter(inside).collect()
}

/// Reads the folders that hold Rust; one that does not exist has none.
fn read() -> Vec<File> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut paths = Vec::new();
    for folder in ["src", "tests", "benches"] {
        collect(&root.join(folder), &mut paths);
    }
    paths.sort();
    let mut files: Vec<File> = paths
        .iter()
        .map(|path| {
            let name = path.strip_prefix(root).expect("below the root").to_string_lossy().replace('\\', "/");
            let text = fs::read_to_string(path).expect("a readable file");
            let code = code(&text);
            let shipped = without_tests(&code);
            File { path: name, text, code, shipped }
        })
        .collect();
    let tests: Vec<String> = files.iter().flat_map(|file| test_modules(&file.path, &file.code)).collect();
    for file in &mut files {
        let is_test =
            |module: &String| file.path == format!("{module}.rs") || file.path.starts_with(&format!("{module}/"));
        if !file.path.starts_with("src/") || tests.iter().any(is_test) {
            file.shipped = "\n".repeat(file.code.lines().count());
        }
    }
    files
}

fn collect(folder: &Path, into: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries {
        let path = entry.expect("a folder entry").path();
        if path.is_dir() {
            collect(&path, into);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            into.push(path);
        }
    }
}

/// The modules that `path` declares under `#[cfg(test)]` in files of their own, as paths without `.rs`.
fn test_modules(path: &str, code: &str) -> Vec<String> {
    static DECLARED: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"#\[cfg\(test\)\]\s*(?:pub(?:\([^)]*\))?\s+)?mod\s+(\w+)\s*;").expect("a pattern")
    });
    let folder = match path.strip_suffix("/mod.rs").or_else(|| path.strip_suffix("/lib.rs")) {
        Some(folder) => folder,
        None => path.trim_end_matches(".rs"),
    };
    DECLARED.captures_iter(code).map(|found| format!("{folder}/{}", &found[1])).collect()
}

/// `text` with comments, strings and character literals turned into spaces; line breaks stay.
pub fn code(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while at < chars.len() {
        let end = match chars[at] {
            '/' if chars.get(at + 1) == Some(&'/') => line_end(&chars, at),
            '/' if chars.get(at + 1) == Some(&'*') => comment_end(&chars, at),
            '"' => string_end(&chars, at),
            'r' if !follows_word(&chars, at) => raw_end(&chars, at + 1).unwrap_or(at),
            'b' if !follows_word(&chars, at) && chars.get(at + 1) == Some(&'r') => {
                raw_end(&chars, at + 2).unwrap_or(at)
            }
            '\'' => char_end(&chars, at).unwrap_or(at),
            _ => at,
        };
        if end == at {
            out.push(chars[at]);
            at += 1;
        } else {
            out.extend(chars[at..end].iter().map(|&c| if c == '\n' { '\n' } else { ' ' }));
            at = end;
        }
    }
    out
}

fn follows_word(chars: &[char], at: usize) -> bool {
    at > 0 && (chars[at - 1].is_alphanumeric() || chars[at - 1] == '_')
}

fn line_end(chars: &[char], at: usize) -> usize {
    chars[at..].iter().position(|&c| c == '\n').map_or(chars.len(), |n| at + n)
}

fn comment_end(chars: &[char], at: usize) -> usize {
    let (mut depth, mut i) = (0, at);
    while i < chars.len() {
        match (chars[i], chars.get(i + 1)) {
            ('/', Some('*')) => (depth, i) = (depth + 1, i + 2),
            ('*', Some('/')) if depth == 1 => return i + 2,
            ('*', Some('/')) => (depth, i) = (depth - 1, i + 2),
            _ => i += 1,
        }
    }
    chars.len()
}

fn string_end(chars: &[char], at: usize) -> usize {
    let mut i = at + 1;
    while i < chars.len() {
        match chars[i] {
            '\\' => i += 2,
            '"' => return i + 1,
            _ => i += 1,
        }
    }
    chars.len()
}

/// The end of a raw string whose `#`s or quote begin at `at`; none when no raw string begins there.
fn raw_end(chars: &[char], at: usize) -> Option<usize> {
    let hashes = chars[at.min(chars.len())..].iter().take_while(|&&c| c == '#').count();
    if chars.get(at + hashes) != Some(&'"') {
        return None;
    }
    let close: Vec<char> = std::iter::once('"').chain(std::iter::repeat_n('#', hashes)).collect();
    let body = at + hashes + 1;
    let found = chars[body..].windows(close.len()).position(|window| window == close);
    Some(found.map_or(chars.len(), |n| body + n + close.len()))
}

/// The end of a character literal; none for a lifetime.
fn char_end(chars: &[char], at: usize) -> Option<usize> {
    if chars.get(at + 1) == Some(&'\\') {
        let close = chars.get(at + 3..)?.iter().position(|&c| c == '\'')?;
        return Some(at + 3 + close + 1);
    }
    (chars.get(at + 2) == Some(&'\'')).then_some(at + 3)
}

/// `code` with every item under `#[cfg(test)]` blanked.
pub fn without_tests(code: &str) -> String {
    const MARK: &str = "#[cfg(test)]";
    let mut out = String::with_capacity(code.len());
    let mut rest = code;
    while let Some(start) = rest.find(MARK) {
        out.push_str(&rest[..start]);
        let item = &rest[start..];
        let end = MARK.len() + item_end(&item[MARK.len()..]);
        out.extend(item[..end].chars().filter(|&c| c == '\n'));
        rest = &item[end..];
    }
    out.push_str(rest);
    out
}

/// Where the item that begins `code` ends: after its `;` or its closing brace.
fn item_end(code: &str) -> usize {
    let (mut braces, mut brackets) = (0, 0);
    for (at, c) in code.char_indices() {
        match c {
            '{' => braces += 1,
            '}' if braces <= 1 => return at + 1,
            '}' => braces -= 1,
            '(' | '[' => brackets += 1,
            ')' | ']' => brackets -= 1,
            ';' if braces == 0 && brackets == 0 => return at + 1,
            _ => {}
        }
    }
    code.len()
}

#[test]
fn comments_strings_and_characters_are_blanked_and_lines_kept() {
    let text = "a /* x /* y */ z */ b // .unwrap()\n'\"' r#\"q\" \n\"# br\"k\" &'a str '\\'' \"\\\" todo!\" c";
    let blanked = code(text);
    assert_eq!(blanked.split_whitespace().collect::<Vec<_>>(), ["a", "b", "&'a", "str", "c"]);
    assert_eq!(blanked.lines().count(), text.lines().count());
}

#[test]
fn items_under_cfg_test_are_blanked_and_lines_kept() {
    let text =
        "fn a() {}\n#[cfg(test)]\nmod tests {\n fn b() { if x { y } }\n}\nfn c() {}\n#[cfg(test)]\nmod d;\nfn e() {}";
    let shipped = without_tests(text);
    assert_eq!(shipped.lines().collect::<Vec<_>>(), ["fn a() {}", "", "", "", "", "fn c() {}", "", "", "fn e() {}"]);
}
