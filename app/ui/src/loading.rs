//! Waiting: shapes of the final size that appear after 300 ms (the style sheet delays them), so that quick answers never flash. While
//! something is fetched again, what was there stays. [`Load`] is the one way for a page to wait: it draws the shapes, the data, or
//! what went wrong.

use std::sync::Arc;

use domain::{Result, msg};
use leptos::{ev, prelude::*, tachys::reactive_graph::OwnedView};
use serde::{Serialize, de::DeserializeOwned};

use crate::{
    data::{Data, Kept, Waiting},
    error_state::ErrorState,
    text::t,
};

/// The shape of what is waited for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// So many lines of text.
    Lines(usize),
    /// A table with so many rows.
    Table(usize),
    /// So many cards.
    Cards(usize),
}

/// Grey shapes where something will be.
#[component]
pub fn Skeleton(
    /// What will be there.
    #[prop(default = Shape::Lines(3))]
    shape: Shape,
) -> impl IntoView {
    let (class, count, piece) = match shape {
        Shape::Lines(count) => ("skeletons", count, "skeleton skeleton-line"),
        Shape::Table(count) => ("skeletons skeletons-table", count, "skeleton skeleton-row"),
        Shape::Cards(count) => ("skeletons skeletons-cards", count, "skeleton skeleton-card"),
    };
    let pieces: Vec<_> = (0..count).map(|_| view! { <span class=piece></span> }).collect();
    view! { <div class=class role="status"><span class="visually-hidden">{t(msg::ui_loading())}</span>{pieces}</div> }
}

/// Waits for data: shapes at first, then the data or what went wrong, and the old data while it is fetched again.
#[component]
pub fn Load<T>(
    /// What is waited for.
    data: Data<T>,
    /// Its shape.
    #[prop(default = Shape::Lines(3))]
    shape: Shape,
    /// Tells whether it is being fetched again, for `aria-busy` of what is drawn.
    #[prop(optional, into)]
    set_pending: Option<SignalSetter<bool>>,
    /// The whole page waits for it: what went wrong is then the page's title.
    #[prop(optional)]
    page: bool,
    /// Draws it.
    view: impl Fn(T) -> AnyView + Send + Sync + 'static,
) -> impl IntoView
where
    T: Clone + Serialize + DeserializeOwned + Send + Sync + 'static,
{
    let draw = Arc::new(move |kept: Kept| kept.take().map(&view));
    wait(data.waiting(), draw, shape, set_pending, page)
}

/// Draws what was waited for, or says why it cannot be.
type Draw = Arc<dyn Fn(Kept) -> Result<AnyView> + Send + Sync>;

/// What is drawn for an answer: while the server cannot be reached what was there stays, and is asked for again once it can.
fn reached(kept: Kept, last: Option<StoredValue<Option<Kept>>>, lost: StoredValue<bool>) -> Kept {
    let is_lost = kept.is_unreachable();
    lost.try_set_value(is_lost);
    let Some(last) = last else { return kept };
    if is_lost {
        return last.try_get_value().flatten().unwrap_or(kept);
    }
    last.try_set_value(Some(kept.clone()));
    kept
}

/// What [`Load`] does whatever it waits for: compiled once, not once for each kind of data.
fn wait(data: Waiting, draw: Draw, shape: Shape, set_pending: Option<SignalSetter<bool>>, page: bool) -> AnyView {
    let home = Owner::current().unwrap_or_default();
    // What a whole page shows belongs to its address, so another one's never stands for it.
    let last = (!page).then(|| StoredValue::new(None::<Kept>));
    let lost = StoredValue::new(false);
    Effect::new(move |_| {
        let found = window_event_listener(ev::online, move |_| {
            if lost.try_get_value() == Some(true) {
                data.refetch();
            }
        });
        on_cleanup(move || found.remove());
    });
    let draw = move || {
        let draw = Arc::clone(&draw);
        // What is drawn gets an owner of its own below this component, which lives as long as the drawing does. The owner of this
        // closure would be cleaned at the next fetch, while what it drew still stands and is pressed.
        let owner = home.child();
        Suspend::new(async move {
            let kept = reached(data.await, last, lost);
            let drawn = owner.with(|| match draw(kept) {
                Ok(drawn) => drawn,
                Err(error) => view! { <ErrorState error page retry=Callback::new(move |()| data.refetch())/> }.into_any(),
            });
            OwnedView::new_with_owner(drawn, owner)
        })
    };
    // The page the server drew knows of no waiting, so the first drawing in the browser must not either.
    let awake = StoredValue::new(false);
    Effect::new(move |_| awake.set_value(true));
    // Nobody sees a server wait, and there the effect behind it would look at tasks that other threads are finishing.
    let set_pending = set_pending.filter(|_| cfg!(target_arch = "wasm32")).map(|set| {
        SignalSetter::map(move |pending| {
            if awake.get_value() {
                set.set(pending);
            }
        })
    });
    let fallback = move || view! { <Skeleton shape/> };
    match set_pending {
        Some(set_pending) => view! { <Transition fallback set_pending>{draw}</Transition> }.into_any(),
        None => view! { <Transition fallback>{draw}</Transition> }.into_any(),
    }
}
