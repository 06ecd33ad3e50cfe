//! A month drawn beforehand: written as a file when the month is published, shown by the page before the program has come,
//! and in its place where the program cannot run.
//!
//! It is what `pages::calendar` draws of a month that nobody has looked at yet, element by element (tests/web compares
//! the two), without what only the program knows: places left, one's own slips. What day it is the page adds
//! (tools/page/boot.js). Links are plain ones, so it leads everywhere before anything else has been fetched.

use chrono::{Datelike, NaiveDate};
use std::sync::Arc;

use crate::domain::calendar::{WeekRow, month_weeks};
use crate::domain::category::Mark;
use crate::domain::centre::Centre;
use crate::domain::festival::DayLine;
use crate::domain::finding::Filter;
use crate::domain::holiday::{DayMark, Holidays};
use crate::domain::lunar::{Lunar, lunar_day};
use crate::domain::menu::Menu;
use crate::domain::on_day::{OnDay, lasting};
use crate::domain::openness::Openness;
use crate::domain::text::Language;
use crate::domain::time::{Month, write_day};
use crate::domain::timetable::{Listed, Selection, Timetable};
use crate::ui::almanac;
use crate::ui::controls::icon::Icon;
use crate::ui::dates;
use crate::ui::markup::Markup;
use crate::ui::parts::openness;
use crate::ui::route::{Route, View};
use crate::ui::wording;
use crate::ui::words::{self, number, read, say, say_of};

/// In which language months are drawn: who chose another waits for the program, as a return visitor does.
pub const LANGUAGE: Language = Language::Hans;

/// Draws a month as the body of a page; none while the language's words are not there.
pub fn month(centre: &Centre, menu: Arc<Menu>, holidays: &Holidays) -> Option<String> {
    words::speaking(LANGUAGE, || {
        let month = menu.month;
        let selection = Selection::of(Arc::new(Timetable::of(menu)), |_| true);
        let main = |page: Markup| {
            page.within("div", &[("class", "notices")], |it| it).within(
                "div",
                &[("class", "calendar"), ("data-view", "month")],
                |it| {
                    let it = it.within("div", &[("class", "calendar-top")], |it| head(it, month));
                    let it = it.within("section", &[("class", "month")], |it| {
                        let it = strokes(grid(it, &selection, holidays), &selection);
                        legend(it, month)
                    });
                    it.within("section", &[("class", "agenda"), ("aria-label", say("calendar.agenda"))], |it| {
                        selection
                            .days_from(month.first())
                            .into_iter()
                            .fold(it, |it, day| agenda_day(it, &selection, holidays, day))
                    })
                },
            )
        };
        let page = Markup::default().within("div", &[("class", "shell"), ("data-page", "calendar")], |it| {
            let it = if centre.sample { sample_strip(it) } else { it };
            masthead(it, centre).within("main", &[("class", "main")], main)
        });
        page.written()
    })
}

fn sample_strip(it: Markup) -> Markup {
    let strip = [("class", "strip"), ("data-tone", "warn"), ("role", "status")];
    it.within("div", &strip, |it| it.within("span", &[], |it| it.text(say("shell.sample"))))
}

fn masthead(it: Markup, centre: &Centre) -> Markup {
    let tabs = [
        (Route::HOME, "tab.calendar", Icon::Calendar),
        (Route::Courses { category: None, member: None }, "tab.courses", Icon::Bookmark),
        (Route::Volunteer { member: None, day: None, offer: None }, "tab.volunteer", Icon::Heart),
        (Route::My, "tab.my", Icon::Person),
    ];
    it.within("header", &[("class", "masthead")], |it| {
        let it = it.within("a", &[("class", "brand"), ("href", &Route::HOME.href())], |it| {
            let window = [("class", "window"), ("viewBox", "0 0 26 26"), ("aria-hidden", "true")];
            it.within("svg", &window, |it| {
                it.empty("path", &[("class", "pane"), ("d", "M13 1h12v12H13Z")])
                    .empty("path", &[("d", "M1 1h24v24H1ZM13 1v24M1 13h24")])
            })
            .words("span", "brand-name", say("shell.name"))
            .words("span", "brand-centre", read(&centre.short_name))
        });
        let it = it.within("nav", &[("class", "tabs"), ("aria-label", say("shell.pages"))], |it| {
            tabs.into_iter().fold(it, |it, (route, label, picture)| {
                let here = (route == Route::HOME).then_some(("aria-current", "page"));
                let href = route.href();
                let attributes = [("class", "tab"), ("href", href.as_str())].into_iter().chain(here);
                it.within("a", &attributes.collect::<Vec<_>>(), |it| {
                    icon(it, picture).within("span", &[], |it| it.text(say(label)))
                })
            })
        });
        // Where the frame's tools will be: what is shown has not been checked yet.
        it.within("div", &[("class", "masthead-tools")], |it| it.words("span", "meta", say("site.opening")))
    })
}

