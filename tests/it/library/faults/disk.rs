//! Tests of: a full disk, and a folder that became read-only.

#![cfg(unix)]

use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
use std::os::unix::process::CommandExt;
use std::path::PathBuf;
use std::process::Output;

use super::*;

/// Runs the program; how many writes it acknowledged, whether it came to its end, and what it said.
fn ran(mut command: Command, run: &Run) -> (usize, bool, String) {
    let Output { status, stdout, stderr } = command.args(&run.arguments).output().expect("it runs");
    let text = String::from_utf8_lossy(&stderr).into_owned();
    let count = said(String::from_utf8_lossy(&stdout).lines().map(|line| Ok(line.to_owned())));
    assert!(matches!(status.code(), Some(0 | 2)), "{status}: {text}");
    (count, status.success(), text)
}

/// What was acknowledged is there and nothing else; what was not was said in one line.
fn holds(victim: &mut Victim, run: &Run, (count, done, text): &(usize, bool, String), said: &str) {
    assert_eq!(*done, *count == run.writes.len(), "{said}: {text}");
    if !done {
        let home = victim.home().display().to_string();
        assert!(text.lines().count() == 1 && text.contains(&home), "{said}: {text}");
    }
    let expected = after(&victim.state, &run.writes[..*count]);
    let now = victim.now();
    assert!(now == expected, "{said}: after {count} of {} writes", run.writes.len());
    victim.state = now;
}

/// Files may not grow over a size, another one in each round; how many rounds came to an early end.
fn full(rounds: usize, seed: u64) -> usize {
    let mut victim = Victim::new(seed);
    let run = victim.run("n", 24);
    victim.finish(&run);
    let mut cut = 0;
    for round in 0..rounds {
        let run = victim.run("n", 24);
        let entries = |folder: &Path| std::fs::read_dir(folder).expect("a folder").flatten().collect::<Vec<_>>();
        let files = entries(victim.home()).into_iter().chain(entries(&victim.home().join("backup")));
        let largest = files.filter_map(|entry| entry.metadata().ok()).map(|data| data.len()).max().unwrap_or(0);
        let blocks = victim.dice.roll(usize::try_from(largest / 512).expect("small") + 30);
        let mut command = Command::new("sh");
        // Standard output is a pipe: only files are limited.
        command.args([
            "-c",
            &format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$@\""),
            "sh",
            env!("CARGO_BIN_EXE_hexapla"),
        ]);
        command.env("HEXAPLA_HOME", victim.home()).env("NO_COLOR", "1").stdin(Stdio::null());
        let outcome = ran(command, &run);
        cut += usize::from(!outcome.1);
        holds(&mut victim, &run, &outcome, &format!("round {round}: {blocks} blocks"));
    }
    let run = victim.run("n", 24);
    victim.finish(&run);
    assert!(victim.now() == victim.state);
    cut
}

/// A small file system of its own, which only the superuser can make.
struct Small(tempfile::TempDir);

impl Small {
    fn new(size: &str) -> Option<Self> {
        let folder = tempfile::tempdir().expect("a folder");
        let mounted = Command::new("mount")
            .args(["-t", "tmpfs", "-o", &format!("size={size}"), "tmpfs"])
            .arg(folder.path())
            .stderr(Stdio::null())
            .status();
        mounted.is_ok_and(|status| status.success()).then_some(Self(folder))
    }
}

impl Drop for Small {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(self.0.path()).status();
    }
}

/// The same on a file system that is full but for a few kilobytes; none where none can be made.
fn brimful(rounds: usize, seed: u64) -> Option<usize> {
    let small = Small::new("4m")?;
    let mut victim = Victim::new(seed);
    let library = small.0.path().join("library");
    std::fs::create_dir(&library).expect("a folder");
    victim.home = tempfile::Builder::new().tempdir_in(&library).expect("a folder");
    let run = victim.run("n", 24);
    victim.finish(&run);
    let mut cut = 0;
    for round in 0..rounds {
        if victim.state.len() > 60 || victim.home().join("backup").metadata().is_err() {
            break;
        }
        let run = victim.run("n", 24);
        let filler = small.0.path().join("filler");
        let mut file = std::fs::File::create(&filler).expect("created");
        let _ = std::io::copy(&mut std::io::repeat(7), &mut file);
        let room = victim.dice.roll(24) as u64 * 4096;
        let length = file.metadata().expect("data").len();
        file.set_len(length.saturating_sub(room)).expect("cut");
        let outcome = ran(program(victim.home()), &run);
        cut += usize::from(!outcome.1);
        // Read while the disk is full, and after room was made.
        let expected = after(&victim.state, &run.writes[..outcome.0]);
        assert!(notes(&Library::open(victim.home()).expect("it opens")) == expected, "round {round}");
        drop(file);
        std::fs::remove_file(&filler).expect("removed");
        holds(&mut victim, &run, &outcome, &format!("round {round}: {room} bytes of room"));
    }
    Some(cut)
}

/// The program where everybody may start it: the folder that it was built in may be closed to others.
fn open_program(victim: &Victim) -> PathBuf {
    let (built, folder) = (env!("CARGO_BIN_EXE_hexapla"), victim.folder.path());
    let open = folder.join("hexapla");
    if !open.exists() {
        std::fs::set_permissions(folder, std::fs::Permissions::from_mode(0o755)).expect("set");
        std::fs::hard_link(built, &open).or_else(|_| std::fs::copy(built, &open).map(drop)).expect("a copy");
    }
    open
}

