//! A few exclusive choices in one frame: radio buttons underneath.

use leptos::prelude::*;

use crate::ui::dom::{El, el, el_of};

/// Draws the choices; `chosen` counts from 0 and follows what is pressed.
pub fn segmented(
    name: &'static str,
    legend: &'static str,
    labels: Vec<&'static str>,
    chosen: RwSignal<usize>,
    choose: impl Fn(usize) + Clone + 'static,
) -> El {
    let choice = |(index, label): (usize, &'static str)| {
        let choose = choose.clone();
        let is_chosen = move || chosen.get() == index;
        let input = el("input")
            .attr("type", "radio")
            .attr("name", name)
            .live_property("checked", move || is_chosen().into())
            .on("change", move |_| {
                chosen.set(index);
                choose(index);
            });
        el("label").live_flag("data-chosen", "1", is_chosen).add(input).text(label)
    };
    let choices: Vec<El> = labels.into_iter().enumerate().map(choice).collect();
    el_of("fieldset", "field").add(el("legend").text(legend)).add(el_of("div", "segmented").add(choices))
}

/// The same look for parts of a page that have addresses: label, where it leads, whether it is the one shown.
pub fn segmented_links(label: &str, links: Vec<(&'static str, String, bool)>) -> El {
    let link = |(label, href, here): (&'static str, String, bool)| {
        let link = el("a").attr("href", &href).attr("data-replace", "1");
        link.maybe("aria-current", here.then_some("page")).text(label)
    };
    el_of("nav", "segmented").attr("aria-label", label).add(links.into_iter().map(link).collect::<Vec<_>>())
}