/// The month's name with steps before and after, ways to look at it.
fn head(it: Markup, month: Month) -> Markup {
    let step = |it: Markup, to: Month, key: &'static str, picture: Icon| {
        let label = words::say_with(key, &[("month", dates::month_name(to))]);
        let link = [("class", "icon-button"), ("aria-label", label.as_str()), ("href", &calendar(View::Month, to))];
        it.within("a", &link, |it| icon(it, picture))
    };
    let it = it.within("div", &[("class", "month-head")], |it| {
        let it =
            it.within("h1", &[("class", "month-name"), ("data-view", "month")], |it| it.text(dates::month_name(month)));
        let it = it.within("span", &[("class", "meta")], |it| {
            let it = it.text(&number(month.year()));
            match month.day(15).and_then(Lunar::on) {
                None => it,
                Some(lunar) => it.within("span", &[("class", "lunar-year")], |it| {
                    it.text(say("day.dot")).text(&almanac::lunar_year(lunar.year))
                }),
            }
        });
        it.within("div", &[("class", "month-steps")], |it| {
            let it = step(it, month.plus(-1), "calendar.previous", Icon::Left);
            step(it, month.plus(1), "calendar.next", Icon::Right)
        })
    });
    let it = it.within("nav", &[("class", "views"), ("aria-label", say("calendar.views"))], |it| {
        View::ALL.into_iter().fold(it, |it, view| {
            let here = (view == View::Month).then_some(("aria-current", "true"));
            let href = calendar(view, month);
            let attributes = [("class", "view"), ("href", href.as_str())].into_iter().chain(here);
            it.within("a", &attributes.collect::<Vec<_>>(), |it| it.text(say_of("view", view.slug())))
        })
    });
    // Finding needs the program: its place is kept, so that nothing moves when it comes.
    it.within("span", &[("class", "find-button"), ("aria-hidden", "true")], |it| {
        icon(it, Icon::Search).text(say("finder.open"))
    })
}

fn calendar(view: View, month: Month) -> String {
    Route::Calendar { view, month: Some(month), day: None, filter: Filter::OPEN }.href()
}

fn grid(it: Markup, selection: &Selection, holidays: &Holidays) -> Markup {
    let month = selection.menu().month;
    let name = dates::month_and_year(month);
    it.within("div", &[("class", "grid"), ("role", "grid"), ("aria-label", &name)], |it| {
        let it = it.within("div", &[("class", "week weekdays"), ("role", "row")], |it| {
            (0..7).fold(it, |it, column| {
                it.within("span", &[("role", "columnheader")], |it| it.text(dates::weekday_narrow(column)))
            })
        });
        let week = |it: Markup, week: WeekRow| {
            it.within("div", &[("class", "week"), ("role", "row")], |it| {
                week.into_iter().fold(it, |it, day| {
                    it.within("div", &[("role", "gridcell")], |it| match day {
                        Some(day) => cell(it, day, &OnDay::of(selection, day), holidays.mark(day)),
                        None => it,
                    })
                })
            })
        };
        month_weeks(month).into_iter().fold(it, week)
    })
}

