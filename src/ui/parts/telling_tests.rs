//! What leaves a session's page says what somebody who only has that needs, and nothing that is not so.

use super::*;
use crate::domain::activity::Entry;
use crate::domain::age::{Age, AgeRange};
use crate::domain::category::{Category, Kind, Sort};
use crate::domain::draw::{DrawSeed, DrawTerms};
use crate::domain::fixtures::{self, activity, place, room, session, start};
use crate::domain::text::Language;
use crate::domain::time::parse_day;
use crate::ui::words::speak_only;

fn in_language(language: Language) {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/public/text/");
    let file = |part: &str| std::fs::read_to_string(format!("{path}{part}{}.txt", language.tag())).unwrap();
    speak_only(language, vec![file(""), file("later.")]);
}

fn centre() -> Centre {
    Centre {
        name: Text::new("示例社区家庭服务中心"),
        address: Text::new("示例路 1 号"),
        phone: "010-00000000".into(),
        ..Centre::unnamed(fixtures::centre())
    }
}

/// A course on Saturday the 5th with ten places, told on the 1st.
struct Occasion {
    activity: Activity,
    session: Session,
    openness: Openness,
}

impl Occasion {
    fn new() -> Self {
        Self {
            activity: Activity {
                audience: "亲子".into(),
                ages: AgeRange { from: Some(Age(5)), to: Some(Age(12)) },
                materials: "围裙".into(),
                fee: 10,
                about: Text::new("做一块饼干带回家"),
                ..activity("D05-1", Sort::Course(Category::Arts), "亲子烘焙")
            },
            session: Session {
                venue: room("V11"),
                entry: Entry::Places(10),
                closes: Some(start("2026-12-04T18:00")),
                ..session("D05-1", "2026-12-05T14:00")
            },
            openness: Openness::Left(3),
        }
    }

    fn standing(openness: Openness) -> Self {
        Self { openness, ..Self::new() }
    }

    fn called_off() -> Self {
        let mut off = Self::standing(Openness::Cancelled);
        off.session.cancelled = Some(Text::new("老师生病"));
        off
    }

    fn walk_in() -> Self {
        let mut free = Self::standing(Openness::WalkIn);
        (free.session.entry, free.session.closes) = (Entry::WalkIn, None);
        free
    }

