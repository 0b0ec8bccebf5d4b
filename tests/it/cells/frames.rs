//! Frame after frame on a terminal: what is sent for the difference of two frames must leave the screen of the second one drawn
//! from nothing. The terminal here does what all do with wide clusters: to write over one half blanks the other.

use hexapla::app::{Event, Mouse};
use hexapla::config::{Key, Settings, Theme};
use hexapla::library::Opened;
use hexapla::text::width;
use ratatui::buffer::{Buffer, Cell, CellDiffOption};
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use crate::dice::Dice;
use crate::reader::desk::{Desk, opened};
use crate::reader::hostile::KEYS;

/// What stands in one cell of the terminal.
#[derive(Clone, Debug, PartialEq)]
enum Shown {
    /// A cluster of this many cells.
    Glyph(String, u16, Style),
    /// The right half of the cluster on its left.
    Half,
}

/// Which look the blank gets that is left of a wide cluster: terminals differ.
#[derive(Clone, Copy, Debug)]
enum Left {
    Plain,
    AsBefore,
}

/// A terminal without a program: cells, a cursor, and what writing does.
struct Terminal {
    cells: Vec<Shown>,
    width: usize,
    left: Left,
    ambiguous_wide: bool,
}

impl Terminal {
    fn new(area: Rect, left: Left, ambiguous_wide: bool) -> Self {
        let blank = Shown::Glyph(" ".to_owned(), 1, Style::reset());
        let cells = vec![blank; usize::from(area.width) * usize::from(area.height)];
        Self { cells, width: usize::from(area.width), left, ambiguous_wide }
    }

    /// Takes what is sent as a backend sends it: the cursor is moved only where a cell does not follow the one before.
    fn take(&mut self, updates: Vec<(u16, u16, &Cell)>) {
        let mut last = None;
        let mut cursor = (0, 0);
        for (x, y, cell) in updates {
            if x == 0 || last != Some((x - 1, y)) {
                cursor = (usize::from(x), usize::from(y));
            }
            last = Some((x, y));
            cursor.0 += self.write(cursor, cell.symbol(), cell.style());
        }
    }

    fn write(&mut self, (x, y): (usize, usize), glyph: &str, style: Style) -> usize {
        let cells = usize::from(width::cluster(glyph, self.ambiguous_wide));
        assert!(x + cells <= self.width, "{glyph} is written over the edge");
        for own in x..x + cells {
            self.tear(own, y);
        }
        let at = y * self.width + x;
        self.cells[at] = Shown::Glyph(glyph.to_owned(), cells as u16, style);
        self.cells[at + 1..at + cells].fill(Shown::Half);
        cells
    }

    /// The cluster that has a part at `x` is gone; what is left of it is blank.
    fn tear(&mut self, x: usize, y: usize) {
        let row = y * self.width;
        let start = if self.cells[row + x] == Shown::Half { x - 1 } else { x };
        let Shown::Glyph(_, cells, style) = self.cells[row + start].clone() else { unreachable!("half of nothing") };
        let style = match self.left {
            Left::Plain => Style::reset(),
            Left::AsBefore => style,
        };
        for own in start..start + usize::from(cells) {
            self.cells[row + own] = Shown::Glyph(" ".to_owned(), 1, style);
        }
    }

    /// What a person sees: of a blank only what is seen of its style.
    fn seen(&self) -> Vec<Shown> {
        let seen = |shown: &Shown| match shown {
            Shown::Glyph(glyph, cells, style) if glyph == " " => {
                let visible = Modifier::REVERSED | Modifier::UNDERLINED;
                let kept = style.add_modifier.intersection(visible);
                Shown::Glyph(glyph.clone(), *cells, Style { bg: style.bg, add_modifier: kept, ..Style::new() })
            }
            other => other.clone(),
        };
        self.cells.iter().map(seen).collect()
    }