/// One day, as `parts::day_cell` draws it.
fn cell(it: Markup, day: NaiveDate, on: &OnDay, day_mark: Option<DayMark>) -> Markup {
    let line = DayLine::of(day, lunar_day(day), day.succ_opt().and_then(lunar_day));
    let mut heard = almanac::notes(day);
    heard.extend(day_mark.map(|mark| almanac::day_mark_meaning(mark).to_owned()));
    let (written, href) = (write_day(day), {
        let (month, day) = (Some(Month::of(day)), Some(day));
        Route::Calendar { view: View::Month, month, day, filter: Filter::OPEN }.href()
    });
    let lamp = on.lamp().map(|lamp| ("data-lamp", lamp));
    let link = [("class", "day"), ("data-day", written.as_str()), ("href", href.as_str())].into_iter().chain(lamp);
    it.within("a", &link.collect::<Vec<_>>(), |it| {
        let it = it.within("span", &[("class", "seen"), ("aria-hidden", "true")], |it| {
            let it = it.words("span", "day-number", &number(day.day()));
            let of_line = [("class", "day-line"), ("data-line", almanac::line_name(line))];
            let it = it.within("span", &of_line, |it| it.text(&line.map(almanac::day_line).unwrap_or_default()));
            let it = day_mark.into_iter().fold(it, framed);
            let drawn = on.drawn();
            let crowded = (drawn.more > 0).then_some(("data-crowded", "1"));
            let marks = [("class", "day-marks")].into_iter().chain(crowded);
            it.within("span", &marks.collect::<Vec<_>>(), |it| {
                let it = drawn.shapes.into_iter().fold(it, shape);
                match drawn.more {
                    0 => it,
                    more => it.words("span", "day-more", &["+", &number(more as i64)].concat()),
                }
            })
        });
        let it = it.words("span", "unseen", &almanac::spoken_day(day, &heard, Some(on)));
        if on.strokes().is_empty() {
            return it;
        }
        it.within("span", &[("class", "bands")], |it| {
            on.strokes().iter().fold(it, |it, band| {
                let flags = [("data-unbroken", band.unbroken), ("data-begins", band.begins), ("data-ends", band.ends)];
                let flags = flags.into_iter().filter(|(_, holds)| *holds).map(|(name, _)| (name, "1"));
                let stroke = [("class", "band"), ("data-mark", band.mark.slug())].into_iter().chain(flags);
                it.within("span", &stroke.collect::<Vec<_>>(), |it| it)
            })
        })
    })
}

/// What the strokes stand for, as `pages::calendar::month` draws it.
fn strokes(it: Markup, selection: &Selection) -> Markup {
    let lasting = lasting(selection);
    if lasting.is_empty() {
        return it;
    }
    it.within("ul", &[("class", "lasting"), ("aria-label", say("calendar.lasting"))], |it| {
        lasting.into_iter().fold(it, |it, listed| {
            let unbroken = (!listed.rhythm.is_everyday()).then_some(("data-unbroken", "1"));
            let band =
                [("class", "band"), ("data-mark", listed.activity.sort.mark().slug())].into_iter().chain(unbroken);
            it.within("li", &[], |it| {
                it.within("span", &band.collect::<Vec<_>>(), |it| it)
                    .within("span", &[], |it| it.text(read(&listed.activity.title)))
                    .words("span", "meta", &wording::lasting(listed.rhythm, listed.session.start.day()))
            })
        })
    })
}

fn legend(it: Markup, month: Month) -> Markup {
    it.within("div", &[("class", "legend")], |it| {
        it.within("ul", &[("class", "legend-marks"), ("aria-label", say("calendar.filter"))], |it| {
            Mark::ALL.into_iter().fold(it, |it, mark| {
                let filter = Filter::OPEN.with_mark(mark);
                let route = Route::Calendar { view: View::Month, month: Some(month), day: None, filter };
                it.within("li", &[], |it| {
                    it.within("a", &[("class", "legend-mark"), ("href", &route.href())], |it| mark_word(it, mark))
                })
            })
        })
    })
}

/// A day's heading and rows, as `parts::agenda` draws them.
fn agenda_day(it: Markup, selection: &Selection, holidays: &Holidays, day: NaiveDate) -> Markup {
    it.within("section", &[("class", "agenda-day"), ("data-day", &write_day(day))], |it| {
        let it = it.within("h2", &[("class", "day-heading")], |it| {
            let mut meta = dates::day(day);
            for note in almanac::notes(day) {
                meta.push_str(say("day.dot"));
                meta.push_str(&note);
            }
            let it = it.text(dates::weekday(day)).text(" ").words("span", "meta", &meta);
            holidays
                .mark(day)
                .into_iter()
                .fold(it, |it, mark| framed(it, mark).words("span", "unseen", almanac::day_mark_meaning(mark)))
        });
        it.within("ul", &[], |it| selection.on(day).fold(it, row))
    })
}

