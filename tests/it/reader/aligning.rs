//! Sentences aligned beside the reader, corrected by hand, and words that correspond.

use hexapla::align::{Alignment, Bead};
use hexapla::app::{Aligned, Event, Job, MarkKind};
use ratatui::style::Modifier;

use super::desk::{Desk, ferry, opened};

/// The ferry in English and French only, as far as its words matter.
fn two() -> Vec<hexapla::library::Opened> {
    let english = "The ferry of Kusel\n\nIn 1874 the ferry sank. Nobody was on it but Hanna Brandt. She could swim.\n";
    let french = "Le bac de Kusel\n\nLe bac coula en 1874. À bord, il n’y avait que Hanna Brandt. Elle savait nager.\n";
    vec![opened("kusel.en.txt", english.as_bytes()), opened("kusel.fr.txt", french.as_bytes())]
}

/// The texts that are marked for one reason, version by version.
fn marked(desk: &Desk, kinds: &[MarkKind]) -> Vec<(usize, String)> {
    let marks = desk.app.panes.marks.iter().filter(|mark| kinds.contains(&mark.kind));
    let text = |mark: &hexapla::app::Mark| {
        desk.app.book.block(mark.version, mark.block).map(|block| block.text[mark.range.clone()].to_owned())
    };
    marks.map(|mark| (mark.version, text(mark).expect("a block"))).collect()
}

/// What is marked in version `version` as the sentence or beside it.
fn beside(desk: &Desk, version: usize) -> Vec<String> {
    let all = marked(desk, &[MarkKind::Sentence, MarkKind::Uncertain]);
    all.into_iter().filter(|(own, _)| *own == version).map(|(_, text)| text).collect()
}

/// The desk with all slow work done.
fn settled(mut desk: Desk) -> Desk {
    desk.app.align_now();
    desk
}

/// The beads of version `version` with the first, as numbers.
fn beads(desk: &Desk, version: usize) -> Vec<(usize, usize)> {
    let parallel = desk.app.book.parallels.parallel(version).expect("aligned");
    parallel.sentences.beads.iter().map(|bead| (bead.source.len(), bead.target.len())).collect()
}

/// The ferry as it was translated: which sentences correspond was told by reading, block stands beside block.
fn told(parallel: &mut hexapla::align::Parallel) {
    let (sources, targets) = (parallel.source.sentences.len(), parallel.target.sentences.len());
    // "One spring the ice broke early. A boy …" in Arabic, "The ferryman ran out … He threw …" in Chinese.
    let arabic = parallel.target.sentences[7].range.len() > 100;
    let joined = if arabic { 7 } else { 9 };
    assert_eq!((sources, targets), (14, 13));
    let bead = |at: usize| Bead {
        source: if at > joined { at + 1..at + 2 } else { at..at + 1 + usize::from(at == joined) },
        target: at..at + 1,
        score: 0.9,
    };
    parallel.sentences.beads = (0..targets).map(bead).collect();
    let bead = |at: usize| Bead { source: at..at + 1, target: at..at + 1, score: 0.9 };
    parallel.blocks.beads = (0..5).map(bead).collect();
}

/// Hands in an alignment that a test made of the one that was found.
fn arrive(desk: Desk, change: impl FnOnce(&mut hexapla::align::Parallel)) -> Desk {
    let job = desk.app.jobs().into_iter().next().expect("something is to be done");
    let mut event = job.run(&mut |_| true).expect("done");
    if let Event::Aligned(aligned) = &mut event {
        change(aligned.parallel.as_mut().expect("found"));
    }
    desk.event(event)
}

/// The ferry, aligned as it was translated.
fn crossing(home: &std::path::Path) -> Desk {
    arrive(arrive(Desk::open(ferry(), home, (120, 30)), told), told)
}

/// The ferry in English and Arabic, aligned as `change` says of what was told.
fn ferried(home: &std::path::Path, change: impl FnOnce(&mut hexapla::align::Parallel)) -> Desk {
    let desk = Desk::open(ferry().into_iter().take(2).collect(), home, (100, 30));
    arrive(desk, |parallel| {
        told(parallel);
        change(parallel);
    })
}