    fn told<T>(&self, tell: impl Fn(&Telling<'_>) -> T) -> T {
        let menu = Menu { venues: vec![place("V11", "社区厨房")], ..fixtures::menu("2026-12") };
        let Self { activity, session, openness } = self;
        tell(&Telling { menu: &menu, session, activity, openness: *openness })
    }

    fn aloud(&self) -> String {
        self.told(|telling| telling.aloud(parse_day("2026-12-01").unwrap())).join("。")
    }

    fn poster(&self) -> Poster {
        self.told(|telling| telling.poster(&centre()))
    }

    fn notes(&self) -> String {
        self.told(|telling| telling.notes())
    }
}

#[test]
fn a_voice_tells_all_that_one_decides_by() {
    in_language(Language::Hans);
    assert_eq!(
        Occasion::new().aloud(),
        "亲子烘焙。12月5日 星期六，下午 2:00到下午 3:00。社区厨房。5–12 岁，亲子。剩 3 位。报名截止 12月4日 星期五 晚上 6:00。\
         每人 10 元。请带：围裙。做一块饼干带回家"
    );
    assert!(Occasion::walk_in().aloud().contains("不用报名，直接来就行"));
    assert!(Occasion::standing(Openness::ToBeDrawn { places: 10 }).aloud().contains("抽签，10 个名额"));
    assert!(Occasion::standing(Openness::Full { waiting: 2 }).aloud().contains("候补已有 2 位"));
    let closed = Occasion::standing(Openness::Closed).aloud();
    assert!(closed.contains("报名已经截止") && !closed.contains("报名截止 "), "{closed}");
    let opens = start("2026-12-02T09:00");
    assert!(Occasion::standing(Openness::NotYet { opens }).aloud().contains("明天 上午 9:00 开始报名"));
}

#[test]
fn what_was_called_off_says_so_first_and_invites_nobody() {
    in_language(Language::Hans);
    let aloud = Occasion::called_off().aloud();
    assert!(aloud.starts_with("活动取消：老师生病。亲子烘焙。12月5日"), "{aloud}");
    let poster = Occasion::called_off().poster();
    assert_eq!(poster.stamp, Some("活动取消"));
    assert_eq!(poster.lines[0].1, "老师生病");
    let words = poster.words();
    assert!(
        words.starts_with("活动取消\n亲子烘焙\n12月5日 星期六\n14:00–15:00\n原因 老师生病\n地点 社区厨房"),
        "{words}"
    );
    let notes = Occasion::called_off().notes();
    assert!(notes.starts_with("活动取消：老师生病"), "{notes}");
    for said in [aloud, words, notes] {
        for invitation in ["报名", "围裙", "剩", "名额", "10 元"] {
            assert!(!said.contains(invitation), "{said} says {invitation}");
        }
    }
    let over = Occasion::standing(Openness::Over).aloud();
    assert!(over.starts_with("已结束。亲子烘焙") && !over.contains("报名"), "{over}");
}

#[test]
fn a_called_off_session_needs_no_reason() {
    in_language(Language::Hans);
    let mut off = Occasion::called_off();
    off.session.cancelled = Some(Text::default());
    assert!(off.aloud().starts_with("活动取消。"), "{}", off.aloud());
    assert_eq!(off.poster().lines[0].0, "地点");
}

#[test]
fn a_picture_says_what_holds_for_days() {
    in_language(Language::Hans);
    let poster = Occasion::new().poster();
    assert_eq!((&*poster.day, &*poster.time), ("12月5日 星期六", "14:00–15:00"));
    let line = |poster: &Poster, name: &str| {
        poster.lines.iter().find(|(of, _)| *of == name).map(|(_, words)| words.clone()).unwrap_or_default()
    };
    assert_eq!(line(&poster, "地点"), "社区厨房，示例社区家庭服务中心，示例路 1 号");
    assert_eq!(line(&poster, "报名"), "10 个名额，12月4日 周五 18:00 截止");
    assert_eq!(line(&poster, "请带"), "围裙");
    assert_eq!(poster.caption, "扫码看详情、报名");
    assert!(!poster.words().contains("剩 3 位"), "places left are others tomorrow");
    let drawn = Occasion::standing(Openness::ToBeDrawn { places: 10 }).poster();
    assert_eq!(line(&drawn, "报名"), "抽签，10 个名额，12月4日 周五 18:00 截止");
    let free = Occasion::walk_in().poster();
    assert_eq!(line(&free, "报名"), "这场不用报名，直接来就行");
    assert_eq!(free.caption, "扫码看详情");
    assert_eq!(Occasion::standing(Openness::Closed).poster().caption, "扫码看详情");
}

#[test]
fn an_entry_notes_what_to_bring_and_until_when() {
    in_language(Language::Hans);
    let notes = "10 个名额，12月4日 周五 18:00 截止\n请带：围裙\n每人 10 元\n做一块饼干带回家";
    assert_eq!(Occasion::new().notes(), notes);
    assert!(Occasion::walk_in().notes().starts_with("这场不用报名"));
}

#[test]
fn a_place_is_told_with_the_address_where_it_is() {
    in_language(Language::Hans);
    let lent = Place { lender: "示例小学".into(), ..place("V20", "操场") };
    assert_eq!(location(&centre(), Some(&lent)), "操场，示例小学");
    assert_eq!(location(&centre(), None), "示例社区家庭服务中心，示例路 1 号");
    let bare = Centre { address: Text::default(), ..centre() };
    assert_eq!(location(&bare, Some(&place("V11", "社区厨房"))), "社区厨房，示例社区家庭服务中心");
}

#[test]
fn for_whom_it_is_is_said_once_and_in_the_readers_language() {
    let told = |audience: &str, ages: AgeRange| {
        whom(&Activity { audience: audience.into(), ages, ..activity("club", Sort::Other(Kind::Club), "合唱") })
    };
    let from = AgeRange { from: Some(Age(5)), to: None };
    in_language(Language::Hans);
    assert_eq!(told("全龄", AgeRange::default()), "全龄");
    assert_eq!(told("", AgeRange::default()), "不限年龄");
    assert_eq!(told("亲子", from), "5 岁起，亲子");
    assert_eq!(told("一楼邻居", from), "5 岁起，一楼邻居");
    in_language(Language::English);
    assert_eq!(told("亲子", from), "Age 5 and up, children with an adult");
    assert_eq!(told("全龄", AgeRange::default()), "all ages");
    in_language(Language::Hant);
    assert_eq!(told("长者", AgeRange::default()), "長者");
}

#[test]
fn every_usual_audience_is_said_in_every_language() {
    let count = |key| say(key).split('|').filter(|word| !word.is_empty()).count();
    for language in Language::ALL {
        in_language(language);
        assert_eq!(count("audience.written"), count("audience.said"), "{}", language.tag());
    }
}

#[test]
fn a_drawn_session_is_told_as_drawn() {
    in_language(Language::Hans);
    let mut drawn = Occasion::new();
    let number = Text::new("双色球");
    drawn.session.draw = Some(Box::new(DrawTerms { commitment: DrawSeed([7; 32]).commitment(), number }));
    drawn.openness = drawn.session.openness(None, start("2026-12-01T09:00"));
    assert!(drawn.aloud().contains("抽签，10 个名额。报名截止"), "{}", drawn.aloud());
}
