//! 到场人数: how many came without a slip, counted at the door and written down once the session has begun.

use leptos::prelude::*;

use crate::domain::id::SessionId;
use crate::ui::controls::typed_field::{Typed, TypedField};
use crate::ui::organizers::form::{Write, form, submit, went};
use crate::ui::organizers::roster::Rosters;
use crate::ui::words::{number, say};

/// More are a slip of the finger.
const MOST: u16 = 9_999;

/// Draws the field, for sessions that have begun; shifts have none.
pub fn heads(rosters: Rosters, id: SessionId) -> Option<AnyView> {
    let book = rosters.book.get_untracked()?;
    let session = book.menu.as_ref()?.session(&id).filter(|session| session.cancelled.is_none())?.clone();
    let start = session.start;
    // The clock goes on while somebody types.
    let begun = Memo::new(move |_| rosters.now.get() >= start);
    let known = book.heads.get(&id).copied();
    let typed = RwSignal::new(known.map(number).unwrap_or_default());
    let has_places = session.places().is_some();
    Some((move || begun.get().then(|| counting(rosters, id.clone(), has_places, typed))).into_any())
}

fn counting(rosters: Rosters, id: SessionId, has_places: bool, typed: RwSignal<String>) -> AnyView {
    let label = if has_places { say("heads.besides") } else { say("heads.all") };
    let tried = RwSignal::new(false);
    let read = move || typed.read().trim().parse::<u16>().ok().filter(|people| *people <= MOST);
    let wrong = Signal::derive(move || (tried.get() && read().is_none()).then(|| say("heads.wrong").to_owned()));
    let write: Write<u16> = Action::new_unsync(move |people: &u16| {
        let (people, id) = (*people, id.clone());
        async move { rosters.desk.count_heads(rosters.month.get_untracked(), id, people).await }
    });
    let send = move || {
        tried.set(true);
        if let Some(people) = untrack(read) {
            write.dispatch(people);
        }
    };
    let field = TypedField { id: "heads", label, hint: None, typed: Typed::Number, value: typed, error: wrong };
    let fields = view! {
        <div class="doorway-scan">{field.view()} {submit(say("heads.keep"), move || write.pending().get())}</div>
        {went(write, Some(say("heads.kept")))}
    };
    view! { <section class="no-print">{form(send, fields.into_any())}</section> }.into_any()
}
