//! Where the official files of Unicode are on this machine.
//!
//! Those of a version come with the operating system (Debian: `unicode-data`), newer ones with the tests that a crate
//! publishes. They are not part of the project. A machine without them says what does not run.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Where Debian keeps the Unicode Character Database.
const DEBIAN: &str = "/usr/share/unicode";

/// Says a line that is seen in a passing run too, past the capture of the test harness.
pub fn tell(line: &str) {
    let _ = writeln!(std::io::stderr().lock(), "{line}");
}

/// The text of the official file `name` of the folder `HEXAPLA_UNICODE`, where it must be when the folder is set, else of the
/// operating system's folder; none with a plain line that says that `what` does not run.
pub fn official(name: &str, what: &str) -> Option<String> {
    if let Some(folder) = std::env::var_os("HEXAPLA_UNICODE") {
        let path = Path::new(&folder).join(name);
        let text = std::fs::read_to_string(&path);
        assert!(text.is_ok(), "HEXAPLA_UNICODE is set, but there is no {}", path.display());
        return text.ok();
    }
    let text = std::fs::read_to_string(Path::new(DEBIAN).join(name)).ok();
    if text.is_none() {
        tell(&format!("not run: {what} (install unicode-data, or set HEXAPLA_UNICODE to the folder of {name})"));
    }
    text
}

/// The text of `path` in the source of the dependency `name`, as the registry has it; none with a plain line that says that
/// `what` does not run.
pub fn published(name: &str, path: &str, what: &str) -> Option<String> {
    let text = source(name).and_then(|folder| std::fs::read_to_string(folder.join(path)).ok());
    if text.is_none() {
        let told = format!("{what} (no {path} in the source of {name})");
        assert!(std::env::var_os("HEXAPLA_UNICODE").is_none(), "{told}");
        tell(&format!("not run: {told}"));
    }
    text
}

/// The folder of the source of the dependency `name`.
fn source(name: &str) -> Option<PathBuf> {
    let cargo = std::env::var_os("CARGO")?;
    let version = Command::new(&cargo).arg("-vV").output().ok()?;
    let version = String::from_utf8(version.stdout).ok()?;
    let host = version.lines().find_map(|line| line.strip_prefix("host: "))?;
    let metadata = Command::new(&cargo)
        .args(["metadata", "--offline", "--locked", "--format-version", "1", "--filter-platform", host])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .ok()?;
    let metadata: serde_json::Value = serde_json::from_slice(&metadata.stdout).ok()?;
    let package = metadata["packages"].as_array()?.iter().find(|package| package["name"] == name)?;
    Some(Path::new(package["manifest_path"].as_str()?).parent()?.to_owned())
}

/// The version in the first line of an official file: `# BidiTest-15.0.0.txt`.
pub fn version(file: &str) -> &str {
    let name = file.lines().next().unwrap_or_default().trim_end_matches(".txt");
    name.rsplit('-').next().unwrap_or_default()
}

/// The characters of code points in hexadecimal: `05D0 0028`.
pub fn characters(codes: &str) -> String {
    codes
        .split_ascii_whitespace()
        .map(|code| u32::from_str_radix(code, 16).ok().and_then(char::from_u32).expect("a code point"))
        .collect()
}
