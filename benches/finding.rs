//! How long it takes to find in all that a centre published: 10,000 sessions over six months, as many activities as a busy centre
//! has, and then an activity for each session. `make bench`. Says the time of one press, or of one letter typed: every count
//! beside every choice, over all months. A hand notices nothing under 16 ms; a phone is four to six times slower than a desk.

use std::time::{Duration, Instant};

use linli::domain::activity::{Activity, Entry, Session};
use linli::domain::age::{Age, AgeRange};
use linli::domain::category::{Category, Kind, Sort};
use linli::domain::centre::Rules;
use linli::domain::changed::Changed;
use linli::domain::finding::{Filter, Found, Subject, near};
use linli::domain::id::{ActivityId, CentreId, SessionId, VenueCode};
use linli::domain::menu::{Menu, Place};
use linli::domain::openness::Openness;
use linli::domain::search::Readings;
use linli::domain::text::Text;
use linli::domain::time::{Month, Start, parse_time};
use linli::domain::timetable::Timetable;

const SESSIONS: usize = 10_000;
const MONTHS: usize = 6;

fn main() {
    for activities in [100, SESSIONS / MONTHS] {
        let menus: Vec<Menu> = (0..MONTHS).map(|month| menu(month, activities)).collect();
        let timetables: Vec<Timetable> = menus.iter().map(|menu| Timetable::of(menu.clone().into())).collect();
        let today = menus[0].month.first();
        let find = |filter: &Filter| {
            let mut found = Found::default();
            for timetable in &timetables {
                let subjects = timetable.all().map(|listed| Subject {
                    activity: listed.activity,
                    session: listed.session,
                    venue: listed.venue,
                    openness: Openness::Left(3),
                    free_day: true,
                });
                found.count(filter, &timetable.menu().readings, subjects, today);
            }
            found
        };
        println!("{SESSIONS} sessions, {activities} activities a month");
        let words = |words: &str| Filter { words: words.to_owned(), ..Filter::OPEN };
        let age = Filter { age: Some(Age(6)), with_places: true, weekends: true, ..Filter::OPEN };
        for (what, filter) in
            [("nothing asked", Filter::OPEN), ("a child of six", age), ("针织", words("针织")), ("zz", words("zz"))]
        {
            let count = find(&filter).ahead.shown;
            println!("  {what}: {:.2} ms, {count} found", milliseconds(|| drop(find(&filter))));
        }
        let all: Vec<&Menu> = menus.iter().collect();
        let meant = || drop(near("zhenzhibanji", &all));
        println!("  what was meant by zhenzhibanji: {:.2} ms", milliseconds(meant));
    }
}

/// The middle one of some runs.
fn milliseconds(run: impl Fn()) -> f64 {
    let mut times: Vec<Duration> = (0..15)
        .map(|_| {
            let begin = Instant::now();
            run();
            begin.elapsed()
        })
        .collect();
    times.sort_unstable();
    times[times.len() / 2].as_secs_f64() * 1e3
}

fn menu(at: usize, activities: usize) -> Menu {
    let month = Month::new(2027, at as u8 + 1).expect("a month");
    let titles = ["针织入门：一条围巾", "邻里合唱团", "老年人智能手机课：挂号与缴费", "家庭账本：收支与防诈骗"];
    let activity = |at: usize| Activity {
        id: ActivityId::new(format!("a{at}")).expect("an id"),
        sort: if at.is_multiple_of(2) {
            Sort::Course(Category::ALL[at % 5])
        } else {
            Sort::Other(Kind::ALL[at % Kind::ALL.len()])
        },
        title: Text {
            en: Some(format!("Knitting for beginners {at}")),
            ..Text::new(format!("{}{at}", titles[at % 4]))
        },
        about: Text::new(
            "带上剪刀和一支笔，毛线由中心准备。第一次来也跟得上，坐着就能学，中间休息十分钟，学完可以带走。",
        ),
        course: None,
        provider: format!("巧手坊公益手作社{}", at % 9),
        audience: ["亲子", "长者", "全家", "成人"][at % 4].to_owned(),
        ages: AgeRange { from: Some(Age(at as u8 % 12)), to: None },
        materials: "剪刀".to_owned(),
        fee: 0,
        special: None,
    };
    let venue = |at: usize| VenueCode::new(format!("V{at:02}")).expect("a code");
    let session = |number: usize| {
        let day = month.day((number % usize::from(month.days())) as u8 + 1).expect("a day");
        let time = parse_time(&format!("{:02}:{:02}", 8 + number % 12, number / 360 % 60)).expect("a time");
        let start = Start::new(day, time);
        let activity = ActivityId::new(format!("a{}", number % activities)).expect("an id");
        Session {
            id: SessionId { activity, start },
            start,
            minutes: 90,
            venue: Some(venue(number % 13)),
            entry: Entry::Places(20),
            closes: None,
            opens: None,
            draw: None,
            cancelled: None,
            changed: Changed::default(),
            rain: None,
        }
    };
    Menu {
        format: Menu::FORMAT,
        centre: CentreId::new("AAAAAAAA").expect("an id"),
        month,
        revision: 1,
        rules: Rules::default(),
        activities: (0..activities).map(activity).collect(),
        venues: (0..13)
            .map(|at| Place { code: venue(at), name: format!("多功能室{at}"), notes: String::new(), lender: String::new() })
            .collect(),
        sessions: (0..SESSIONS / MONTHS).map(session).collect(),
        shifts: Vec::new(),
        readings: Readings {
            sounds: "zhen针 zhi织 ru入 men门 yi一 tiao条 wei围 jin巾 lin邻 li里 he合 ge合 chang唱长 zhang长 tuan团 lao老 nian年 ren人 \
                     zhi智 neng能 shou手 ji机 ke课 gua挂 hao号 yu与 jiao缴 fei费 jia家 ting庭 zhang账 ben本 shou收 zhi支 fang防坊 zha诈 \
                     pian骗 dai带 shang上 jian剪 dao刀 he和 zhi支 bi笔 mao毛 xian线 you由 zhong中 xin心 zhun准 bei备"
                .to_owned(),
            forms: "针針鍼 织織 门門 条條 围圍 邻鄰隣 里裏裡 合閤 团團糰 机機 课課 挂掛 号號 与與 缴繳 费費 账賬 诈詐 骗騙 带帶 笔筆 线線 准準 备備"
                .to_owned(),
        },
    }
}
