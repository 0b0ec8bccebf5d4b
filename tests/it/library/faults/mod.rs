//! Tests of: kills, two writers, a full disk, a read-only folder, changed bytes. In small with the other tests; in large with
//! `cargo test --release -- --ignored faults`.

mod disk;
mod flips;
mod kills;

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use hexapla::library::Library;
use serde_json::Value;

use crate::dice::Dice;

/// The notes of a library: id and text.
type State = BTreeMap<String, String>;

/// One write that is to be acknowledged: the note of that id has this text then, or is in the trash.
#[derive(Clone)]
struct Write {
    id: String,
    body: Option<String>,
}

/// A run of the program that makes a number of writes and says each when it is on disk.
struct Run {
    arguments: Vec<String>,
    writes: Vec<Write>,
}

/// A library to be harmed, what was acknowledged in it, and the dice.
struct Victim {
    home: tempfile::TempDir,
    folder: tempfile::TempDir,
    state: State,
    dice: Dice,
    clock: u64,
}

impl Victim {
    fn new(seed: u64) -> Self {
        let folder = || tempfile::tempdir().expect("a folder");
        Self { home: folder(), folder: folder(), state: State::new(), dice: Dice(seed), clock: 0 }
    }

    fn home(&self) -> &Path {
        self.home.path()
    }

    /// Up to `most` writes to notes whose ids begin with `prefix`: new ones, edits, removals.
    fn run(&mut self, prefix: &str, most: usize) -> Run {
        let there: Vec<String> = self.state.keys().filter(|id| id.starts_with(prefix)).cloned().collect();
        if !there.is_empty() && self.dice.roll(4) == 0 {
            let ids: Vec<String> = there.into_iter().filter(|_| self.dice.roll(3) == 0).collect();
            let mut arguments: Vec<String> = ["notes", "remove", "--json"].map(str::to_owned).to_vec();
            if !ids.is_empty() {
                arguments.extend(ids.iter().cloned());
                return Run { arguments, writes: ids.into_iter().map(|id| Write { id, body: None }).collect() };
            }
        }
        let writes: Vec<Write> = (0..1 + self.dice.roll(most))
            .map(|_| {
                let id = format!("{prefix}{:03}", self.dice.roll(80));
                let length = if self.dice.roll(8) == 0 { 3000 } else { 30 };
                Write { id, body: Some(self.dice.text(&["abc ", "نهر ماء", "河水 "], length)) }
            })
            .collect();
        let file = self.folder.path().join(format!("{prefix}.json"));
        let notes: Vec<Value> = writes.iter().map(|write| self.note(write)).collect();
        std::fs::write(&file, exported(&notes)).expect("written");
        let arguments = ["notes", "import", &file.display().to_string(), "--json"].map(str::to_owned).to_vec();
        Run { arguments, writes }
    }

    fn note(&mut self, write: &Write) -> Value {
        self.clock += 1;
        serde_json::json!({
            "id": write.id, "kind": "note", "scope": "work", "body": write.body, "tags": ["t"],
            "created": "2026-01-01T00:00:00Z", "modified": format!("2026-01-02T00:00:00.{:06}Z", self.clock),
            "target": {"hash": "0".repeat(64), "language": "en", "key": "1", "start": 0, "end": 3, "exact": "The",
                "prefix": "", "suffix": " river"},
        })
    }

    fn start(&self, arguments: &[String]) -> Child {
        program(self.home()).args(arguments).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("it starts")
    }

    /// Lets the program make its writes undisturbed.
    fn finish(&mut self, run: &Run) {
        let output = program(self.home()).args(&run.arguments).output().expect("it runs");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        self.state = after(&self.state, &run.writes);
    }

    /// The library as it is now, by opening it; the files are whole and the backup says the same.
    fn now(&self) -> State {
        let library = Library::open(self.home()).expect("it opens");
        assert!(library.warnings().is_empty(), "{:?}", library.warnings());
        let state = notes(&library);
        drop(library);
        let connection = rusqlite::Connection::open(self.home().join("library.db")).expect("it opens");
        let said: String = connection.query_row("PRAGMA integrity_check", [], |row| row.get(0)).expect("an answer");
        assert_eq!(said, "ok");
        if let Some(backup) = backup(self.home()) {
            assert!(notes(&backup) == state, "the backup has what the library has");
        }
        state
    }
}

/// The program on the library in `home`.
fn program(home: &Path) -> Command {
    program_at(Path::new(env!("CARGO_BIN_EXE_hexapla")), home)
}

/// [`program`] where it stands elsewhere.
fn program_at(path: &Path, home: &Path) -> Command {
    let mut command = Command::new(path);
    command.env("HEXAPLA_HOME", home).env("NO_COLOR", "1").stdin(Stdio::null());
    command
}

/// A file with these notes that can be imported.
fn exported(notes: &[Value]) -> String {
    let versions = serde_json::json!([{"hash": "0".repeat(64), "language": "en"}]);
    let work = serde_json::json!({"name": "many", "title": "Many", "versions": versions});
    serde_json::json!({"format": "hexapla", "version": 1, "work": work, "annotations": notes}).to_string()
}

fn notes(library: &Library) -> State {
    let all = library.annotations_all().expect("read").into_iter().flat_map(|(_, notes)| notes);
    all.map(|note| (note.id, note.body)).collect()
}

/// The newest backup as a library; none before the first write.
fn backup(home: &Path) -> Option<Library> {
    let mut files: Vec<_> = std::fs::read_dir(home.join("backup")).ok()?.flatten().map(|entry| entry.path()).collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "jsonl"));
    files.sort();
    let restored = Library::from_backup(&std::fs::read(files.last()?).expect("read")).expect("read")?;
    assert_eq!(restored.damaged, 0);
    Some(restored.library)
}

/// What `state` is after these writes.
fn after(state: &State, writes: &[Write]) -> State {
    let mut state = state.clone();
    for write in writes {
        match &write.body {
            Some(body) => state.insert(write.id.clone(), body.clone()),
            None => state.remove(&write.id),
        };
    }
    state
}

/// How many lines were said before the end, whole ones.
fn said(lines: impl Iterator<Item = std::io::Result<String>>) -> usize {
    lines.map_while(Result::ok).filter(|line| serde_json::from_str::<Value>(line).is_ok()).count()
}

fn lines(child: &mut Child) -> std::io::Lines<BufReader<std::process::ChildStdout>> {
    BufReader::new(child.stdout.take().expect("a pipe")).lines()
}
