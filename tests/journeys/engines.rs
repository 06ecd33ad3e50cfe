//! The calendar in the other families of browsers, Firefox and WebKitGTK: `make engines`.

mod browser;
#[allow(dead_code, reason = "the journeys beside those that are shared")]
mod calendar;
mod site;

use browser::{Driver, Engine, PHONE, Person};
use site::Site;

/// Finding by touch and by keyboard, on two devices of this family.
#[track_caller]
fn finds_by_touch_and_by_keyboard(engine: Engine, variable: &str, name: &str) {
    let site = Site::new(name);
    site.upload(&calendar::sample());
    let driver = Driver::of(engine, variable);
    let mut person = Person::new(&driver, &format!("{name}-first"), PHONE);
    {
        // One browser of a family at a time: the second device begins when the first has been put away.
        let link = calendar::find_by_touch(&site, &person);
        person.reopen_browser();
        calendar::opens_as_found(&person, &link);
    }
    person.reopen_browser();
    calendar::find_by_keyboard(&site, &person);
}

#[test]
fn in_firefox() {
    finds_by_touch_and_by_keyboard(Engine::Gecko, "GECKODRIVER", "firefox");
}

#[test]
fn in_webkit() {
    finds_by_touch_and_by_keyboard(Engine::WebKit, "WEBKITDRIVER", "webkit");
}
