//! The reader as a person uses it: keys in, screens out.

mod aligning;
mod annotating;
mod beginning;
pub mod desk;
mod family;
mod finding;
pub mod hostile;
mod keeping;
mod listing;
mod moving;
mod searching;
mod sharing;
mod tagging;

use desk::{Desk, charter, opened};

#[test]
fn two_versions_stand_beside_each_other() {
    let home = tempfile::tempdir().expect("a folder");
    let desk = Desk::open(charter(), home.path(), (100, 24));
    insta::assert_snapshot!(desk.screen());
}

#[test]
fn the_other_layouts_show_the_same_text() {
    let home = tempfile::tempdir().expect("a folder");
    let stacked = Desk::open(charter(), home.path(), (60, 24)).keys("} } }");
    assert!(stacked.rows()[0].ends_with("stacked"), "too narrow for columns: {}", stacked.rows()[0]);
    insta::assert_snapshot!("stacked", stacked.screen());

    let single = Desk::open(charter(), home.path(), (100, 24)).keys("} } t");
    assert!(single.rows()[0].ends_with("single"));
    assert!(!single.screen().contains("Whereas"), "the translation is hidden");
    let revealed = single.keys("t");
    assert!(revealed.screen().contains("Whereas a book that nobody reads"), "{}", revealed.screen());
    assert_eq!(revealed.screen().matches("Whereas").count(), 1, "only the one under the cursor");
    let layouts = revealed.keys("L");
    assert!(layouts.rows()[0].ends_with("columns"));
}

#[test]
fn the_block_and_its_counterpart_are_marked_without_colour() {
    use ratatui::style::Modifier;
    let home = tempfile::tempdir().expect("a folder");
    let desk = Desk::open(charter(), home.path(), (100, 30)).keys(": a r t 4 : 0 + 1 Enter");
    assert_eq!(desk.key(), "art4:0+1");
    let row = desk.rows().into_iter().find(|row| row.contains("Education begins")).expect("the article is seen");
    assert_eq!(row.matches('▌').count(), 2, "a bar in both panes: {row}");
    let first = desk.style_of("Education begins").expect("on the screen");
    assert!(first.add_modifier.contains(Modifier::UNDERLINED), "the sentence that corresponds is underlined");
    let second = desk.keys(")").style_of("Education begins").expect("on the screen");
    assert!(!second.add_modifier.contains(Modifier::UNDERLINED), "and no longer when the cursor is on the next");
}

#[test]
fn a_chinese_pane_keeps_its_punctuation() {
    let home = tempfile::tempdir().expect("a folder");
    let text = "一、\t目的\n\n1.\t本馆向村中所有居民开放，也欢迎过路的客人；任何人不得被问及为何读书。书籍应保持清洁、完好，并按时归还。\n";
    for width in 16..60 {
        let desk = Desk::open(vec![opened("a.zh.txt", text.as_bytes())], home.path(), (width, 24));
        for row in &desk.rows()[1..23] {
            let start = row.trim_start_matches(|c: char| c == '▌' || c == ' ' || c.is_ascii_digit());
            assert!(!start.starts_with(['，', '；', '。', '、']), "width {width}: {row}");
        }
    }
}

#[test]
fn the_help_is_the_keymap() {
    let home = tempfile::tempdir().expect("a folder");
    let mut desk = Desk::open(charter(), home.path(), (100, 40)).keys("?");
    let mut seen = String::new();
    for _ in 0..10 {
        seen.push_str(&desk.screen());
        desk = desk.keys("Space");
    }
    for (_, commands) in hexapla::command::TOPICS {
        for command in *commands {
            assert!(seen.contains(command.name), "{} is not in the help", command.name);
        }
    }
}

#[test]
fn the_help_is_filtered_and_says_all_of_a_command() {
    for size in desk::SCREENS {
        let home = tempfile::tempdir().expect("a folder");
        let desk = Desk::open(charter(), home.path(), size).keys("? /").text("library annotations");
        assert!(desk.screen().contains("g A"), "{}", desk.screen());
        assert!(desk.screen().contains("list the annotations of the whole library"), "{}", desk.screen());
        assert!(!desk.screen().contains("Ctrl-d"), "{}", desk.screen());
    }
}

#[test]
fn the_library_lists_the_guide_and_opens_it() {
    let home = tempfile::tempdir().expect("a folder");
    let mut desk = Desk::open(Vec::new(), home.path(), (80, 24));
    hexapla::command::library(&mut desk.app);
    assert!(desk.screen().contains("guide"), "{}", desk.screen());
    let mut desk = desk.keys("Enter");
    assert_eq!(desk.effects(), [hexapla::app::Effect::Open("guide".to_owned())]);
    let mut left = Desk::open(Vec::new(), home.path(), (80, 24));
    hexapla::command::library(&mut left.app);
    let mut left = left.keys("Esc");
    assert_eq!(left.effects(), [hexapla::app::Effect::Quit], "nothing is behind the library");
}
