//! Sessions as a file for other calendars: iCalendar, RFC 5545.

use crate::domain::time::{Start, write_day, write_time};

/// One entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Never changes, so that a file taken in again changes the entry and adds none.
    pub uid: String,
    /// Counts up when the entry changes.
    pub sequence: u32,
    /// When it begins, on the centre's clock.
    pub start: Start,
    /// How long it lasts, in minutes.
    pub minutes: u16,
    /// What it is called.
    pub summary: String,
    /// Where it is; may be empty.
    pub location: String,
    /// What else is to know; may be empty.
    pub description: String,
    /// Where it is read on the web; may be empty.
    pub url: String,
    /// How sure it is that somebody goes.
    pub sure: Sure,
}

/// How sure an entry is (RFC 5545, section 3.8.1.11).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sure {
    /// It is on, and whose calendar it is may come: the centre confirmed a place, or nobody needs one.
    Confirmed,
    /// It is on; whether there is a place is not settled.
    Tentative,
    /// Called off.
    Cancelled,
}

/// What such a file is called: a title without what no file's name can hold.
pub fn file_name(title: &str) -> String {
    let plain = |c: char| if c.is_control() || r#"\/:*?"<>|"#.contains(c) { '-' } else { c };
    let mut name: String = title.trim().chars().map(plain).take(60).collect();
    name.push_str(".ics");
    name
}

/// So many minutes before the start somebody is reminded: the day before, and in time to set out.
const REMINDERS: [(&str, &str); 2] = [("-P1D", "1"), ("-PT2H", "2")];

/// The whole file. `utc_offset` are the centre's minutes east of UTC; `made` is now on its clock.
pub fn file(entries: &[Entry], utc_offset: i32, made: Start) -> String {
    let utc = |at: Start| {
        let at = at.plus(-i64::from(utc_offset));
        let mut text = write_day(at.day()).replace('-', "");
        text.push('T');
        text.push_str(&write_time(at.time()).replace(':', ""));
        text.push_str("00Z");
        text
    };
    let mut file = Lines(String::new());
    file.line("BEGIN", "VCALENDAR");
    file.line("VERSION", "2.0");
    file.line("PRODID", "-//Linli//Linli 1//ZH");
    file.line("METHOD", "PUBLISH");
    for entry in entries {
        file.line("BEGIN", "VEVENT");
        file.words("UID", &entry.uid);
        file.line("DTSTAMP", &utc(made));
        file.line("SEQUENCE", &entry.sequence.to_string());
        file.line("DTSTART", &utc(entry.start));
        file.line("DTEND", &utc(entry.start.plus(i64::from(entry.minutes))));
        file.words("SUMMARY", &entry.summary);
        file.words("LOCATION", &entry.location);
        file.words("DESCRIPTION", &entry.description);
        if !entry.url.is_empty() {
            file.line("URL", &entry.url);
        }
        let status = match entry.sure {
            Sure::Confirmed => "CONFIRMED",
            Sure::Tentative => "TENTATIVE",
            Sure::Cancelled => "CANCELLED",
        };
        file.line("STATUS", status);
        for (before, nth) in REMINDERS.into_iter().filter(|_| entry.sure != Sure::Cancelled) {
            file.line("BEGIN", "VALARM");
            file.words("UID", &[&entry.uid, "-alarm-", nth].concat());
            file.line("ACTION", "DISPLAY");
            file.words("DESCRIPTION", &entry.summary);
            file.line("TRIGGER", before);
            file.line("END", "VALARM");
        }
        file.line("END", "VEVENT");
    }
    file.line("END", "VCALENDAR");
    file.0
}

struct Lines(String);

impl Lines {
    /// A value as it stands, folded after at most 75 bytes (section 3.1). No line break may come in by it.
    fn line(&mut self, name: &str, value: &str) {
        let mut length = name.len() + 1;
        self.0.push_str(name);
        self.0.push(':');
        for c in value.chars().filter(|c| !c.is_control()) {
            if length + c.len_utf8() > 75 {
                self.0.push_str("\r\n ");
                length = 1;
            }
            length += c.len_utf8();
            self.0.push(c);
        }
        self.0.push_str("\r\n");
    }