#[test]
fn every_sentence_has_its_counterparts_as_the_cursor_moves_on() {
    let home = tempfile::tempdir().expect("a folder");
    let mut desk = crossing(home.path());
    let mut seen = [String::new(), String::new(), String::new()];
    loop {
        for (version, seen) in seen.iter_mut().enumerate() {
            for text in beside(&desk, version) {
                if !seen.ends_with(&text) {
                    seen.push_str(&text);
                }
            }
        }
        let before = desk.app.panes.cursor();
        desk = desk.keys(")");
        if desk.app.panes.cursor() == before {
            break;
        }
    }
    for (version, seen) in seen.iter().enumerate() {
        let all: String = desk.app.book.documents()[version].blocks.iter().map(|block| block.text.as_str()).collect();
        let bare = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
        assert_eq!(bare(seen), bare(&all), "every sentence of version {version} was marked, in order");
    }
    let row = desk.rows().into_iter().find(|row| row.contains("The dog is old now")).expect("the last block");
    assert_eq!(row.matches('▌').count(), 3, "{row}");
}

#[test]
fn nothing_is_to_be_done_without_a_second_version() {
    let home = tempfile::tempdir().expect("a folder");
    let desk = Desk::open(ferry().into_iter().take(1).collect(), home.path(), (80, 24));
    assert_eq!(desk.app.wanted(), None);
    assert!(desk.app.jobs().is_empty());
    assert!(desk.keys("M").status().contains("there is one version only"));
}

#[test]
fn what_is_read_stays_where_it_stands_when_the_blocks_turn_out_to_stand_otherwise() {
    let home = tempfile::tempdir().expect("a folder");
    let text = |word: &str| {
        let paragraph = |n: usize| format!("{word} number {n} goes {}on. And it ends.\n\n", "on and ".repeat(n % 9));
        (1..60).map(paragraph).collect::<String>()
    };
    let texts =
        || vec![opened("walk.en.txt", text("River").as_bytes()), opened("walk.fr.txt", text("Fleuve").as_bytes())];
    let line = |desk: &Desk, text: &str| desk.rows().iter().position(|row| row.contains(text)).expect("on the screen");
    for keys in ["4 0 } ) ", "2 0 } 2 j ", "Tab 3 0 } ", "3 0 } Ctrl-d Ctrl-u k "] {
        let desk = Desk::open(texts(), home.path(), (100, 24)).keys(keys);
        let (version, cursor) = (desk.app.panes.version(), desk.app.panes.cursor());
        let word = if version == 0 { "River" } else { "Fleuve" };
        let wanted = format!("{word} number {} ", cursor.block + 1);
        let before = line(&desk, &wanted);
        // The first twenty blocks correspond to nothing after all: the text is forty rows longer above the cursor.
        let desk = arrive(desk, |parallel| {
            let mut apart = Vec::new();
            for bead in &parallel.blocks.beads {
                if bead.source.start < 20 {
                    let (i, j) = (bead.source.clone(), bead.target.clone());
                    apart.push(Bead { source: i.clone(), target: j.start..j.start, score: 0.4 });
                    apart.push(Bead { source: i.end..i.end, target: j, score: 0.4 });
                } else {
                    apart.push(bead.clone());
                }
            }
            parallel.blocks = Alignment { beads: apart };
        });
        assert_eq!(desk.app.panes.cursor(), cursor);
        assert!(desk.app.book.grid().rows.len() > 70, "the rows are others");
        assert_eq!(line(&desk, &wanted), before, "{keys}: {}", desk.screen());
        drop(desk.keys("q"));
    }
}

#[test]
fn a_result_that_is_no_longer_asked_for_is_dropped() {
    let home = tempfile::tempdir().expect("a folder");
    let desk = crossing(home.path()).keys("} p");
    let stale = desk.app.jobs().into_iter().next().expect("aligned anew around the pin");
    let desk = desk.keys("p");
    assert_ne!(desk.app.wanted(), Some(stale.ticket()));
    let event = stale.run(&mut |_| true).expect("done");
    let desk = desk.event(event);
    assert!(!desk.keys("Esc").status().contains("pinned"), "what was unpinned stays unpinned");
}

