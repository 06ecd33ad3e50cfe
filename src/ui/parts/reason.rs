//! Why a slip stands as it does, in words. They come with the pages that show slips.

use crate::domain::standing::{Hitch, Reason};
use crate::ui::wording;
use crate::ui::words::{number, say, say_count, say_with};

/// Why a slip stands as it does, with the numbers that decided it.
pub fn reason(reason: &Reason) -> String {
    let numbers = |key, order: u16, places: u16| say_with(key, &[("order", &number(order)), ("n", &number(places))]);
    match reason {
        Reason::Placed { order, places } => numbers("reason.placed", *order, *places),
        Reason::Promoted { order, places } => numbers("reason.promoted", *order, *places),
        Reason::Full { order, places } => numbers("reason.full", *order, *places),
        Reason::PromisedToOthers { order, places } => numbers("reason.promised-to-others", *order, *places),
        Reason::NoSlipNeeded => say("reason.no-slip-needed").to_owned(),
        Reason::TooYoung { age, from } => {
            say_with("reason.too-young", &[("age", &number(*age)), ("n", &number(*from))])
        }
        Reason::TooOld { age, to } => say_with("reason.too-old", &[("age", &number(*age)), ("n", &number(*to))]),
        Reason::AgeUnknown => say("reason.age-unknown").to_owned(),
        Reason::ConsentMissing => say("reason.consent-missing").to_owned(),
        Reason::Clash { minutes, .. } => say_count("reason.clash", *minutes),
        Reason::QuotaReached { quota } => say_count("reason.quota-reached", *quota),
        Reason::TrainingMissing { training } => say_with("reason.training-missing", &[("training", training)]),
        Reason::SameAgain => say("reason.same-again").to_owned(),
        Reason::TooLate => say("reason.too-late").to_owned(),
        Reason::NoSuchSession => say("reason.no-such-session").to_owned(),
        Reason::WrongKind => say("reason.wrong-kind").to_owned(),
        Reason::SecretUnknown => say("reason.secret-unknown").to_owned(),
        Reason::GivenBack { late: false } => say("reason.given-back").to_owned(),
        Reason::GivenBack { late: true } => say("reason.given-back-late").to_owned(),
        Reason::CarriedOut => say("reason.carried-out").to_owned(),
        Reason::StoodIn => say("reason.stood-in").to_owned(),
        Reason::CalledOff => say("reason.called-off").to_owned(),
        Reason::Decided { why } => say_with("reason.decided", &[("why", why)]),
        Reason::Declined => say("reason.declined").to_owned(),
        Reason::Promised => say("reason.promised").to_owned(),
        Reason::Noted => say("reason.noted").to_owned(),
        Reason::Waiting => say("reason.waiting").to_owned(),
        Reason::DrawAwaited { closes } => say_with("reason.draw-awaited", &[("at", &wording::moment(*closes))]),
        Reason::Drawn { nth, of, places } => drawn("reason.drawn", *nth, *of, *places),
        Reason::DrawnNext { nth, of, places } => drawn("reason.drawn-next", *nth, *of, *places),
        Reason::NotDrawn { nth, of, places } => drawn("reason.not-drawn", *nth, *of, *places),
        Reason::MissedTheDraw { of, places } => {
            say_with("reason.missed-the-draw", &[("of", &number(*of)), ("n", &number(*places))])
        }
        Reason::MaybeTheSame => say("reason.maybe-the-same").to_owned(),
        Reason::TooEarly { opens } => say_with("reason.too-early", &[("at", &wording::moment(*opens))]),
        Reason::Moved { to, why } => say_with("reason.moved", &[("at", &wording::moment(to.start)), ("why", why)]),
        Reason::Swapped { to } => say_with("reason.swapped", &[("at", &wording::moment(to.start))]),
        Reason::NotSwapped { hitch, mine } => not_swapped(*hitch, *mine).to_owned(),
    }
}

fn not_swapped(hitch: Hitch, mine: bool) -> &'static str {
    match (hitch, mine) {
        (Hitch::Gone, _) => say("not-swapped.gone"),
        (Hitch::TooLate, _) => say("not-swapped.too-late"),
        (Hitch::Age, true) => say("not-swapped.age"),
        (Hitch::Age, false) => say("not-swapped.age-theirs"),
        (Hitch::Training, true) => say("not-swapped.training"),
        (Hitch::Training, false) => say("not-swapped.training-theirs"),
        (Hitch::Clash, true) => say("not-swapped.clash"),
        (Hitch::Clash, false) => say("not-swapped.clash-theirs"),
    }
}

fn drawn(key: &'static str, nth: u16, of: u16, places: u16) -> String {
    say_with(key, &[("nth", &number(nth)), ("of", &number(of)), ("n", &number(places))])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::text::Language;
    use crate::ui::words::speak;

    #[test]
    fn reasons_are_worded_with_their_numbers() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/public/text/later.zh-Hans.txt");
        speak(Language::Hans, std::fs::read_to_string(path).unwrap());
        assert_eq!(reason(&Reason::Full { order: 22, places: 20 }), "报名顺序第 22，名额 20 个");
        assert_eq!(reason(&Reason::TooYoung { age: 5, from: 6 }), "当天 5 岁，这场要 6 岁起");
        let theirs = Reason::NotSwapped { hitch: Hitch::Clash, mine: false };
        assert_eq!(reason(&theirs), "换班没成：那段时间对方有别的安排");
    }
}
