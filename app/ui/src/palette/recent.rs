//! Records that were opened lately, kept by the browser for this tab and this person, so that nothing of it is left when the tab closes.
//! A browser that keeps nothing offers none.

use domain::msg;
use leptos::prelude::window;

use super::{Entry, Goal};
use crate::icon::IconName;

const STORED: &str = "switchyard.recent ";
/// Most that are kept.
const MOST: usize = 8;
/// Icons of records, which are all that is remembered; a line names its icon by the place in here.
const ICONS: [IconName; 7] =
    [IconName::User, IconName::Building, IconName::Receipt, IconName::Phone, IconName::Message, IconName::Upload, IconName::Server];

fn storage() -> Option<web_sys::Storage> {
    window().session_storage().ok().flatten()
}

fn written(entry: &Entry) -> Option<String> {
    let Goal::Go(href) = &entry.goal else { return None };
    let is_record = !entry.is_of(&msg::ui_go_to_pages()) && !entry.is_of(&msg::ui_actions()) && !entry.is_of(&msg::ui_go_to_here());
    let icon = ICONS.iter().position(|icon| *icon == entry.icon).filter(|_| is_record)?;
    let parts = [href.as_str(), entry.title.as_str(), entry.detail.as_deref().unwrap_or_default()];
    let plain = parts.map(|part| part.replace(['\t', '\n'], " "));
    Some(format!("{icon}\t{}", plain.join("\t")))
}

fn parsed(line: &str) -> Option<Entry> {
    let mut parts = line.split('\t');
    let icon = *ICONS.get(parts.next()?.parse::<usize>().ok()?)?;
    let href = parts.next().filter(|href| href.starts_with('/') && !href.starts_with("//"))?;
    let (title, detail) = (parts.next()?, parts.next()?);
    Some(Entry::record(msg::ui_go_to_recent(), title.to_owned(), href, icon).about(detail))
}

/// What this person opened, newest first.
pub(super) fn read(whose: &str) -> Vec<Entry> {
    let kept = storage().and_then(|storage| storage.get_item(&format!("{STORED}{whose}")).ok().flatten()).unwrap_or_default();
    kept.lines().filter_map(parsed).collect()
}

/// Remembers a record that is opened; pages and acts are not.
pub(super) fn note(whose: &str, entry: &Entry) {
    let Some(line) = written(entry) else { return };
    let others = read(whose).into_iter().filter(|known| known.goal != entry.goal);
    let lines: Vec<String> = std::iter::once(line).chain(others.filter_map(|known| written(&known))).take(MOST).collect();
    if let Some(storage) = storage() {
        let _ = storage.set_item(&format!("{STORED}{whose}"), &lines.join("\n"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_remembered_reads_back_and_what_is_no_record_is_not_remembered() {
        let ana = Entry::record(msg::ui_go_to_recent(), "Ana\tB".to_owned(), "/admin/users/usr_1", IconName::User).about("ana@example.com");
        let line = written(&ana).expect("a record");
        assert_eq!(parsed(&line), Some(Entry { title: "Ana B".to_owned(), ..ana }));
        assert_eq!(written(&Entry::page("Users".to_owned(), "/admin/users", IconName::Users)), None);
        for broken in ["", "x", "0\t//evil.example\ta\tb", "99\t/a\tb\tc", "0\t/a"] {
            assert_eq!(parsed(broken), None, "{broken}");
        }
    }
}
