//! What a centre writes into its residents' group: the changes of a publication, or the whole month. Plain text, no names.

use chrono::Datelike;

use crate::domain::activity::Session;
use crate::domain::category::{Kind, Sort};
use crate::domain::changed::News;
use crate::domain::id::{SessionId, VenueCode};
use crate::domain::menu::{Menu, Target};
use crate::domain::poster::{Poster, Regular};
use crate::domain::series::Rhythm;
use crate::domain::text::Text;
use crate::domain::time::{Span, Stamp};
use crate::ui::organizers::change_words::{span, span_beside};
use crate::ui::organizers::wording::{listed, published_title};
use crate::ui::words::{number, read, say, say_count, say_with};
use crate::ui::{dates, wording};

/// What a session or shift that was changed last says about itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// What it is called.
    pub title: String,
    /// Called off; else it is on, somewhere or some time else.
    pub off: bool,
    /// When it is on; when it would have been.
    pub when: String,
    /// When it was to be, where that changed.
    pub when_before: Option<String>,
    /// Where it is.
    pub place: String,
    /// Where it was to be, where that changed.
    pub place_before: Option<String>,
    /// What the centre says.
    pub why: String,
}

impl Told {
    /// What is said of a session or shift; none where nothing changed for anybody.
    pub fn of(menu: &Menu, id: &SessionId) -> Option<Self> {
        let target = menu.target(id)?;
        // As those see it who knew how it stood until the last change.
        let since = target.changed_at().map_or(Stamp(i64::MIN), |at| Stamp(at.0 - 1));
        let news = target.news(since)?;
        let place = |code: Option<&VenueCode>| {
            code.and_then(|code| menu.venue(code)).map(|place| place.name.clone()).unwrap_or_default()
        };
        let now = place(venue(target).as_ref());
        let told = Self {
            title: published_title(menu, id),
            off: matches!(news, News::CalledOff { .. }),
            when: span(target.span()),
            when_before: None,
            place: now.clone(),
            place_before: None,
            why: String::new(),
        };
        Some(match news {
            News::CalledOff { why } => Self { why: said(why), ..told },
            News::Moved { before, why } => {
                let was: Span = before.span();
                let former = place(before.venue.as_ref());
                Self {
                    when_before: (was != target.span()).then(|| span_beside(was, target.span())),
                    place_before: (former != now).then_some(former),
                    why: said(why),
                    ..told
                }
            }
        })
    }

    /// In one sentence after another.
    pub fn line(&self) -> String {
        let head = [("title", self.title.as_str()), ("when", self.when.as_str())];
        let mut line = match self.off {
            true => say_with("chat.off", &head),
            false => say_with("chat.moved", &head),
        };
        if let Some(before) = &self.when_before {
            line.push_str(&say_with("chat.time", &[("now", &self.when), ("before", before)]));
        }
        if let Some(before) = &self.place_before {
            let before = if before.is_empty() { say("detail.no-venue") } else { before };
            line.push_str(&say_with("chat.place", &[("now", &self.place), ("before", before)]));
        }
        line.push_str(&sentence(&self.why));
        line
    }
}

fn said(why: Option<&Text>) -> String {
    why.map(|why| read(why).to_owned()).unwrap_or_default()
}

/// Ends a sentence that its writer left open.
fn sentence(words: &str) -> String {
    let mut words = words.trim().to_owned();
    let open = !words.is_empty() && !words.ends_with(['。', '！', '？', '.', '!', '?']);
    if open {
        words.push_str(say("chat.stop"));
    }
    words
}

fn venue(target: Target<'_>) -> Option<VenueCode> {
    match target {
        Target::Session(session, _) => session.venue.clone(),
        Target::Shift(shift) => shift.venue.clone(),
    }
}

/// The changes, as they are sent.
pub fn changes(centre: &str, told: &[Told], address: &str) -> String {
    let mut lines = vec![say_with("chat.changes", &[("centre", centre)])];
    lines.extend(told.iter().map(Told::line));
    lines.push(say_with("chat.look", &[("address", address)]));
    lines.join("\n")
}

