//! The way back: to the page that was left, where it was left, by the link on the page and by the browser's own.

use crate::browser::{Driver, PHONE, Person};
use crate::calendar::sample;
use crate::site::Site;
use serde_json::{Value, json};

/// Scrolls some screens down, lets the list grow, and goes to the first thing that is in the middle of the view; where it was.
fn goes_to_something_far_down(person: &Person) -> (Value, Value) {
    for _ in 0..3 {
        person.run("window.scrollBy(0, 800)");
        let rows = "return document.querySelectorAll('.agenda-row').length";
        person.settled("the list has grown", rows);
    }
    let down = person.run("return Math.round(scrollY)");
    assert!(down.as_i64().is_some_and(|down| down > 800), "the list is long: {down}");
    let link = person.run(
        "const link = [...document.querySelectorAll('.agenda-row > a')].find((a) => a.getBoundingClientRect().top > 200);
        link.click();
        return link.getAttribute('href')",
    );
    person.until("its own page is there", || person.address().contains("session/"));
    person
        .until("and says what it is", || person.run("return !!document.querySelector('.session-card')") == json!(true));
    (down, link)
}

fn is_where_it_was(person: &Person, address: &str, (down, link): &(Value, Value)) {
    person.until("the list is there again", || person.address() == address);
    person.until("with the focus on what was pressed", || {
        person.run("return document.activeElement.getAttribute('href')") == *link
    });
    assert_eq!(person.run("return Math.round(scrollY)"), *down, "as far down as it was");
}

#[test]
fn back_leads_to_the_list_as_it_was_left() {
    let site = Site::new("way-back");
    site.upload(&sample());
    let driver = Driver::start();
    let person = Person::new(&driver, "way-back", PHONE);
    let address = site.url("?view=agenda&month=2026-11&day=2026-11-01&free=1");
    person.visit(&address);
    let left = goes_to_something_far_down(&person);
    person.follow("返回");
    is_where_it_was(&person, &address, &left);

    // The browser's own way; and past what was looked at on the other page.
    let left = goes_to_something_far_down(&person);
    person.run("history.back()");
    is_where_it_was(&person, &address, &left);
    person.run("history.forward()");
    person.until("forward again", || person.address().contains("session/"));
    person.follow("返回");
    person.until("the list is there again", || person.address() == address);

    // Who came by the page's own address finds its day in the calendar.
    person.visit(&site.url("session/?id=yoga@2026-12-12T10:30"));
    person.follow("返回");
    person.until("the day is there", || person.address() == site.url("?month=2026-12&day=2026-12-12"));
    person.has_no_complaints();
}
