//! Branches and folders on offer: those of the organisation that is chosen, also when another one is picked in the open page.

use domain::user::{ChoiceKind, UserChoices, UserChoicesQuery};
use leptos::{prelude::*, task::spawn_local};
use ui::{Choice, use_toasts};

use super::filters::named;

/// What can be chosen now.
#[derive(Clone, Copy)]
pub struct Units {
    /// Branches.
    pub branches: RwSignal<Vec<Choice>>,
    /// Folders.
    pub folders: RwSignal<Vec<Choice>>,
}

impl Units {
    /// Those that the page brought along, until `asked` speaks of another organisation.
    pub fn following(choices: &UserChoices, asked: Signal<UserChoicesQuery>) -> Self {
        let units = Self { branches: RwSignal::new(named(&choices.branches)), folders: RwSignal::new(named(&choices.folders)) };
        let toasts = use_toasts();
        let organisation = Memo::new(move |_| asked.with(|asked| asked.organisation));
        Effect::new(move |known: Option<()>| {
            let chosen = organisation.get();
            if known.is_none() {
                return;
            }
            let asked = UserChoicesQuery { only: vec![ChoiceKind::Branch, ChoiceKind::Folder], ..asked.get_untracked() };
            spawn_local(async move {
                let found = api::users::list_user_choices(asked).await;
                if organisation.try_get_untracked() != Some(chosen) {
                    return;
                }
                match found {
                    Ok(found) => units.offer(&found),
                    Err(error) => toasts.bad(error.0.message),
                }
            });
        });
        units
    }

    fn offer(self, choices: &UserChoices) {
        self.branches.set(named(&choices.branches));
        self.folders.set(named(&choices.folders));
    }
}
