//! A session told in words that outlive the page: read aloud, on the picture that is shared, in another calendar's entry. What
//! was called off says so first, and invites nobody.

use chrono::NaiveDate;

use crate::domain::activity::{Activity, Session};
use crate::domain::centre::Centre;
use crate::domain::menu::{Menu, Place};
use crate::domain::openness::Openness;
use crate::domain::text::Text;
use crate::domain::time::Start;
use crate::ui::dates;
use crate::ui::parts::openness;
use crate::ui::wording;
use crate::ui::words::{read, say, say_count, say_nth, say_with};

/// A session with what it takes to tell of it.
pub struct Telling<'a> {
    /// The month that it stands in.
    pub menu: &'a Menu,
    /// It itself.
    pub session: &'a Session,
    /// What it is of.
    pub activity: &'a Activity,
    /// How it stands now.
    pub openness: Openness,
}

/// What stands on the picture for a chat, from top to bottom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Poster {
    /// 活动取消, before everything else.
    pub stamp: Option<&'static str>,
    /// What it is called.
    pub title: String,
    /// 12月5日 星期六: never 明天, which is wrong tomorrow.
    pub day: String,
    /// 14:00–15:30.
    pub time: String,
    /// What one decides by: what it is called, and what it is.
    pub lines: Vec<(&'static str, String)>,
    /// What the code beside it is for.
    pub caption: &'static str,
    /// Whom to call; nothing where the centre has no number.
    pub call: Option<String>,
}

impl Poster {
    /// All of it in words, for who does not see the picture.
    pub fn words(&self) -> String {
        let first = self.stamp.into_iter().chain([&*self.title, &*self.day, &*self.time]);
        let first = first.map(str::to_owned);
        let lines = self.lines.iter().map(|(name, words)| [*name, " ", words].concat());
        let last = [self.caption].into_iter().chain(self.call.as_deref()).map(str::to_owned);
        first.chain(lines).chain(last).collect::<Vec<_>>().join("\n")
    }
}

