//! The ledger as another program's form wants it: which columns, in which order, under which names. A centre arranges them
//! once to the form of the platform that it reports to.

use serde::{Deserialize, Serialize};

use crate::domain::certificate::hours_and_minutes;
use crate::domain::ledger::{Does, Ledger, Record};
use crate::domain::time::{Start, write_day, write_time};

/// What stands in a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Field {
    /// 序号, counted from 1.
    Number,
    /// 姓名.
    Name,
    /// 联系电话.
    Phone,
    /// 服务类别.
    Kind,
    /// 服务内容.
    Role,
    /// 服务地点.
    Place,
    /// 服务日期.
    Day,
    /// 开始时间.
    From,
    /// 结束时间.
    To,
    /// 服务时长, in minutes.
    Minutes,
    /// 服务时长, in hours with two decimals, as order no. 67 counts.
    Hours,
    /// 确认人.
    By,
    /// 确认日期.
    ConfirmedOn,
    /// 更正说明.
    Why,
    /// Nothing: a column of the form that this ledger has no business to fill, such as a document's number.
    Empty,
}

impl Field {
    /// All of them, as they are offered.
    pub const ALL: [Field; 15] = [
        Field::Number,
        Field::Name,
        Field::Phone,
        Field::Kind,
        Field::Role,
        Field::Place,
        Field::Day,
        Field::From,
        Field::To,
        Field::Minutes,
        Field::Hours,
        Field::By,
        Field::ConfirmedOn,
        Field::Why,
        Field::Empty,
    ];
    /// Those that a form begins with.
    pub const USUAL: [Field; 12] = [
        Field::Number,
        Field::Name,
        Field::Phone,
        Field::Kind,
        Field::Role,
        Field::Place,
        Field::Day,
        Field::From,
        Field::To,
        Field::Minutes,
        Field::By,
        Field::ConfirmedOn,
    ];

    /// The name used in text keys.
    pub fn slug(self) -> &'static str {
        match self {
            Field::Number => "number",
            Field::Name => "name",
            Field::Phone => "phone",
            Field::Kind => "kind",
            Field::Role => "role",
            Field::Place => "place",
            Field::Day => "day",
            Field::From => "from",
            Field::To => "to",
            Field::Minutes => "minutes",
            Field::Hours => "hours",
            Field::By => "by",
            Field::ConfirmedOn => "confirmed-on",
            Field::Why => "why",
            Field::Empty => "empty",
        }
    }
}

/// A column.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Column {
    /// What stands in it.
    pub field: Field,
    /// What it is called in the form.
    pub name: String,
}

/// What stands in a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FormCell {
    /// Words.
    Words(String),
    /// A number.
    Number(i64),
}

/// The rows of a form: every service that counts, by time. `utc_offset` is the centre's clock.
pub fn rows(ledger: &Ledger, columns: &[Column], utc_offset: i32) -> Vec<Vec<FormCell>> {
    let counting = ledger.records.iter().filter(|record| !record.voided).enumerate();
    counting
        .map(|(nth, record)| columns.iter().map(|column| cell(record, nth + 1, column.field, utc_offset)).collect())
        .collect()
}

fn cell(record: &Record, nth: usize, field: Field, utc_offset: i32) -> FormCell {
    let service = &record.service;
    let time = |at: Start| write_time(at.time());
    FormCell::Words(match field {
        Field::Number => return FormCell::Number(nth as i64),
        Field::Minutes => return FormCell::Number(i64::from(service.minutes)),
        Field::Name => service.who.name.clone(),
        Field::Phone => service.who.phone.as_ref().map(|phone| phone.digits().to_owned()).unwrap_or_default(),
        Field::Kind => service.kind.official_name().to_owned(),
        Field::Role => service.role.clone(),
        Field::Place => service.place.clone(),
        Field::Day => write_day(service.from.day()),
        Field::From => time(service.from),
        Field::To => time(service.span().end()),
        Field::Hours => hours(u32::from(service.minutes)),
        Field::By => record.standing().map(|entry| entry.by.clone()).unwrap_or_default(),
        Field::ConfirmedOn => {
            record.standing().map(|entry| write_day(entry.at.local(utc_offset).day())).unwrap_or_default()
        }
        Field::Why => match record.standing().map(|entry| &entry.does) {
            Some(Does::Correct { why, .. }) => why.clone(),
            _ => String::new(),
        },
        Field::Empty => String::new(),
    })
}

/// Hours with two decimals, rounded down: nobody is given a minute that was not served.
pub fn hours(minutes: u32) -> String {
    let (hours, rest) = hours_and_minutes(minutes);
    let hundredths = rest * 100 / 60;
    let mut text = hours.to_string();
    text.push('.');
    text.push(char::from(b'0' + (hundredths / 10) as u8));
    text.push(char::from(b'0' + (hundredths % 10) as u8));
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::catalogue::ServiceKind;
    use crate::domain::id::ServiceId;
    use crate::domain::joined::Joined;
    use crate::domain::ledger::{Entry, Service, Volunteer};
    use crate::domain::slip::Phone;
    use crate::domain::time::Stamp;

    #[test]
    fn a_form_has_the_columns_that_were_arranged() {
        let service = |minutes| Service {
            who: Volunteer { name: "示例甲".into(), phone: Phone::parse("013800000000"), household: None },
            kind: ServiceKind::Elders,
            role: "健康讲座助手".into(),
            place: "多功能会议室".into(),
            from: Start::parse("2026-12-05T14:00").unwrap(),
            minutes,
            slip: None,
        };
        let at = Start::parse("2026-12-06T00:30").unwrap().stamp(480);
        let entry = |n: u8, at, does| Entry { at, service: ServiceId([n; 16]), by: "示例乙".into(), does };
        let entries = [
            entry(1, Stamp(1), Does::Confirm(service(120))),
            entry(1, at, Does::Correct { service: service(95), why: "提前离开".into() }),
            entry(2, Stamp(1), Does::Confirm(service(60))),
            entry(2, Stamp(2), Does::Void { why: "重复".into() }),
        ];
        let ledger = Ledger::of(&entries, &Joined::default());
        let columns: Vec<Column> =
            Field::ALL.iter().map(|field| Column { field: *field, name: String::new() }).collect();
        let rows = rows(&ledger, &columns, 480);
        let words = |cell: &FormCell| match cell {
            FormCell::Words(words) => words.clone(),
            FormCell::Number(number) => number.to_string(),
        };
        assert_eq!(rows.len(), 1, "what was voided is not handed in");
        let row: Vec<String> = rows[0].iter().map(words).collect();
        assert_eq!(
            row,
            [
                "1",
                "示例甲",
                "013800000000",
                "老年人健康",
                "健康讲座助手",
                "多功能会议室",
                "2026-12-05",
                "14:00",
                "15:35",
                "95",
                "1.58",
                "示例乙",
                "2026-12-06",
                "提前离开",
                ""
            ]
        );
    }

    #[test]
    fn hours_are_never_rounded_up() {
        assert_eq!([0, 1, 59, 60, 95, 119].map(hours), ["0.00", "0.01", "0.98", "1.00", "1.58", "1.98"]);
    }
}