    /// Words, escaped (section 3.3.11); nothing where there are none.
    fn words(&mut self, name: &str, words: &str) {
        let mut escaped = String::new();
        for c in words.trim().chars() {
            match c {
                '\n' => escaped.push_str("\\n"),
                ';' | ',' | '\\' => escaped.extend(['\\', c]),
                c => escaped.push(c),
            }
        }
        if !escaped.is_empty() {
            self.line(name, &escaped);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn entry() -> Entry {
        Entry {
            uid: "A01-1@2026-12-05T10:00@ABCDEFGH".to_owned(),
            sequence: 3,
            start: Start::parse("2026-12-05T10:00").unwrap(),
            minutes: 90,
            summary: "针织入门".to_owned(),
            location: "二楼, 多功能室".to_owned(),
            description: "请带：毛线;针\n一起来".to_owned(),
            url: "https://example.org/session/?id=A01-1@2026-12-05T10:00".to_owned(),
            sure: Sure::Confirmed,
        }
    }

    fn made() -> Start {
        Start::parse("2026-11-26T00:10").unwrap()
    }

    #[test]
    fn a_session_becomes_an_entry_with_reminders() {
        let file = file(&[entry()], 480, made());
        for line in [
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            "UID:A01-1@2026-12-05T10:00@ABCDEFGH",
            "SEQUENCE:3",
            "DTSTAMP:20261125T161000Z",
            "DTSTART:20261205T020000Z",
            "DTEND:20261205T033000Z",
            "SUMMARY:针织入门",
            "LOCATION:二楼\\, 多功能室",
            "DESCRIPTION:请带：毛线\\;针\\n一起来",
            "STATUS:CONFIRMED",
            "TRIGGER:-P1D",
            "TRIGGER:-PT2H",
            "END:VCALENDAR",
        ] {
            assert!(file.split("\r\n").any(|other| other == line), "{line} in {file}");
        }
        assert_eq!(file.matches("BEGIN:VALARM").count(), 2);
    }

    #[test]
    fn what_was_called_off_reminds_nobody() {
        let file = file(&[Entry { sure: Sure::Cancelled, ..entry() }], 480, made());
        assert!(file.contains("STATUS:CANCELLED") && !file.contains("VALARM"));
    }

    #[test]
    fn what_nobody_confirmed_is_tentative_and_reminds_all_the_same() {
        let file = file(&[Entry { sure: Sure::Tentative, ..entry() }], 480, made());
        assert!(file.contains("STATUS:TENTATIVE") && file.matches("BEGIN:VALARM").count() == 2);
    }

    #[test]
    fn a_file_is_called_what_it_is_about() {
        assert_eq!(file_name("书法基础 11月28日"), "书法基础 11月28日.ics");
        assert_eq!(file_name(" 家风/家训: “一封信”? "), "家风-家训- “一封信”-.ics");
        assert_eq!(file_name(&"长".repeat(99)).chars().count(), 64);
    }

    /// Lines put together again as a reader does.
    fn unfolded(file: &str) -> Vec<String> {
        file.replace("\r\n ", "").split("\r\n").map(str::to_owned).collect()
    }

    proptest! {
        #[test]
        fn any_words_keep_to_their_line(summary in "\\PC{0,120}", description in "(\\PC|[\n\r,;\\\\]){0,200}") {
            let file = file(&[Entry { summary, description, ..entry() }], 480, made());
            prop_assert!(file.ends_with("END:VCALENDAR\r\n"));
            prop_assert!(file.split("\r\n").all(|line| line.len() <= 75));
            prop_assert!(!file.replace("\r\n", "").contains(['\r', '\n']));
            let lines = unfolded(&file);
            prop_assert!(lines.iter().filter(|line| !line.is_empty()).all(|line| line.contains(':')));
            prop_assert_eq!(lines.iter().filter(|line| line.as_str() == "END:VEVENT").count(), 1);
        }
    }
}
