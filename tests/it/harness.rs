//! What the tests share: the built program in a home of its own, and the folder of real documents.

use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

/// The folder of real documents (`HEXAPLA_CORPUS`), or none with a plain line that says what does not run.
pub fn corpus(what: &str) -> Option<PathBuf> {
    match std::env::var_os("HEXAPLA_CORPUS").map(PathBuf::from).filter(|folder| folder.join("seeds").is_dir()) {
        Some(folder) => Some(folder),
        None => {
            // Past the test harness's capture, so that a passing run still says what it did not do.
            let _ = writeln!(
                std::io::stderr().lock(),
                "not run: {what} (set HEXAPLA_CORPUS to the folder of real documents)"
            );
            None
        }
    }
}

/// The built program with a library of its own.
pub struct Program {
    /// Its `HEXAPLA_HOME`.
    pub home: tempfile::TempDir,
}

impl Program {
    /// A program that was never run before.
    pub fn new() -> Self {
        Self { home: tempfile::tempdir().expect("a temporary folder") }
    }

    /// The command, its home set, colours off.
    pub fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_hexapla"));
        command.env("HEXAPLA_HOME", self.home.path()).env("NO_COLOR", "1").env_remove("HEXAPLA_CORPUS");
        command
    }

    /// Runs it with `arguments` and `input` on standard input.
    pub fn run(&self, arguments: &[&str], input: &[u8]) -> Output {
        let mut child = self
            .command()
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let mut stdin = child.stdin.take().expect("a pipe");
        let input = input.to_vec();
        let writer = std::thread::spawn(move || {
            let _ = stdin.write_all(&input);
        });
        let output = child.wait_with_output().expect("the program ends");
        let _ = writer.join();
        output
    }

    /// Runs it and gives standard output; fails when the exit code is not 0.
    pub fn text(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments, b"");
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).expect("UTF-8")
    }
}
