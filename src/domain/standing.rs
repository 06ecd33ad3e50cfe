//! How a slip stands (状态), and the reason with the numbers that decided it.

use serde::{Deserialize, Serialize};

use crate::domain::id::SessionId;
use crate::domain::time::Start;

/// Of a slip, as its owner and the roster read it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// 未交: the owner has not handed it in. Only a phone says so.
    NotHandedIn,
    /// 待确认: the centre has it and has not answered.
    Pending,
    /// 已确认.
    Confirmed,
    /// 候补第n位, counted from 1.
    Waitlisted(u16),
    /// 递补待答复: a place fell free so late that the centre asks first.
    Offered,
    /// 未报上.
    NotPlaced,
    /// 已退出, by the resident.
    Withdrawn,
    /// 活动取消, by the centre.
    Cancelled,
    /// 已到.
    Attended,
    /// 未到.
    Absent,
    /// 未统计: nobody recorded who came.
    NotRecorded,
}

impl Standing {
    /// The name used in style and text keys.
    pub fn slug(self) -> &'static str {
        match self {
            Standing::NotHandedIn => "not-handed-in",
            Standing::Pending => "pending",
            Standing::Confirmed => "confirmed",
            Standing::Waitlisted(_) => "waitlisted",
            Standing::Offered => "offered",
            Standing::NotPlaced => "not-placed",
            Standing::Withdrawn => "withdrawn",
            Standing::Cancelled => "cancelled",
            Standing::Attended => "attended",
            Standing::Absent => "absent",
            Standing::NotRecorded => "not-recorded",
        }
    }

    /// Whether a place is held: a further slip of the same person at that time clashes.
    pub fn holds_a_place(self) -> bool {
        matches!(self, Standing::Confirmed | Standing::Offered)
    }
}

/// Why a slip stands as it does. Every slip has exactly one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
    /// Placed: the slip was number `order` of those that asked for one of `places`.
    Placed {
        /// Counted from 1.
        order: u16,
        /// Of the session.
        places: u16,
    },
    /// Beyond the places by order, or waiting before: somebody ahead gave a place back or could not be placed.
    Promoted {
        /// Counted from 1.
        order: u16,
        /// Of the session.
        places: u16,
    },
    /// Full: number `order`, `places` places.
    Full {
        /// Counted from 1.
        order: u16,
        /// Of the session.
        places: u16,
    },
    /// In line before somebody who holds a place: that place was promised, or decided upon, before this slip
    /// was known.
    PromisedToOthers {
        /// Counted from 1.
        order: u16,
        /// Of the session.
        places: u16,
    },
    /// Everybody may come: nothing to place.
    NoSlipNeeded,
    /// Younger than the session is for.
    TooYoung {
        /// On the session's day, in years.
        age: u8,
        /// From this age.
        from: u8,
    },
    /// Older than the session is for.
    TooOld {
        /// On the session's day, in years.
        age: u8,
        /// Up to this age.
        to: u8,
    },
    /// The age is asked for and was not given.
    AgeUnknown,
    /// A child's slip without a guardian's consent.
    ConsentMissing,
    /// The same person has a place in another session at that time.
    Clash {
        /// In which.
        with: SessionId,
        /// Overlapping for so many minutes.
        minutes: u16,
    },
    /// The household holds as many places this month as it may.
    QuotaReached {
        /// Places a household may hold.
        quota: u16,
    },
    /// The shift asks for a training that the centre has not recorded for this person.
    TrainingMissing {
        /// Its name.
        training: String,
    },
    /// The same person asked for the same session on an earlier slip.
    SameAgain,
    /// It came after slips were taken.
    TooLate,
    /// No such session is in the published month.
    NoSuchSession,
    /// A sign-up for a shift, or a claim for a session.
    WrongKind,
    /// The secret it shows belongs to no slip that the centre has.
    SecretUnknown,
    /// Given back by who held the slip.
    GivenBack {
        /// Within the notice time.
        late: bool,
    },
    /// A withdrawal or stand-in that was carried out.
    CarriedOut,
    /// Somebody else serves instead; of a stand-in: somebody else was first to stand in.
    StoodIn,
    /// The centre called the session off.
    CalledOff,
    /// An organizer decided otherwise, for this reason.
    Decided {
        /// In the organizer's words.
        why: String,
    },
    /// Offered a place, and said no.
    Declined,
    /// Published as confirmed earlier; what was promised holds.
    Promised,
    /// A wish or feedback: noted.
    Noted,
    /// Handed in: the centre's answer is still to come.
    Waiting,
    /// 等候抽签: places are drawn when sign-up has closed.
    DrawAwaited {
        /// When sign-up closes.
        closes: Start,
    },
    /// Drawn: the `nth` of all who took part, and within the places.
    Drawn {
        /// Counted from 1.
        nth: u16,
        /// How many took part.
        of: u16,
        /// Of the session.
        places: u16,
    },
    /// Drawn beyond the places, or waiting before: somebody drawn earlier gave a place back or could not be placed.
    DrawnNext {
        /// Counted from 1.
        nth: u16,
        /// How many took part.
        of: u16,
        /// Of the session.
        places: u16,
    },
    /// 未抽中: others were drawn before. In line until the session begins, then not placed.
    NotDrawn {
        /// Counted from 1.
        nth: u16,
        /// How many took part.
        of: u16,
        /// Of the session.
        places: u16,
    },
    /// It became known only after the entrants were published: it stands after all of them.
    MissedTheDraw {
        /// How many took part.
        of: u16,
        /// Of the session.
        places: u16,
    },
    /// 疑似重复: held until an organizer has found out whether it is the same person as on an earlier slip.
    MaybeTheSame,
    /// It came before slips were taken; handed in again from then on it counts.
    TooEarly {
        /// From when on.
        opens: Start,
    },
    /// An organizer moved it to another session, for this reason.
    Moved {
        /// Which.
        to: SessionId,
        /// In the organizer's words.
        why: String,
    },
    /// 换班: it changed places with another, and has its place in this shift now.
    Swapped {
        /// Which.
        to: SessionId,
    },
    /// A swap that was not carried out: everybody has the shift that they had.
    NotSwapped {
        /// Why.
        hitch: Hitch,
        /// Whether it lies with who reads it; else with the other, or with neither.
        mine: bool,
    },
}

/// Why two volunteers did not change places.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Hitch {
    /// One of the two has not been confirmed in that shift, has handed it on, or it was called off.
    Gone,
    /// One of the two shifts had begun.
    TooLate,
    /// One of the two is too young for the other's shift, or said no age where one is asked for.
    Age,
    /// One of the two lacks the training of the other's shift.
    Training,
    /// One of the two is somewhere else at that time.
    Clash,
}

/// A standing with its reason.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Answer {
    /// How the slip stands.
    pub standing: Standing,
    /// Why.
    pub reason: Reason,
}

impl Answer {
    /// Where the slip's person is expected: where it asked for, or where an organizer or a swap moved it.
    pub fn leads_to<'a>(&'a self, asked: &'a SessionId) -> &'a SessionId {
        match &self.reason {
            Reason::Moved { to, .. } | Reason::Swapped { to } => to,
            _ => asked,
        }
    }
}