#[test]
fn work_stops_when_it_is_told_to_and_says_how_far_it_is() {
    let home = tempfile::tempdir().expect("a folder");
    let desk = Desk::open(ferry(), home.path(), (120, 30));
    let job = desk.app.jobs().into_iter().next().expect("something is to be done");
    assert!(job.run(&mut |_| false).is_none());
    assert!(desk.status().contains("aligned 5 of 5"), "blocks are aligned at once: {}", desk.status());
    let ticket = job.ticket();
    let desk = desk.event(Event::Progress(ticket, 0.5));
    assert!(desk.status().contains("aligning 25 %"), "one of two is half done: {}", desk.status());
    let desk = settled(desk);
    assert!(!desk.status().contains("aligning"), "{}", desk.status());
    let failed = Desk::open(ferry(), home.path(), (120, 30));
    let ticket = failed.app.wanted().expect("a ticket");
    let failed = failed.event(Event::Aligned(Box::new(Aligned { ticket, parallel: None, pinned: Vec::new() })));
    assert!(failed.status().contains("could not be aligned"), "{}", failed.status());
    assert_ne!(failed.app.wanted(), Some(ticket), "and it is not tried for ever");
}

#[test]
fn a_bead_is_merged_and_the_merging_undone() {
    let home = tempfile::tempdir().expect("a folder");
    let desk = crossing(home.path()).keys("}");
    let before = (beads(&desk, 1), beside(&desk, 1));
    let desk = desk.keys("M");
    assert!(desk.status().contains("merged with what follows · en–ar"), "{}", desk.status());
    assert_eq!(beside(&desk, 1).join(" ").matches('.').count(), 2, "two sentences are marked: {:?}", beside(&desk, 1));
    let desk = settled(desk).keys("Esc");
    assert!(desk.status().contains("pinned"), "{}", desk.status());
    assert_eq!(beside(&desk, 1).join(" ").matches('.').count(), 2, "and stay so when all is aligned around them");
    let row = |desk: &Desk| desk.rows().into_iter().find(|row| row.contains("The ferry crosses")).expect("is seen");
    assert_eq!(row(&desk).matches('=').count(), 2, "a sign in both gutters: {}", row(&desk));
    let desk = desk.keys("u");
    assert!(desk.status().contains("undone · en–ar"), "{}", desk.status());
    assert_eq!((beads(&desk, 1), beside(&desk, 1)), before);
    assert_eq!(row(&desk).matches('=').count(), 0);
    let again = settled(desk.keys("U"));
    assert_eq!(beside(&again, 1).join(" ").matches('.').count(), 2);
    let gone = again.keys("u u");
    assert!(gone.status().contains("nothing was corrected"), "{}", gone.status());
}

#[test]
fn a_sentence_is_moved_and_a_bead_split() {
    let home = tempfile::tempdir().expect("a folder");
    let mut texts = ferry();
    texts.remove(1);
    let desk = Desk::open(texts, home.path(), (120, 30));
    // The ferryman's coat is put with the sentence before: one and one but for the ninth and tenth English sentence.
    let desk = arrive(desk, |parallel| {
        told(parallel);
        let one = |i: usize, j: usize| Bead { source: i..i + 1, target: j..j + 1, score: 0.9 };
        let two = Bead { source: 8..10, target: 8..9, score: 0.4 };
        parallel.sentences.beads =
            (0..8).map(|at| one(at, at)).chain([two]).chain((10..14).map(|at| one(at, at - 1))).collect();
    });
    let desk = desk.keys("} } } ) )");
    assert_eq!(beside(&desk, 0), ["The ferryman ran out without his coat."]);
    assert_eq!(beside(&desk, 1), ["一个9岁的男孩带着一条狗站在冰中央。"]);
    let desk = desk.keys(".");
    assert!(desk.status().contains("moved to what follows · en–zh"), "{}", desk.status());
    let rope = "摆渡人没穿外套就跑了出去，扔出他最长的绳子。";
    assert_eq!(beside(&desk, 1), [rope]);
    assert_eq!(beside(&desk.keys(")"), 1), [rope], "and so has the sentence after it");
    let home = tempfile::tempdir().expect("a folder");
    let desk = ferried(home.path(), |parallel| {
        let edit = parallel.sentences.merge(1).expect("two beads");
        parallel.sentences = parallel.sentences.edited(&edit);
    });
    let desk = desk.keys("Tab } )");
    assert_eq!(
        beside(&desk, 0),
        ["The ferry crosses the river 12 times a day. It carries farmers, letters and now and then a bride."]
    );
    let desk = desk.keys("S");
    assert_eq!(beside(&desk, 0), ["It carries farmers, letters and now and then a bride."]);
    assert_eq!(beside(&desk.keys("("), 0), ["The ferry crosses the river 12 times a day."]);
}

