//! How this centre gives places, in its published rules' own numbers.

use crate::domain::activity::Session;
use crate::domain::centre::{Order, Rules};
use crate::domain::draw::DrawTerms;
use crate::ui::dates;
use crate::ui::dom::{El, el, el_of};
use crate::ui::route::Route;
use crate::ui::today::today;
use crate::ui::words::{read, say, say_count, say_with};

/// Draws it; nothing where no places are given, or none any more. Shut until somebody wants to know, but for a draw, which must be told beforehand.
pub fn placing(rules: &Rules, session: &Session) -> Option<El> {
    session.places()?;
    if session.cancelled.is_some() {
        return None;
    }
    let until = dates::start(session.closes_at(), today());
    let mut sentences = Vec::new();
    if let Some(opens) = session.opens {
        sentences.push(say_with("placing.from", &[("from", &dates::start(opens, today()))]));
    }
    match (&session.draw, rules.order) {
        (Some(terms), _) => sentences.extend(drawn(rules, terms, &until)),
        (None, Order::FirstCome) => {
            sentences.push(say("placing.first-come").to_owned());
            if session.closes.is_some() {
                sentences.push(say_with("placing.until", &[("until", &until)]));
            }
            sentences.push(say("placing.waiting").to_owned());
        }
    }
    sentences.push(say_count("placing.notice", rules.notice_hours));
    sentences.extend(rules.household_quota.map(|quota| say_count("placing.quota", quota)));
    let by = read(&rules.answers_by);
    if !by.is_empty() {
        sentences.push(say_with("placing.answer", &[("by", by)]));
    }
    sentences.push(say("placing.binds").to_owned());
    let sentences = sentences.iter().map(|sentence| el("li").text(sentence)).collect::<Vec<_>>();
    let details = el_of("details", "placing").add(el("summary").text(say("placing.heading")));
    let details = details.flag("open", session.draw.is_some()).add(el("ul").add(sentences));
    let check = session.draw.is_some().then(|| {
        let href = Route::Verify { session: Some(session.id.clone()) }.href();
        el("p").add(el_of("a", "whole-line").attr("href", &href).text(say("placing.check")))
    });
    Some(details.add(check))
}

/// How a draw goes, before it happens.
fn drawn(rules: &Rules, terms: &DrawTerms, until: &str) -> Vec<String> {
    let mut sentences = vec![
        say_with("placing.draw", &[("until", until)]),
        say_with("placing.draw-number", &[("which", read(&terms.number))]),
    ];
    sentences.extend(rules.losers_first.then(|| say("placing.losers-first").to_owned()));
    sentences.push(say("placing.draw-waiting").to_owned());
    sentences
}
