//! How this centre gives places, in its published rules' own numbers.

use crate::domain::activity::Session;
use crate::domain::centre::{Order, Rules};
use crate::ui::dates;
use crate::ui::dom::{El, el, el_of};
use crate::ui::today::today;
use crate::ui::words::{read, say, say_count, say_with};

/// Draws it, shut until somebody wants to know; nothing where no places are given.
pub fn placing(rules: &Rules, session: &Session) -> Option<El> {
    session.places()?;
    let mut sentences = vec![match rules.order {
        Order::FirstCome => say("placing.first-come").to_owned(),
    }];
    if let Some(closes) = session.closes {
        sentences.push(say_with("placing.until", &[("until", &dates::start(closes, today()))]));
    }
    sentences.push(say("placing.waiting").to_owned());
    sentences.push(say_count("placing.notice", rules.notice_hours));
    sentences.extend(rules.household_quota.map(|quota| say_count("placing.quota", quota)));
    let by = read(&rules.answers_by);
    if !by.is_empty() {
        sentences.push(say_with("placing.answer", &[("by", by)]));
    }
    sentences.push(say("placing.binds").to_owned());
    let sentences = sentences.iter().map(|sentence| el("li").text(sentence)).collect::<Vec<_>>();
    let details = el_of("details", "placing").add(el("summary").text(say("placing.heading")));
    Some(details.add(el("ul").add(sentences)))
}