    fn rows(&self) -> String {
        let text = |shown: &Shown| if let Shown::Glyph(glyph, ..) = shown { glyph.clone() } else { String::new() };
        self.cells.chunks(self.width).map(|row| row.iter().map(text).collect::<String>() + "\n").collect()
    }
}

/// A screen that is drawn by differences, on terminals of both kinds.
struct Watch {
    desk: Desk,
    before: Buffer,
    terminals: Vec<Terminal>,
    ambiguous_wide: bool,
}

impl Watch {
    fn new(desk: Desk, ambiguous_wide: bool) -> Self {
        let before = Buffer::empty(Rect::ZERO);
        let mut watch = Self { desk, before, terminals: Vec::new(), ambiguous_wide };
        watch.draw("at first");
        watch
    }

    fn draw(&mut self, what: &str) {
        let (next, _) = self.desk.draw();
        let kinds = [Left::Plain, Left::AsBefore];
        if next.area != self.before.area {
            // A terminal of another size is cleared.
            self.before = Buffer::empty(next.area);
            self.terminals = kinds.map(|left| Terminal::new(next.area, left, self.ambiguous_wide)).into();
        }
        whole(&next, what);
        for (terminal, left) in self.terminals.iter_mut().zip(kinds) {
            terminal.take(self.before.diff(&next));
            let mut fresh = Terminal::new(next.area, left, self.ambiguous_wide);
            fresh.take(Buffer::empty(next.area).diff(&next));
            let same = terminal.seen() == fresh.seen();
            assert!(same, "{what}, {left:?}: the screen shows\n{}instead of\n{}", terminal.rows(), fresh.rows());
        }
        self.before = next;
    }

    fn keys(mut self, keys: &str) -> Self {
        for key in keys.split(' ') {
            self.desk = self.desk.keys(key);
            self.draw(key);
        }
        self
    }

    fn event(mut self, event: Event) -> Self {
        let what = format!("{event:?}");
        self.desk = self.desk.event(event);
        self.draw(&what);
        self
    }
}

/// Wide clusters stand whole in the frame, with their right half behind them and nowhere else.
fn whole(buffer: &Buffer, what: &str) {
    for y in 0..buffer.area.height {
        let mut half = false;
        for x in 0..buffer.area.width {
            let option = buffer[(x, y)].diff_option;
            assert_eq!(option == CellDiffOption::Skip, half, "{what}: a half at {x}, {y}");
            half = matches!(option, CellDiffOption::ForcedWidth(cells) if cells.get() == 2);
        }
        assert!(!half, "{what}: half of a cluster at the edge");
    }
}

const CHINESE: &str = "一、\t宗旨\n\n1.\t本馆向村中所有居民开放，也欢迎过路的客人；任何人不得被问及为何读书。书籍应保持清洁👍、完好，并按时归还。\n\n\
    2.\tｶﾞｷﾞ 한국어 library (A/RES/75/1) 图书馆——安静……\n\n3.\t借书以两周为限；冬季可以延长至三周。\n";
const ARABIC: &str = "أولاً-\tالهدف\n\n1.\tالمكتبة مفتوحة لجميع سكان القرية، وللضيوف 欢迎 العابرين أيضاً؛ ولا يُسأل أحد لماذا يقرأ. تُعاد الكتب نظيفة 👍 وفي موعدها.\n\n\
    2.\tمكتبة library (A/RES/75/1) هادئة: 600 86 كتاباً.\n\n3.\tتعار الكتب أسبوعين، وفي الشتاء ثلاثة.\n";
const ENGLISH: &str = "I.\tPurpose\n\n1.\tThe library is open to all who live in the village, and to guests 客人 who pass; nobody is asked why. Books come back clean 👍 and in time.\n\n\
    2.\tThe library (A/RES/75/1) is quiet — 安静 — with 86,600 books.\n\n3.\tBooks are lent for two weeks, in winter for three.\n";

fn texts() -> Vec<Opened> {
    let text = |name: &str, text: &str| opened(name, text.as_bytes());
    vec![text("a.zh.txt", CHINESE), text("a.ar.txt", ARABIC), text("a.en.txt", ENGLISH)]
}