#[test]
fn a_pin_holds_when_the_texts_are_opened_again() {
    let home = tempfile::tempdir().expect("a folder");
    let desk = crossing(home.path()).keys("} M Esc");
    let merged = beside(&desk, 1);
    let mut desk = desk.keys("q");
    assert_eq!(desk.effects(), [hexapla::app::Effect::Quit]);
    let again = settled(Desk::open(ferry(), home.path(), (120, 30)));
    assert_eq!(beside(&again, 1), merged);
    assert!(again.status().contains("pinned"), "{}", again.status());
    // A newer state of the file: a paragraph more at its beginning.
    let mut newer = ferry();
    let text = String::from_utf8_lossy(include_bytes!("../../data/reader/ferry.en.txt")).into_owned();
    let text = text.replacen("\n\n", "\n\nThis is about a river. It is a wide one.\n\n", 1);
    newer[0] = opened("ferry.en.txt", text.as_bytes());
    newer[0].source.path = Some("/nowhere/ferry.en.txt".into());
    let newer =
        settled(Desk::open(newer, home.path(), (120, 30))).keys("/").text("crosses the river").keys("Enter Esc Esc");
    assert!(newer.status().contains("pinned"), "{}", newer.screen());
    assert_eq!(beside(&newer, 1), merged);
    let unpinned = settled(newer.keys("p"));
    assert!(unpinned.status().contains("no longer pinned"), "{}", unpinned.status());
    assert!(!unpinned.keys("Esc").status().contains("pinned"));
}

#[test]
fn a_correction_whose_place_is_gone_is_said_to_be() {
    let home = tempfile::tempdir().expect("a folder");
    let desk = settled(Desk::open(ferry(), home.path(), (120, 30))).keys("} M q");
    drop(desk);
    let mut other = ferry();
    let text = "The Mill\n\nThe mill stands alone. It has no door.\n";
    other[0] = opened("ferry.en.txt", text.as_bytes());
    other[0].source.path = Some("/nowhere/ferry.en.txt".into());
    let desk = settled(Desk::open(other, home.path(), (120, 30)));
    assert!(desk.status().contains("not found again: 1"), "{}", desk.status());
    assert!(desk.keys("!").screen().contains("The ferry crosses the river 12 times a day."));
}

#[test]
fn what_is_uncertain_is_shown_as_such_and_walked_through() {
    let home = tempfile::tempdir().expect("a folder");
    let desk = ferried(home.path(), |parallel| {
        for (at, bead) in parallel.sentences.beads.iter_mut().enumerate() {
            bead.score = if at == 3 || at == 6 { 0.25 } else { 0.9 };
        }
    });
    assert!(!desk.status().contains("uncertain"), "{}", desk.status());
    let desk = desk.keys("]");
    assert!(desk.status().contains("uncertain 0.25 · 1 of 2 · en–ar"), "{}", desk.status());
    assert_eq!(beside(&desk, 0), ["Nobody has ever counted the sheep."]);
    let row = desk.rows().into_iter().find(|row| row.contains("The ferry crosses")).expect("is seen");
    assert_eq!(row.matches('~').count(), 1, "a sign beside what may not correspond: {row}");
    assert_eq!(marked(&desk, &[MarkKind::Uncertain]).len(), 1);
    let desk = desk.keys("Esc");
    assert!(desk.status().contains("· uncertain 0.25"), "{}", desk.status());
    let desk = desk.keys("]");
    assert!(desk.status().contains("2 of 2"), "{}", desk.status());
    let desk = desk.keys("]");
    assert!(desk.status().contains("nothing is uncertain further on"), "{}", desk.status());
    let desk = desk.keys("[");
    assert!(desk.status().contains("1 of 2"), "{}", desk.status());
    // What a person pinned is no longer uncertain.
    let desk = desk.keys("p ]");
    assert!(desk.status().contains("1 of 1"), "{}", desk.status());
}