/// A program that may not do everything, on a library that belongs to it.
fn humble(victim: &Victim) -> Command {
    let mut command = program_at(&open_program(victim), victim.home());
    command.current_dir("/");
    if victim.home().metadata().expect("data").uid() == 0 {
        each(victim.home(), &|path| chown(path, Some(65534), Some(65534)).expect("given away"));
    }
    let owner = victim.home().metadata().expect("data").uid();
    if std::fs::metadata("/proc/self").is_ok_and(|own| own.uid() == 0) {
        command.uid(owner).gid(owner);
    }
    command
}

/// Calls `work` on everything in a folder and on the folder.
fn each(folder: &Path, work: &dyn Fn(&Path)) {
    for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
        if entry.path().is_dir() {
            each(&entry.path(), work);
        } else {
            work(&entry.path());
        }
    }
    work(folder);
}

/// A folder that becomes read-only after a program was killed in it, with its files or without.
fn read_only(rounds: usize, seed: u64) {
    for round in 0..rounds {
        let mut victim = Victim::new(seed + round as u64);
        let run = victim.run("n", 24);
        drop(humble(&victim));
        let mut child = humble(&victim).args(&run.arguments).stdout(Stdio::piped()).spawn().expect("it starts");
        let mut lines = lines(&mut child);
        let mut count = said(lines.by_ref().take(run.writes.len()));
        child.kill().expect("killed");
        child.wait().expect("gone");
        count += said(lines);
        let expected = after(&victim.state, &run.writes[..count]);
        let files = round % 2 == 0;
        let home = victim.home().to_owned();
        let mode = |file: u32, folder: u32| {
            each(&home, &|path: &Path| {
                let mode = if path.is_dir() { folder } else { file };
                std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).expect("set");
            });
        };
        mode(if files { 0o444 } else { 0o644 }, 0o555);
        let output = humble(&victim).args(["notes", "list", "--json"]).output().expect("it runs");
        let listed: Value = serde_json::from_slice(&output.stdout).unwrap_or_default();
        let text = |note: &Value, name: &str| note[name].as_str().expect("a text").to_owned();
        let listed: State =
            listed.as_array().into_iter().flatten().map(|note| (text(note, "id"), text(note, "body"))).collect();
        let error = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(listed == expected, "round {round}: {} of {}: {error}", listed.len(), expected.len());
        let more = victim.run("m", 3);
        let file = std::path::PathBuf::from(more.arguments.get(2).expect("a file"));
        std::fs::set_permissions(victim.folder.path(), std::fs::Permissions::from_mode(0o755)).expect("set");
        std::fs::set_permissions(file, std::fs::Permissions::from_mode(0o644)).expect("set");
        let (more_count, done, error) = ran(humble(&victim), &more);
        if files {
            assert!(!done && more_count == 0 && error.lines().count() == 1, "round {round}: {error}");
            assert!(error.contains("read-only") || error.contains("denied"), "{error}");
        }
        mode(0o644, 0o755);
        victim.state = after(&expected, &more.writes[..more_count]);
        assert!(victim.now() == victim.state, "round {round}");
        let (all, done, error) = ran(humble(&victim), &more);
        assert!(done && all == more.writes.len(), "{error}");
    }
}

#[test]
fn a_full_disk_loses_no_acknowledged_note_and_keeps_no_other() {
    assert!(full(8, 7) > 1, "some came to an early end");
}

#[test]
fn a_folder_that_became_read_only_is_read_and_says_that_it_is() {
    read_only(2, 8);
}

#[test]
fn a_damaged_library_in_a_read_only_folder_is_read_from_its_backup() {
    let mut victim = Victim::new(40);
    let run = victim.run("n", 24);
    victim.finish(&run);
    let database = victim.home().join("library.db");
    let whole = std::fs::read(&database).expect("read");
    std::fs::write(&database, &whole[..whole.len() / 2]).expect("written");
    drop(humble(&victim));
    let home = victim.home().to_owned();
    let mode = |file: u32, folder: u32| {
        each(&home, &|path: &Path| {
            let mode = if path.is_dir() { folder } else { file };
            std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).expect("set");
        });
    };
    mode(0o444, 0o555);
    let output = humble(&victim).args(["notes", "list", "--json"]).output().expect("it runs");
    let error = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(error.contains("damaged") && error.contains("could not be made again"), "{error}");
    let listed: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(listed.as_array().map(Vec::len), Some(victim.state.len()));
    mode(0o644, 0o755);
    let output = humble(&victim).args(["notes", "list", "--json"]).output().expect("it runs");
    assert!(String::from_utf8_lossy(&output.stderr).contains("set aside"), "{output:?}");
    assert!(victim.now() == victim.state);
}

#[test]
#[ignore = "100 times a full disk, 40 times a read-only folder: cargo test --release -- --ignored faults"]
fn full_disks_and_read_only_folders() {
    println!("100 runs with limited files: {} came to an early end, none lost", full(100, 9));
    match (0..10).map(|round| brimful(12, 10 + round)).sum::<Option<usize>>() {
        Some(cut) => println!("120 runs on a full file system: {cut} came to an early end, none lost"),
        None => println!("not run: a full file system (mounting one needs the superuser)"),
    }
    read_only(40, 30);
    println!("40 folders that became read-only: all read, none lost");
}
