//! Facts one decides by, a line each: a picture, then words.

use leptos::prelude::*;

use crate::ui::controls::icon::{Icon, icon};

/// One line.
pub fn detail(picture: Icon, words: impl Into<String>) -> AnyView {
    view! {
        <li class="detail">
            {icon(picture)}
            <span>{words.into()}</span>
        </li>
    }
    .into_any()
}

/// One line whose beginning stands out: a date before its time.
pub fn detail_with(picture: Icon, first: impl Into<String>, then: impl Into<String>) -> AnyView {
    view! {
        <li class="detail">
            {icon(picture)}
            <span>
                <strong>{first.into()}</strong>
                " "
                <span class="whole">{then.into()}</span>
            </span>
        </li>
    }
    .into_any()
}

/// One line in a colour: something fits, or it does not.
pub fn detail_toned(picture: Icon, tone: &'static str, words: impl Into<String>) -> AnyView {
    view! {
        <li class="detail" data-tone=tone>
            {icon(picture)}
            <strong>{words.into()}</strong>
        </li>
    }
    .into_any()
}

/// What a thing is called, and what it is.
pub fn fact(name: &'static str, words: impl Into<String>) -> AnyView {
    view! {
        <div class="fact">
            <dt>{name}</dt>
            <dd>{words.into()}</dd>
        </div>
    }
    .into_any()
}