fn watch(home: &tempfile::TempDir, size: (u16, u16), ambiguous_wide: bool) -> Watch {
    let settings = Settings { theme: Theme::None, ambiguous_wide, ..Settings::default() };
    Watch::new(Desk::open_with(texts(), home.path(), size, settings), ambiguous_wide)
}

#[test]
fn overlays_open_and_close_over_wide_text() {
    let home = tempfile::tempdir().expect("a folder");
    for size in [(100, 14), (80, 24), (61, 9), (33, 7), (20, 5)] {
        watch(&home, size, false)
            .keys("o Esc ? Space Esc / 书 Enter n N Esc : Esc A Esc v w w Esc a 好 的 Esc y L t t L")
            .keys("j j k ) ( J K Ctrl-d Ctrl-u Space b Tab Tab G g g = Tab j j = < > P ! Esc c Esc");
    }
}

#[test]
fn text_scrolls_and_is_resized_line_by_line_and_cell_by_cell() {
    let home = tempfile::tempdir().expect("a folder");
    let mut seen = watch(&home, (72, 8), false);
    for _ in 0..30 {
        seen = seen.event(Event::Mouse(Mouse::WheelDown, 3, 3));
    }
    for _ in 0..30 {
        seen = seen.keys("k");
    }
    for width in (4..72).rev() {
        seen = seen.event(Event::Resize(width, 8)).keys("j o Esc");
    }
}

/// What people do in any order, mouse and resizes among it.
#[test]
fn any_keys_leave_the_screen_of_a_fresh_frame() {
    let home = tempfile::tempdir().expect("a folder");
    let mut dice = Dice(21);
    for round in 0..24 {
        let size = |dice: &mut Dice| (dice.roll(110) as u16 + 2, dice.roll(28) as u16 + 2);
        let mut seen = watch(&home, size(&mut dice), round % 4 == 3);
        for _ in 0..60 {
            seen = match dice.roll(24) {
                0 => {
                    let (width, height) = size(&mut dice);
                    seen.event(Event::Resize(width, height))
                }
                1..=4 => {
                    let mouse = [Mouse::Press, Mouse::Drag, Mouse::WheelUp, Mouse::WheelDown][dice.roll(4)];
                    let (x, y) = size(&mut dice);
                    seen.event(Event::Mouse(mouse, x, y))
                }
                _ => seen.event(Event::Key(Key::parse(KEYS[dice.roll(KEYS.len())]).expect("a key"))),
            };
        }
    }
}

/// Where ambiguous characters take two cells, our own signs are others: no row is longer than the screen, nothing shifts.
#[test]
fn a_terminal_with_wide_ambiguous_characters_shows_rules_and_bars_of_one_cell() {
    let home = tempfile::tempdir().expect("a folder");
    let seen = watch(&home, (100, 14), true).keys("j a 好 Esc y o Esc ? Esc G");
    let screen = seen.desk.screen();
    assert!(!screen.contains(['│', '▌', '─']), "{screen}");
    assert!(screen.contains('|'), "{screen}");
}

/// A row that stays marked while its text changes from wide to narrow: the half that a terminal blanks has to be marked again.
#[test]
fn a_marked_row_stays_marked_where_a_wide_cluster_was() {
    let home = tempfile::tempdir().expect("a folder");
    let parts = ["一、\t中", "二、\ta", "三、\t中文", "四、\tb", "五、\t国a", "六、\tab中", "七、\tx", "八、\t中"];
    let text: String = parts.iter().map(|part| format!("{part}\n\n本馆向村中所有居民开放。\n\n")).collect();
    let settings = Settings { theme: Theme::None, ..Settings::default() };
    let desk = Desk::open_with(vec![opened("a.zh.txt", text.as_bytes())], home.path(), (40, 7), settings);
    assert_eq!(desk.app.book.versions[0].document.outline().count(), parts.len());
    Watch::new(desk, false).keys("o j j j j j j j k k k k k k k G g");
}