/// The whole month, as long as a chat bears: what comes again and again is said once, as on the poster, the rest day by
/// day, the volunteers' jobs in a line.
pub fn month(centre: &str, menu: &Menu, address: &str) -> String {
    let name = dates::month_name(menu.month);
    let mut lines = vec![say_with("chat.month", &[("centre", centre), ("month", name)])];
    let poster = Poster::of(menu);
    for group in Group::ALL {
        let regular = poster.regular.iter().filter(|regular| Group::of(regular.activity.sort, true) == group);
        let mut told: Vec<String> = regular.map(|regular| often(menu, regular)).collect();
        let once_only = poster.days.iter().flat_map(|(_, sessions)| sessions).filter(|session| {
            let sort = menu.activity(&session.id.activity).map(|activity| activity.sort);
            sort.is_some_and(|sort| Group::of(sort, false) == group)
        });
        told.extend(once_only.map(|session| [dates::day_short(session.start.day()), once(menu, session)].join(" ")));
        if !told.is_empty() {
            lines.push(group.heading().to_owned());
            lines.append(&mut told);
        }
    }
    lines.extend(jobs(menu));
    lines.push(say_with("chat.sign-up", &[("address", address)]));
    lines.join("\n")
}

/// What stands together in the group's text, in this order: 3, 1, N, and what comes every week.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Group {
    Courses,
    Play,
    Others,
    Regular,
}

impl Group {
    const ALL: [Group; 4] = [Group::Courses, Group::Play, Group::Others, Group::Regular];

    fn of(sort: Sort, regular: bool) -> Self {
        match (sort, regular) {
            (Sort::Course(_), _) => Group::Courses,
            (Sort::Other(Kind::Play), _) => Group::Play,
            (Sort::Other(_), false) => Group::Others,
            (Sort::Other(_), true) => Group::Regular,
        }
    }

    fn heading(self) -> &'static str {
        match self {
            Group::Courses => say("chat.courses"),
            Group::Play => say("chat.play"),
            Group::Others => say("chat.others"),
            Group::Regular => say("chat.regular"),
        }
    }
}

/// 14:00 棋牌（文化活动室）・不用报名.
fn once(menu: &Menu, session: &Session) -> String {
    let mut line = dates::time(session.start.time());
    line.push(' ');
    let title = published_title(menu, &session.id);
    line.push_str(&title);
    // A room that is called as what is on in it is not said twice.
    let place = session.venue.as_ref().and_then(|code| menu.venue(code)).filter(|place| place.name != title);
    if let Some(place) = place {
        line.push_str(&say_with("chat.at", &[("place", &place.name)]));
    }
    let ages = menu.activity(&session.id.activity).map(|activity| activity.ages).filter(|ages| !ages.is_open());
    if let Some(ages) = ages {
        line.push_str(&say_with("chat.ages", &[("ages", &wording::ages(ages))]));
    }
    if session.places().is_none() {
        line.push_str(say("chat.walk-in"));
    }
    line
}

/// 每周三 14:00 棋牌（文化活动室），2、9、16日: an activity with its days, as long as they can be read at a glance.
fn often(menu: &Menu, regular: &Regular<'_>) -> String {
    // Days on end are named by their dates alone.
    let rhythm = match Rhythm::of(regular.activity.sort, &regular.days) {
        Rhythm::Run { .. } => None,
        rhythm => wording::rhythm(rhythm, regular.days[0]),
    };
    let days: Vec<String> = regular.days.iter().map(|day| number(day.day())).collect();
    let when = match days.len() {
        0..=DAYS_NAMED => say_with("chat.on-days", &[("days", &days.join(say("paper.and")))]),
        count => say_count("chat.times", count as i64),
    };
    let mut line = rhythm.unwrap_or_default();
    if !line.is_empty() {
        line.push(' ');
    }
    line.push_str(&once(menu, regular.first));
    line.push_str(&when);
    line
}

