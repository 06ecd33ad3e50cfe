//! Which shifts are open to somebody, and why the others are not.

use crate::domain::activity::Shift;
use crate::domain::age::Fit;
use crate::domain::book::Fill;
use crate::domain::household::Foresight;
use crate::domain::id::{SessionId, SlipId, SlipSecret};
use crate::domain::openness::Openness;
use crate::domain::time::Start;

/// How much somebody is needed in a shift.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Need {
    /// So many more can come.
    pub left: u16,
    /// So many are missing before it works at all; 0 when it does.
    pub short: u16,
}

/// Why a shift is not open to somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotOpen {
    /// They asked for it already.
    Mine(SlipId),
    /// Called off, begun or over.
    Closed(Openness),
    /// Enough people, or others wait.
    Full,
    /// Younger than it is for.
    TooYoung {
        /// On the shift's day, in years.
        age: u8,
        /// From this age.
        from: u8,
    },
    /// A training comes before, which they have not said to have.
    Training,
    /// Another thing of theirs is on at the same time.
    Clash {
        /// Which.
        with: SessionId,
        /// For so many minutes.
        minutes: u16,
    },
}

/// Whether a shift is open to a member, from what the phone knows: `fill` as published, `foresight` of the member,
/// `trained` whether they said (or the centre confirmed) that they have its training.
///
/// # Errors
/// With the first reason why not: what cannot be changed comes before what can.
pub fn open_to(
    shift: &Shift,
    fill: Option<Fill>,
    now: Start,
    foresight: &Foresight,
    trained: bool,
) -> Result<Need, NotOpen> {
    if let Some(slip) = foresight.already {
        return Err(NotOpen::Mine(slip));
    }
    let left = match shift.openness(fill, now) {
        Openness::Left(left) => left,
        Openness::Full { .. } => return Err(NotOpen::Full),
        closed => return Err(NotOpen::Closed(closed)),
    };
    if let (Fit::TooYoung(from), Some(age)) = (foresight.fit, foresight.age) {
        return Err(NotOpen::TooYoung { age: age.0, from: from.0 });
    }
    if let Some((with, minutes)) = foresight.clash.clone() {
        return Err(NotOpen::Clash { with, minutes });
    }
    if !shift.training.is_empty() && !trained {
        return Err(NotOpen::Training);
    }
    let placed = fill.unwrap_or_default().placed;
    Ok(Need { left, short: shift.needed_from.saturating_sub(placed) })
}

/// 找人替班, 换班: what somebody hands on who cannot come. Whoever has it may stand in, give one of their own shifts for it, or
/// give the place back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StandInOffer {
    /// Whether a shift is wanted in exchange.
    pub in_exchange: bool,
    /// The shift.
    pub shift: SessionId,
    /// The secret of the slip that holds the place.
    pub secret: SlipSecret,
}

/// Stands before what is offered in exchange: a program that knows no swaps reads no offer.
const SWAP: &str = "swap.";

impl StandInOffer {
    /// As it stands in a link: letters, digits, `-`, `@`, `:` and a dot.
    pub fn write(&self) -> String {
        let kind = if self.in_exchange { SWAP } else { "" };
        [kind, &self.shift.to_string(), ".", &String::from(self.secret)].concat()
    }

    /// Reads what [`StandInOffer::write`] wrote.
    pub fn parse(text: &str) -> Option<Self> {
        let (in_exchange, text) = text.strip_prefix(SWAP).map_or((false, text), |rest| (true, rest));
        let (shift, secret) = text.rsplit_once('.')?;
        Some(Self { in_exchange, shift: SessionId::parse(shift).ok()?, secret: SlipSecret::parse(secret)? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::age::Age;
    use crate::domain::fixtures::{self, start};
    use crate::domain::text::Text;

    fn shift() -> Shift {
        Shift { needed_from: 2, needed_to: 4, ..fixtures::shift("S01@2026-12-05T09:00", "课业辅导") }
    }

    fn foresight() -> Foresight {
        Foresight {
            age: Some(Age(40)),
            fit: Fit::Fits,
            consent_missing: false,
            clash: None,
            already: None,
            closed: false,
        }
    }

    fn filled(placed: u16, waiting: u16) -> Option<Fill> {
        Some(Fill { placed, waiting })
    }

    #[track_caller]
    fn looked(
        shift: &Shift,
        fill: Option<Fill>,
        foresight: &Foresight,
        trained: bool,
        expected: Result<Need, NotOpen>,
    ) {
        assert_eq!(open_to(shift, fill, start("2026-12-01T08:00"), foresight, trained), expected);
    }

    #[test]
    fn what_is_missing_is_told() {
        looked(&shift(), None, &foresight(), false, Ok(Need { left: 4, short: 2 }));
        looked(&shift(), filled(1, 0), &foresight(), false, Ok(Need { left: 3, short: 1 }));
        looked(&shift(), filled(3, 0), &foresight(), false, Ok(Need { left: 1, short: 0 }));
    }

    #[test]
    fn every_reason_why_not_is_told() {
        let slip = SlipId([1; 16]);
        looked(&shift(), None, &Foresight { already: Some(slip), ..foresight() }, false, Err(NotOpen::Mine(slip)));
        looked(&shift(), filled(4, 0), &foresight(), false, Err(NotOpen::Full));
        looked(&shift(), filled(3, 1), &foresight(), false, Err(NotOpen::Full));
        let off = Shift { cancelled: Some(Text::new("下雨")), ..shift() };
        looked(&off, None, &foresight(), false, Err(NotOpen::Closed(Openness::Cancelled)));
        let young = Foresight { age: Some(Age(15)), fit: Fit::TooYoung(Age(18)), ..foresight() };
        looked(&shift(), None, &young, false, Err(NotOpen::TooYoung { age: 15, from: 18 }));
        let with = SessionId::parse("A01@2026-12-05T10:00").unwrap();
        let clash = Foresight { clash: Some((with.clone(), 60)), ..foresight() };
        looked(&shift(), None, &clash, false, Err(NotOpen::Clash { with, minutes: 60 }));
        let training = Shift { training: "探访须知".into(), ..shift() };
        looked(&training, None, &foresight(), false, Err(NotOpen::Training));
        looked(&training, None, &foresight(), true, Ok(Need { left: 4, short: 2 }));
        let begun = open_to(&shift(), None, start("2026-12-05T09:30"), &foresight(), false);
        assert_eq!(begun, Err(NotOpen::Closed(Openness::Closed)));
    }

    #[test]
    fn an_offer_goes_into_a_link_and_back() {
        let offer = |in_exchange| StandInOffer { in_exchange, shift: shift().id, secret: SlipSecret([0xab; 16]) };
        for offer in [offer(false), offer(true)] {
            assert_eq!(StandInOffer::parse(&offer.write()), Some(offer.clone()));
        }
        for bad in ["", ".", "S01@2026-12-05T09:00", "S01@2026-12-05T09:00.ab", "S01.abababababababababababababababab"]
        {
            assert_eq!(StandInOffer::parse(bad), None, "{bad}");
        }
    }
}