#[test]
fn what_stands_in_one_version_only_is_walked_through_too() {
    let home = tempfile::tempdir().expect("a folder");
    let desk = ferried(home.path(), |parallel| {
        let beads = &mut parallel.sentences.beads;
        for bead in beads.iter_mut() {
            bead.score = 0.9;
        }
        let bead = beads[5].clone();
        let apart = [
            Bead { target: bead.target.start..bead.target.start, score: 0.1, ..bead.clone() },
            Bead { source: bead.source.end..bead.source.end, score: 0.1, ..bead },
        ];
        beads.splice(5..6, apart);
    });
    let desk = desk.keys("]");
    assert_eq!((desk.app.panes.version(), beside(&desk, 1).len()), (0, 0), "nothing is marked in Arabic");
    let desk = desk.keys("]");
    assert!(desk.status().contains("2 of 2"), "{}", desk.status());
    assert_eq!((desk.app.panes.version(), beside(&desk, 0).len()), (1, 0), "nothing is marked in English");
    // They belong together after all.
    let desk = desk.keys("[ M Esc");
    assert_eq!((beside(&desk, 0).len(), beside(&desk, 1).len()), (1, 1));
}

#[test]
fn a_counterpart_may_be_several_places() {
    let home = tempfile::tempdir().expect("a folder");
    let desk = ferried(home.path(), |parallel| {
        // From the last sentence of the first paragraph into the second.
        let edit = parallel.sentences.merge(3).expect("two beads");
        parallel.sentences = parallel.sentences.edited(&edit);
    });
    let desk = desk.keys("} ) )");
    assert_eq!(beside(&desk, 0), ["Nobody has ever counted the sheep."]);
    assert_eq!(beside(&desk, 1), ["ولم يحصِ أحد الأغنام قط.", "في الشتاء يتجمد النهر."]);
}

#[test]
fn corrections_need_the_version_that_the_others_are_aligned_through() {
    let home = tempfile::tempdir().expect("a folder");
    let desk = Desk::open(ferry(), home.path(), (120, 30));
    assert!(desk.keys("M").status().contains("the sentences are not aligned yet"));
    let desk = settled(Desk::open(ferry(), home.path(), (120, 30))).keys("Tab P Enter Esc } M");
    assert_eq!(desk.app.panes.order, [1, 2]);
    assert!(desk.status().contains("aligned through en, which is not shown"), "{}", desk.status());
}

#[test]
fn words_that_correspond_are_marked_while_one_is_selected() {
    let home = tempfile::tempdir().expect("a folder");
    let desk = settled(Desk::open(two(), home.path(), (100, 20))).keys("} w");
    assert_eq!(marked(&desk, &[MarkKind::Word]), [], "not unless it is asked for");
    let desk = desk.keys("v");
    assert!(matches!(desk.app.jobs()[..], [Job::Learn(_)]), "which words go together is learned now");
    let mut desk = settled(desk);
    desk.app.lay_out();
    assert_eq!(marked(&desk, &[MarkKind::Word]), [(1, "1874".to_owned())]);
    let style = desk.style_of("1874.").expect("on the screen");
    assert!(style.add_modifier.contains(Modifier::UNDERLINED | Modifier::BOLD), "without colour");
    let style = desk.style_of("Le bac coula").expect("on the screen");
    assert!(!style.add_modifier.contains(Modifier::BOLD), "but not the rest of the sentence");
    let desk = desk.keys("Esc");
    assert_eq!(marked(&desk, &[MarkKind::Word]), []);
    // The word under the cursor, without a selection.
    let desk = settled(desk.keys("f"));
    assert_eq!(marked(&desk, &[MarkKind::Word]), [(0, "1874".to_owned()), (1, "1874".to_owned())]);
    let desk = desk.keys(") W");
    assert_eq!(marked(&desk.keys("f"), &[MarkKind::Word]), []);
}