impl Telling<'_> {
    /// Sentence by sentence, as a voice reads it. `today` at the centre.
    pub fn aloud(&self, today: NaiveDate) -> Vec<String> {
        let span = self.session.span();
        let when = [
            ("day", &*dates::day_and_weekday(span.start.day())),
            ("from", &dates::spoken_time(span.start.time())),
            ("to", &dates::spoken_time(span.end().time())),
        ];
        let over = (self.openness == Openness::Over).then(|| say("open.over").to_owned());
        let mut told: Vec<String> = self.called_off().or(over).into_iter().collect();
        told.push(read(&self.activity.title).to_owned());
        told.push(say_with("session.spoken-when", &when));
        told.extend(self.place().map(|place| place.name.clone()));
        if self.invites() {
            told.push(whom(self.activity));
            told.extend(self.how(|at| spoken(at, today)));
            told.extend(self.fee());
            told.extend(self.bring());
            told.extend(self.about());
        }
        told
    }

    /// For the picture.
    pub fn poster(&self, centre: &Centre) -> Poster {
        let mut lines = Vec::new();
        if let Some(why) = self.session.cancelled.as_ref().map(read).filter(|why| !why.is_empty()) {
            lines.push((say("share.why"), why.to_owned()));
        }
        lines.push((say("slip.where"), location(centre, self.place())));
        if self.invites() {
            lines.push((say("finder.audience"), whom(self.activity)));
            lines.push((say("share.how"), self.for_long()));
            lines.extend(self.fee().map(|fee| (say("share.fee"), fee)));
            let bring = &self.activity.materials;
            lines.extend((!bring.is_empty()).then(|| (say("share.bring"), bring.clone())));
        }
        let signs_up = self.openness.takes_slips() || matches!(self.openness, Openness::NotYet { .. });
        let call = if signs_up { "share.or-call" } else { "share.ask-call" };
        Poster {
            stamp: self.session.cancelled.as_ref().map(|_| say("standing.cancelled")),
            title: read(&self.activity.title).to_owned(),
            day: dates::day_and_weekday(self.session.start.day()),
            time: dates::span(self.session.span()),
            lines,
            caption: say(if signs_up { "share.scan" } else { "share.scan-only" }),
            call: (!centre.phone.is_empty()).then(|| say_with(call, &[("phone", &centre.phone)])),
        }
    }

    /// What a calendar's entry says below its title.
    pub fn notes(&self) -> String {
        let mut notes: Vec<String> = self.called_off().into_iter().collect();
        if self.invites() {
            notes.push(self.for_long());
            notes.extend(self.bring());
            notes.extend(self.fee());
        }
        notes.extend(self.about());
        notes.join("\n")
    }

    /// Whether it is worth coming.
    fn invites(&self) -> bool {
        !matches!(self.openness, Openness::Cancelled | Openness::Over)
    }

    fn called_off(&self) -> Option<String> {
        self.session.cancelled.as_ref().map(called_off)
    }

    fn place(&self) -> Option<&Place> {
        self.menu.venue(self.session.venue.as_ref()?)
    }

    fn fee(&self) -> Option<String> {
        (self.activity.fee > 0).then(|| wording::fee(self.activity.fee))
    }

    fn bring(&self) -> Option<String> {
        let what = &self.activity.materials;
        (!what.is_empty()).then(|| say_with("session.bring", &[("what", what)]))
    }

    fn about(&self) -> Option<String> {
        Some(read(&self.activity.about).to_owned()).filter(|about| !about.is_empty())
    }

    /// How one gets in as it stands now, and until when.
    fn how(&self, moment: impl Fn(Start) -> String) -> Vec<String> {
        let words = match self.openness {
            Openness::WalkIn => say("session.walk-in").to_owned(),
            Openness::Closed => say("session.closed").to_owned(),
            Openness::NotYet { opens } => say_with("open.not-yet", &[("at", &moment(opens))]),
            other => openness::words(other),
        };
        let until = self.session.closes.filter(|_| self.openness.takes_slips());
        let until = until.map(|until| say_with("session.closes", &[("until", &moment(until))]));
        std::iter::once(words).chain(until).collect()
    }

    /// The same for what is looked at days later: no places left, which are others by then, but how many there are.
    fn for_long(&self) -> String {
        let words = match self.openness {
            Openness::WalkIn => return say("session.walk-in").to_owned(),
            Openness::Closed => return say("open.closed").to_owned(),
            Openness::NotYet { opens } => say_with("open.not-yet", &[("at", &wording::moment(opens))]),
            Openness::ToBeDrawn { .. } => openness::words(self.openness),
            Openness::Full { .. } => openness::words(Openness::Full { waiting: 0 }),
            _ => say_count("share.places", self.session.places().unwrap_or_default()),
        };
        let until = self.session.closes.map(|until| say_with("share.until", &[("until", &wording::moment(until))]));
        std::iter::once(words).chain(until).collect::<Vec<_>>().join(say("day.comma"))
    }
}

/// 活动取消：老师生病.
pub fn called_off(why: &Text) -> String {
    match read(why) {
        "" => say("standing.cancelled").to_owned(),
        why => say_with("session.cancelled", &[("why", why)]),
    }
}

/// 5 岁起，亲子. Where every age may come, whom it is for says all.
pub fn whom(activity: &Activity) -> String {
    let ages = || wording::ages(activity.ages);
    match (audience(&activity.audience), activity.ages.is_open()) {
        ("", _) => ages(),
        (audience, true) => audience.to_owned(),
        (audience, false) => [&*ages(), say("day.comma"), audience].concat(),
    }
}

/// For whom something is, which plans write in simplified Chinese: the usual words are said in the reader's language.
pub fn audience(written: &str) -> &str {
    let usual = say("audience.written").split('|').position(|word| word == written);
    usual.map_or(written, |at| say_nth("audience.said", at))
}

/// 多功能室，示例社区家庭服务中心，示例路 1 号: so that a map finds it. A lent room is where its lender is.
pub fn location(centre: &Centre, place: Option<&Place>) -> String {
    let around = match place.map(|place| place.lender.as_str()).unwrap_or_default() {
        "" => [read(&centre.name), read(&centre.address)],
        lender => [lender, ""],
    };
    let parts = place.map(|place| place.name.as_str()).into_iter().chain(around);
    parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join(say("day.comma"))
}

/// 明天 下午 6:00; 12月4日 星期五 下午 6:00.
fn spoken(at: Start, today: NaiveDate) -> String {
    let day = dates::near_day(at.day(), today).map_or_else(|| dates::day_and_weekday(at.day()), str::to_owned);
    [&*day, " ", &dates::spoken_time(at.time())].concat()
}

#[cfg(test)]
#[path = "telling_tests.rs"]
mod tests;