fn row(it: Markup, listed: Listed<'_>) -> Markup {
    let Listed { session, activity, venue, rhythm } = listed;
    let known = match session.places() {
        _ if session.cancelled.is_some() => Some(Openness::Cancelled),
        None => Some(Openness::WalkIn),
        Some(_) => None,
    };
    let open = known.map_or("left", openness::slug);
    it.within("li", &[("class", "agenda-row"), ("data-open", open)], |it| {
        let href = Route::Session { id: session.id.clone(), member: None }.href();
        it.within("a", &[("href", &href)], |it| {
            let it = it.within("span", &[("class", "agenda-when")], |it| {
                let it = it.within("strong", &[], |it| it.text(&dates::time(session.start.time())));
                mark_word(it, activity.sort.mark())
            });
            let it = it.within("span", &[("class", "agenda-what")], |it| {
                let it = it.within("strong", &[], |it| it.text(read(&activity.title)));
                it.within("span", &[("class", "agenda-below")], |it| {
                    let it = match wording::rhythm(rhythm, session.start.day()) {
                        Some(words) => it.words("span", "agenda-rhythm", &words).text(" "),
                        None => it,
                    };
                    let it = venue.into_iter().fold(it, |it, venue| it.text(&venue.name));
                    match known.map(openness::words) {
                        Some(words) => {
                            let it = if venue.is_some() { it.text(say("day.dot")) } else { it };
                            it.words("span", "agenda-seats", &words)
                        }
                        // How many places are left the program asks for.
                        None => it,
                    }
                })
            });
            icon(it, Icon::Right)
        })
    })
}

fn framed(it: Markup, mark: DayMark) -> Markup {
    it.within("span", &[("class", "day-mark"), ("data-day", mark.slug())], |it| it.text(almanac::day_mark(mark)))
}

fn mark_word(it: Markup, of: Mark) -> Markup {
    it.within("span", &[("class", "mark-word")], |it| {
        shape(it, of).within("span", &[("aria-hidden", "true")], |it| it.text(wording::mark(of))).words(
            "span",
            "unseen",
            wording::mark_meaning(of),
        )
    })
}

fn shape(it: Markup, of: Mark) -> Markup {
    it.empty("span", &[("class", "mark"), ("data-mark", of.slug())])
}

fn icon(it: Markup, which: Icon) -> Markup {
    let svg = [("class", "icon"), ("viewBox", "0 0 24 24"), ("aria-hidden", "true")];
    it.within("svg", &svg, |it| it.empty("path", &[("d", which.path())]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::activity::Session;
    use crate::domain::category::{Kind, Sort};
    use crate::domain::fixtures::{self, activity};
    use crate::domain::id::CentreId;
    use crate::domain::text::Text;

    fn drawn(title: &str) -> String {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/public/text/zh-Hans.txt");
        words::speak(Language::Hans, std::fs::read_to_string(path).unwrap());
        let session = |at: &str, cancelled: Option<&str>| Session {
            cancelled: cancelled.map(Text::new),
            ..fixtures::session("choir", at)
        };
        let menu = Menu {
            activities: vec![activity("choir", Sort::Other(Kind::Club), title)],
            sessions: vec![session("2026-12-05T09:30", None), session("2026-12-19T09:30", Some("老师生病"))],
            ..fixtures::menu("2026-12")
        };
        let centre = Centre {
            id: CentreId::new("ABCDEFGH").unwrap(),
            name: Text::new("示例社区家庭服务中心"),
            short_name: Text::new("示例"),
            address: Text::default(),
            phone: String::new(),
            hours: Text::default(),
            utc_offset: 480,
            sample: true,
        };
        month(&centre, Arc::new(menu), &Holidays::read(Holidays::TABLE).unwrap()).unwrap()
    }

    #[test]
    fn a_month_is_drawn_with_its_days_and_what_is_on() {
        let drawn = drawn("合唱团");
        assert_eq!(drawn.matches("role=\"gridcell\"").count(), 35);
        assert_eq!(drawn.matches("data-lamp=\"1\"").count(), 1, "what was called off lights no window");
        assert_eq!(drawn.matches("<li class=\"agenda-row\"").count(), 2);
        for part in ["十二月", "冬月", "冬至", "12月5日 星期六", "9:30", "合唱团", "活动取消"] {
            assert!(drawn.contains(part), "{part}");
        }
        assert!(
            drawn.contains("href=\"session/?id=choir@2026-12-05T09:30\"")
                || drawn.contains("href=\"session/?id=choir%40")
        );
    }

    #[test]
    fn what_a_centre_wrote_stays_words() {
        let drawn = drawn("<script>alert(1)</script> \"&\"");
        assert!(drawn.contains("&lt;script&gt;alert(1)&lt;/script&gt; \"&amp;\""));
        assert!(!drawn.contains("<script"));
    }

    #[test]
    fn nothing_is_drawn_without_the_words() {
        std::thread::scope(|threads| {
            let silent = threads.spawn(|| words::speaking(LANGUAGE, || ()).is_none());
            assert!(silent.join().unwrap());
        });
    }
}
