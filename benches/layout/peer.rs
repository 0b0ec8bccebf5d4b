//! FriBidi, through a small C program that is compiled here: where there is no compiler or no FriBidi, it does not take part.

use std::path::{Path, PathBuf};
use std::process::Command;

use hexapla::text::Direction;

/// The compiled program.
pub struct Peer {
    program: PathBuf,
    folder: tempfile::TempDir,
    /// FriBidi's version.
    pub version: String,
}

impl Peer {
    /// Compiles it; an error says why it cannot run.
    pub fn new() -> Result<Self, String> {
        let asked = Command::new("pkg-config").args(["--cflags", "--libs", "fribidi"]).output();
        let flags = asked.ok().filter(|asked| asked.status.success()).map(|asked| asked.stdout);
        let flags = flags.ok_or("no development files of FriBidi (package libfribidi-dev)")?;
        let version = Command::new("pkg-config").args(["--modversion", "fribidi"]).output().map(|asked| asked.stdout);
        let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
        let program = folder.path().join("fribidi");
        let compiled = Command::new("cc")
            .arg("-O2")
            .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/peer/fribidi.c"))
            .arg("-o")
            .arg(&program)
            .args(String::from_utf8_lossy(&flags).split_whitespace())
            .status();
        if !compiled.is_ok_and(|status| status.success()) {
            return Err("cc could not compile benches/peer/fribidi.c".to_owned());
        }
        let version = String::from_utf8_lossy(&version.unwrap_or_default()).trim().to_owned();
        Ok(Self { program, folder, version })
    }

    /// Writes down what [`Peer::run`] reads.
    pub fn prepare(&self, paragraphs: &[String]) -> Result<(), String> {
        std::fs::write(self.text(), paragraphs.join("\n")).map_err(|error| error.to_string())
    }

    fn text(&self) -> PathBuf {
        self.folder.path().join("text")
    }

    /// The seconds of one pass over what was prepared.
    pub fn run(&self, direction: Direction, columns: u16) -> Result<f64, String> {
        let mut command = Command::new(&self.program);
        command.arg(self.text()).arg(columns.to_string()).arg(if direction.is_rtl() { "rtl" } else { "ltr" });
        let output = command.output().map_err(|error| error.to_string())?;
        let text = String::from_utf8_lossy(&output.stdout);
        text.split_whitespace().next().and_then(|seconds| seconds.parse().ok()).ok_or_else(|| "it failed".to_owned())
    }
}