/// More dates than these are counted, not named.
const DAYS_NAMED: usize = 6;
/// So many jobs are named.
const JOBS_NAMED: usize = 5;

/// 志愿岗位 12 个，等您认领：课业辅导、门口值守.
fn jobs(menu: &Menu) -> Option<String> {
    let on: Vec<_> = menu.shifts.iter().filter(|shift| shift.cancelled.is_none()).collect();
    let mut roles: Vec<&str> = Vec::new();
    for shift in &on {
        let role = read(&shift.role);
        if !roles.contains(&role) {
            roles.push(role);
        }
    }
    let more = roles.len() > JOBS_NAMED;
    roles.truncate(JOBS_NAMED);
    let mut named = listed(roles);
    if more {
        named.push_str(say("chat.and-more"));
    }
    (!on.is_empty()).then(|| say_with("chat.jobs", &[("n", &number(on.len() as i64)), ("roles", &named)]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::activity::{Activity, Shift};
    use crate::domain::age::{Age, AgeRange};
    use crate::domain::category::{Category, Kind, Sort};
    use crate::domain::fixtures::{self, activity, place, room};
    use crate::domain::text::Language;
    use crate::ui::words::speak;

    fn session(name: &str, at: &str, code: &str) -> Session {
        Session { venue: room(code), ..fixtures::session(name, at) }
    }

    fn visit(at: &str) -> Shift {
        fixtures::shift(&format!("S-1@{at}"), "探访")
    }

    #[test]
    fn a_month_is_short_enough_for_a_chat() {
        for file in ["zh-Hans", "organize.zh-Hans", "later.zh-Hans"] {
            let path = format!("{}/public/text/{file}.txt", env!("CARGO_MANIFEST_DIR"));
            speak(Language::Hans, std::fs::read_to_string(path).unwrap());
        }
        let club = |name: &str, title: &str| activity(name, Sort::Other(Kind::Club), title);
        let school = [1, 2, 3, 4, 7, 8, 9, 10, 11, 14, 15, 16, 17, 18, 21, 22, 23, 24, 25, 28, 29, 30, 31];
        let mut sessions: Vec<Session> =
            school.iter().map(|day| session("care", &format!("2026-12-{day:02}T16:00"), "V09")).collect();
        let choir = [2, 9, 16].map(|day| session("choir", &format!("2026-12-{day:02}T14:00"), "V05"));
        sessions.extend(choir);
        sessions.push(session("knit", "2026-12-05T10:00", "V04"));
        sessions.push(session("play", "2026-12-26T14:30", "V04"));
        let menu = Menu {
            activities: vec![
                club("care", "四点学习屋"),
                club("choir", "合唱团"),
                Activity {
                    ages: AgeRange::new(Some(Age(6)), Some(Age(12))).unwrap(),
                    ..activity("knit", Sort::Course(Category::Arts), "针织")
                },
                activity("play", Sort::Other(Kind::Play), "小青禾"),
            ],
            venues: vec![place("V09", "四点学习屋"), place("V05", "排练室"), place("V04", "阅览室")],
            sessions,
            shifts: vec![visit("2026-12-05T09:00"), visit("2026-12-12T09:00")],
            ..fixtures::menu("2026-12")
        };
        let expected = "【示例】十二月活动安排\n家庭服务课程\n12月5日 周六 10:00 针织（阅览室）・6–12 岁・不用报名\n\
            儿童剧\n12月26日 周六 14:30 小青禾（阅览室）・不用报名\n\
            常有的活动\n周一到周五 16:00 四点学习屋・不用报名，共 23 次\n\
            每周三 14:00 合唱团（排练室）・不用报名，2、9、16日\n\
            志愿岗位 2 个，等您认领：探访\n报名、看详情：https://a.example/";
        assert_eq!(month("示例", &menu, "https://a.example/"), expected);
    }
}
