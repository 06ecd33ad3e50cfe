//! What is inside a slip's seal, as 102 bytes: padded with zeros, so that neither what is asked nor the
//! length of a name shows from outside.
//!
//! Reading is strict and total: whatever is not exactly what [`encode`] writes is refused with its reason.

use crate::domain::age::Age;
use crate::domain::category::Category;
use crate::domain::id::{ActivityId, HouseholdTag, PosterMark, SecretHash, SessionId, SlipSecret};
use crate::domain::slip::{
    Asks, Content, GUARDIAN_NAME_BYTES, Guardian, NAME_BYTES, Needs, Person, Phone, Stars, WORDS_BYTES,
};
use crate::domain::talent::{FreeTimes, Talents};
use crate::domain::time::Start;

/// The length of every content.
pub const CONTENT_BYTES: usize = 102;

const SIGN_UP: u8 = 1;
const WITHDRAW: u8 = 2;
const CLAIM: u8 = 3;
const STAND_IN: u8 = 4;
const FEEDBACK: u8 = 5;
const WISH: u8 = 6;
const TALENTS: u8 = 7;
const CHECK_IN: u8 = 8;
const SWAP: u8 = 9;

/// Instead of a time: not yet.
const NO_TIME: u32 = u32::MAX;

const PHOTOGRAPHS: u8 = 1;
const FRONT_SEAT: u8 = 2;
const SPEAK_SLOWLY: u8 = 4;
const COMPANION: u8 = 8;

const NO_AGE: u8 = 255;
/// Nobody is older: a number above is a slip of the finger.
const OLDEST: u8 = 130;

/// Why a content cannot be written, or bytes are not a content.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ContentProblem {
    /// No name, or one of more than [`NAME_BYTES`] bytes.
    NameLength,
    /// No guardian's name, or one of more than [`GUARDIAN_NAME_BYTES`] bytes.
    GuardianLength,
    /// More than [`WORDS_BYTES`] bytes.
    WordsLength,
    /// A control character, or one that turns the direction of writing.
    Character,
    /// Older than anybody.
    Age,
    /// Not a telephone number.
    Phone,
    /// Not 1 to 5.
    Stars,
    /// Not an activity and a start from the year 2000 on.
    Target,
    /// A free time on no day that there is.
    Times,
    /// A check-in without its time, or that ends before it begins.
    Time,
    /// A guardian on a stand-in or on talents: there is no room, and a child does neither.
    GuardianNotAllowed,
    /// A swap of a shift with itself, or with one of another month.
    Swap,
    /// Bytes only: not of the length of a content.
    Length,
    /// Bytes only: a kind of slip that this program does not know.
    Kind(u8),
    /// Ticks that mean nothing, or that do not belong on this kind.
    Flags(u8),
    /// Bytes only: not one of the five categories.
    Category(u8),
    /// Bytes only: text that is not UTF-8.
    Text,
    /// Bytes only: something behind the end.
    Padding,
}

use ContentProblem as Problem;

/// Writes a content.
///
/// # Errors
/// When something on it does not fit or is not allowed.
pub fn encode(content: &Content) -> Result<[u8; CONTENT_BYTES], Problem> {
    let mut out = Writer { bytes: Vec::with_capacity(CONTENT_BYTES) };
    let kind = match &content.asks {
        Asks::SignUp { .. } => SIGN_UP,
        Asks::Withdraw { .. } => WITHDRAW,
        Asks::Claim { .. } => CLAIM,
        Asks::StandIn { .. } => STAND_IN,
        Asks::Feedback { .. } => FEEDBACK,
        Asks::Wish { .. } => WISH,
        Asks::Talents { .. } => TALENTS,
        Asks::CheckIn { .. } => CHECK_IN,
        Asks::Swap { .. } => SWAP,
    };
    out.bytes.extend([kind, content.asks.person().map_or(0, flags)]);
    out.bytes.extend(content.household.0);
    out.bytes.extend(content.secret_hash.0);
    match &content.asks {
        Asks::SignUp { session: target, person } | Asks::Claim { shift: target, person } => {
            out.target(target)?;
            out.person(person)?;
            match &person.guardian {
                Some(guardian) => {
                    if guardian.name.is_empty() {
                        return Err(Problem::GuardianLength);
                    }
                    out.text(&guardian.name, GUARDIAN_NAME_BYTES, Problem::GuardianLength)?;
                    out.phone(Some(&guardian.phone))?;
                }
                None => out.bytes.push(0),
            }
        }
        Asks::Withdraw { secret } => out.bytes.extend(secret.0),
        Asks::StandIn { shift, secret, person } => {
            if person.guardian.is_some() {
                return Err(Problem::GuardianNotAllowed);
            }
            out.bytes.extend(secret.0);
            out.target(shift)?;
            out.person(person)?;
        }
        Asks::Feedback { session, stars, words } => {
            out.target(session)?;
            if !(1..=5).contains(&stars.0) {
                return Err(Problem::Stars);
            }
            out.bytes.push(stars.0);
            out.words(words)?;
        }
        Asks::Wish { category, words } => {
            let number = category.and_then(|category| Category::ALL.iter().position(|one| *one == category));
            out.bytes.push(number.map_or(0, |position| position as u8 + 1));
            out.words(words)?;
        }
        Asks::Talents { person, talents, times } => {
            if person.guardian.is_some() {
                return Err(Problem::GuardianNotAllowed);
            }
            if flags(person) != 0 {
                return Err(Problem::Flags(flags(person)));
            }
            if times.0 > FreeTimes::MOST {
                return Err(Problem::Times);
            }
            out.person(person)?;
            out.bytes.extend(talents.0.to_be_bytes());
            out.bytes.extend(times.0.to_be_bytes());
        }
        Asks::CheckIn { target, secret, came, left, poster } => {
            if left.is_some_and(|left| left < *came) {
                return Err(Problem::Time);
            }
            out.bytes.extend(secret.0);
            out.target(target)?;
            out.time(Some(*came))?;
            out.time(*left)?;
            out.bytes.push(u8::from(poster.is_some()));
            out.bytes.extend(poster.unwrap_or(PosterMark([0; 4])).0);
        }
        Asks::Swap { shift, secret, for_shift, for_secret } => {
            check_swap(shift, for_shift)?;
            for (shift, secret) in [(shift, secret), (for_shift, for_secret)] {
                out.bytes.extend(secret.0);
                out.target(shift)?;
            }
        }
    }
    // The longest, a sign-up with everything on it, takes 101 bytes.
    out.bytes.resize(CONTENT_BYTES, 0);
    out.bytes.try_into().map_err(|_| Problem::Length)
}

/// Reads a content.
///
/// # Errors
/// For whatever [`encode`] would not have written.
pub fn decode(bytes: &[u8]) -> Result<Content, Problem> {
    if bytes.len() != CONTENT_BYTES {
        return Err(Problem::Length);
    }
    let mut rest = Reader { bytes };
    let [kind, flags] = rest.array()?;
    let household = HouseholdTag(rest.array()?);
    let secret_hash = SecretHash(rest.array()?);
    if flags & !(PHOTOGRAPHS | FRONT_SEAT | SPEAK_SLOWLY | COMPANION) != 0 {
        return Err(Problem::Flags(flags));
    }
    if flags != 0 && !matches!(kind, SIGN_UP | CLAIM | STAND_IN) {
        return Err(Problem::Flags(flags));
    }
    let asks = match kind {
        SIGN_UP | CLAIM => {
            let target = rest.target()?;
            let mut person = rest.person(flags)?;
            let name = rest.text(GUARDIAN_NAME_BYTES, Problem::GuardianLength, false)?;
            if !name.is_empty() {
                person.guardian = Some(Guardian { name, phone: rest.phone()?.ok_or(Problem::Phone)? });
            }
            if kind == SIGN_UP {
                Asks::SignUp { session: target, person }
            } else {
                Asks::Claim { shift: target, person }
            }
        }
        WITHDRAW => Asks::Withdraw { secret: SlipSecret(rest.array()?) },
        STAND_IN => {
            let secret = SlipSecret(rest.array()?);
            Asks::StandIn { shift: rest.target()?, secret, person: rest.person(flags)? }
        }
        FEEDBACK => {
            let session = rest.target()?;
            let [stars] = rest.array()?;
            if !(1..=5).contains(&stars) {
                return Err(Problem::Stars);
            }
            Asks::Feedback { session, stars: Stars(stars), words: rest.words()? }
        }
        WISH => {
            let [number] = rest.array()?;
            let category = match number {
                0 => None,
                _ => Some(*Category::ALL.get(usize::from(number) - 1).ok_or(Problem::Category(number))?),
            };
            Asks::Wish { category, words: rest.words()? }
        }
        TALENTS => {
            let person = rest.person(flags)?;
            let talents = Talents(u16::from_be_bytes(rest.array()?));
            let times = FreeTimes(u16::from_be_bytes(rest.array()?));
            if times.0 > FreeTimes::MOST {
                return Err(Problem::Times);
            }
            Asks::Talents { person, talents, times }
        }
        CHECK_IN => {
            let secret = SlipSecret(rest.array()?);
            let target = rest.target()?;
            let came = rest.time()?.ok_or(Problem::Time)?;
            let left = rest.time()?;
            if left.is_some_and(|left| left < came) {
                return Err(Problem::Time);
            }
            let [by_poster, mark @ ..]: [u8; 5] = rest.array()?;
            let poster = match by_poster {
                0 if mark == [0; 4] => None,
                1 => Some(PosterMark(mark)),
                _ => return Err(Problem::Padding),
            };
            Asks::CheckIn { target, secret, came, left, poster }
        }
        SWAP => {
            let (secret, shift) = (SlipSecret(rest.array()?), rest.target()?);
            let (for_secret, for_shift) = (SlipSecret(rest.array()?), rest.target()?);
            check_swap(&shift, &for_shift)?;
            Asks::Swap { shift, secret, for_shift, for_secret }
        }
        _ => return Err(Problem::Kind(kind)),
    };
    if rest.bytes.iter().any(|byte| *byte != 0) {
        return Err(Problem::Padding);
    }
    Ok(Content { household, secret_hash, asks })
}

/// Places are given month by month: a swap is settled within one.
fn check_swap(shift: &SessionId, for_shift: &SessionId) -> Result<(), Problem> {
    let fits = shift != for_shift && shift.start.month() == for_shift.start.month();
    if fits { Ok(()) } else { Err(Problem::Swap) }
}

fn flags(person: &Person) -> u8 {
    let tick = |on, flag| if on { flag } else { 0 };
    tick(person.photographs, PHOTOGRAPHS)
        | tick(person.needs.front_seat, FRONT_SEAT)
        | tick(person.needs.speak_slowly, SPEAK_SLOWLY)
        | tick(person.needs.companion, COMPANION)
}

/// Names stand on lists beside others: nothing may break a line or turn the direction of writing.
fn is_allowed(c: char, lines: bool) -> bool {
    match c {
        '\n' => lines,
        '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}' => false,
        _ => !c.is_control(),
    }
}

/// Writes fields one after another.
pub(in crate::exchange) struct Writer {
    pub bytes: Vec<u8>,
}

impl Writer {
    pub fn text(&mut self, text: &str, longest: usize, too_long: Problem) -> Result<(), Problem> {
        self.checked(text, longest, too_long, false)
    }

    fn words(&mut self, words: &str) -> Result<(), Problem> {
        self.checked(words, WORDS_BYTES, Problem::WordsLength, true)
    }

    fn checked(&mut self, text: &str, longest: usize, too_long: Problem, lines: bool) -> Result<(), Problem> {
        if text.len() > longest {
            return Err(too_long);
        }
        if !text.chars().all(|c| is_allowed(c, lines)) {
            return Err(Problem::Character);
        }
        self.bytes.push(text.len() as u8);
        self.bytes.extend(text.as_bytes());
        Ok(())
    }

    pub fn target(&mut self, target: &SessionId) -> Result<(), Problem> {
        let id = target.activity.as_str();
        self.bytes.push(id.len() as u8);
        self.bytes.extend(id.as_bytes());
        let minutes = u32::try_from(target.start.to_minutes()).map_err(|_| Problem::Target)?;
        self.bytes.extend(minutes.to_be_bytes());
        Ok(())
    }

    fn time(&mut self, time: Option<Start>) -> Result<(), Problem> {
        let minutes = match time {
            Some(time) => u32::try_from(time.to_minutes()).ok().filter(|minutes| *minutes != NO_TIME),
            None => Some(NO_TIME),
        };
        self.bytes.extend(minutes.ok_or(Problem::Time)?.to_be_bytes());
        Ok(())
    }

    fn person(&mut self, person: &Person) -> Result<(), Problem> {
        if person.name.is_empty() {
            return Err(Problem::NameLength);
        }
        self.text(&person.name, NAME_BYTES, Problem::NameLength)?;
        self.bytes.push(match person.age {
            None => NO_AGE,
            Some(Age(age)) if age <= OLDEST => age,
            Some(_) => return Err(Problem::Age),
        });
        self.phone(person.phone.as_ref())
    }

    fn phone(&mut self, phone: Option<&Phone>) -> Result<(), Problem> {
        let digits = phone.map_or("", Phone::digits);
        let number: u64 = if digits.is_empty() { 0 } else { digits.parse().map_err(|_| Problem::Phone)? };
        self.bytes.push(digits.len() as u8);
        // Twelve digits fit into five bytes.
        self.bytes.extend(&number.to_be_bytes()[3..]);
        Ok(())
    }
}

/// Reads fields one after another.
pub(in crate::exchange) struct Reader<'a> {
    pub bytes: &'a [u8],
}

impl<'a> Reader<'a> {
    fn take(&mut self, length: usize) -> Result<&'a [u8], Problem> {
        let (taken, rest) = self.bytes.split_at_checked(length).ok_or(Problem::Length)?;
        self.bytes = rest;
        Ok(taken)
    }

    pub fn array<const N: usize>(&mut self) -> Result<[u8; N], Problem> {
        let (taken, rest) = self.bytes.split_first_chunk::<N>().ok_or(Problem::Length)?;
        self.bytes = rest;
        Ok(*taken)
    }

    pub fn text(&mut self, longest: usize, too_long: Problem, lines: bool) -> Result<String, Problem> {
        let [length] = self.array()?;
        if usize::from(length) > longest {
            return Err(too_long);
        }
        let text = std::str::from_utf8(self.take(usize::from(length))?).map_err(|_| Problem::Text)?;
        if text.chars().all(|c| is_allowed(c, lines)) { Ok(text.to_owned()) } else { Err(Problem::Character) }
    }

    fn words(&mut self) -> Result<String, Problem> {
        self.text(WORDS_BYTES, Problem::WordsLength, true)
    }

    pub fn target(&mut self) -> Result<SessionId, Problem> {
        let id = self.text(ActivityId::LONGEST, Problem::Target, false)?;
        let activity = ActivityId::new(id).map_err(|_| Problem::Target)?;
        let start = Start::from_minutes(u32::from_be_bytes(self.array()?));
        Ok(SessionId { activity, start })
    }

    fn time(&mut self) -> Result<Option<Start>, Problem> {
        let minutes = u32::from_be_bytes(self.array()?);
        Ok((minutes != NO_TIME).then(|| Start::from_minutes(minutes)))
    }

    fn person(&mut self, flags: u8) -> Result<Person, Problem> {
        let name = self.text(NAME_BYTES, Problem::NameLength, false)?;
        if name.is_empty() {
            return Err(Problem::NameLength);
        }
        let [age] = self.array()?;
        let age = match age {
            NO_AGE => None,
            0..=OLDEST => Some(Age(age)),
            _ => return Err(Problem::Age),
        };
        Ok(Person {
            name,
            age,
            phone: self.phone()?,
            guardian: None,
            photographs: flags & PHOTOGRAPHS != 0,
            needs: Needs {
                front_seat: flags & FRONT_SEAT != 0,
                speak_slowly: flags & SPEAK_SLOWLY != 0,
                companion: flags & COMPANION != 0,
            },
        })
    }

    fn phone(&mut self) -> Result<Option<Phone>, Problem> {
        let [length, a, b, c, d, e] = self.array()?;
        let mut number = u64::from_be_bytes([0, 0, 0, a, b, c, d, e]);
        if length == 0 {
            return if number == 0 { Ok(None) } else { Err(Problem::Phone) };
        }
        let mut digits = vec![b'0'; usize::from(length)];
        for digit in digits.iter_mut().rev() {
            *digit += (number % 10) as u8;
            number /= 10;
        }
        if number != 0 {
            return Err(Problem::Phone);
        }
        let digits = String::from_utf8(digits).map_err(|_| Problem::Phone)?;
        Phone::parse(&digits).map(Some).ok_or(Problem::Phone)
    }
}

/// Contents of every kind, for properties.
#[cfg(all(test, not(target_arch = "wasm32")))]
pub(super) mod arbitrary {
    use super::*;
    use proptest::prelude::*;

    /// Text of at most so many bytes of UTF-8.
    fn text(least: usize, longest: usize) -> impl Strategy<Value = String> {
        let c =
            prop_oneof![prop::char::range('a', 'z'), prop::char::range('一', '龥'), Just('·'), Just(' '), Just('😀')];
        prop::collection::vec(c, least..=longest).prop_map(move |chars| {
            let mut text = String::new();
            for c in chars {
                if text.len() + c.len_utf8() <= longest {
                    text.push(c);
                }
            }
            text
        })
    }

    fn phone() -> impl Strategy<Value = Phone> {
        "[0-9]{5,12}".prop_map(|digits| Phone::parse(&digits).unwrap())
    }

    fn target() -> impl Strategy<Value = SessionId> {
        ("[A-Za-z0-9-]{1,10}", any::<u32>()).prop_map(|(id, minutes)| SessionId {
            activity: ActivityId::new(id).unwrap(),
            start: Start::from_minutes(minutes),
        })
    }

    fn person() -> impl Strategy<Value = Person> {
        let guardian = (text(5, GUARDIAN_NAME_BYTES), phone()).prop_map(|(name, phone)| Guardian { name, phone });
        let ticks = any::<[bool; 4]>();
        (
            text(5, NAME_BYTES),
            prop::option::of(0..=OLDEST),
            prop::option::of(phone()),
            prop::option::of(guardian),
            ticks,
        )
            .prop_map(|(name, age, phone, guardian, [photographs, front_seat, speak_slowly, companion])| {
                Person {
                    name,
                    age: age.map(Age),
                    phone,
                    guardian,
                    photographs,
                    needs: Needs { front_seat, speak_slowly, companion },
                }
            })
    }

    fn asks() -> impl Strategy<Value = Asks> {
        let secret = || any::<[u8; 16]>().prop_map(SlipSecret);
        prop_oneof![
            (target(), person()).prop_map(|(session, person)| Asks::SignUp { session, person }),
            (target(), person()).prop_map(|(shift, person)| Asks::Claim { shift, person }),
            secret().prop_map(|secret| Asks::Withdraw { secret }),
            (target(), secret(), person()).prop_map(|(shift, secret, person)| Asks::StandIn {
                shift,
                secret,
                person: Person { guardian: None, ..person },
            }),
            (target(), 1..=5u8, text(0, WORDS_BYTES)).prop_map(|(session, stars, words)| Asks::Feedback {
                session,
                stars: Stars(stars),
                words,
            }),
            (prop::option::of(0..5usize), text(0, WORDS_BYTES))
                .prop_map(|(category, words)| Asks::Wish { category: category.map(|n| Category::ALL[n]), words }),
            (person(), any::<u16>(), 0..=FreeTimes::MOST).prop_map(|(person, talents, times)| Asks::Talents {
                person: Person { guardian: None, photographs: false, needs: Needs::default(), ..person },
                talents: Talents(talents),
                times: FreeTimes(times),
            }),
            (target(), secret(), 0..u32::MAX - 2000, prop::option::of(0..2000u32), prop::option::of(any::<[u8; 4]>()))
                .prop_map(|(target, secret, came, stayed, poster)| Asks::CheckIn {
                    target,
                    secret,
                    came: Start::from_minutes(came),
                    left: stayed.map(|minutes| Start::from_minutes(came + minutes)),
                    poster: poster.map(PosterMark),
                }),
            (target(), secret(), "[A-Z]{2,10}", secret()).prop_map(|(shift, secret, other, for_secret)| {
                let activity = ActivityId::new(other).unwrap();
                let for_shift = SessionId { activity, ..shift.clone() };
                let shift = SessionId { activity: ActivityId::new("1").unwrap(), ..shift };
                Asks::Swap { shift, secret, for_shift, for_secret }
            }),
        ]
    }

    /// Any content that our program can write.
    pub fn content() -> impl Strategy<Value = Content> {
        // Random tags: a tag of zeros could stand in a seal by accident.
        (any::<[u8; 8]>(), any::<[u8; 16]>(), asks()).prop_map(|(household, secret_hash, asks)| Content {
            household: HouseholdTag(household),
            secret_hash: SecretHash(secret_hash),
            asks,
        })
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn full() -> Content {
        Content {
            household: HouseholdTag([7; 8]),
            secret_hash: SecretHash([8; 16]),
            asks: Asks::SignUp {
                session: SessionId::parse("ABCDEFGHIJ@2026-12-05T10:00").unwrap(),
                person: Person {
                    name: "示例示例示例示例示例".to_owned(),
                    age: Some(Age(7)),
                    phone: Phone::parse("13800000000"),
                    guardian: Some(Guardian {
                        name: "示例示例示".to_owned(),
                        phone: Phone::parse("999999999999").unwrap(),
                    }),
                    photographs: true,
                    needs: Needs { front_seat: false, speak_slowly: true, companion: true },
                },
            },
        }
    }

    fn person_of(content: &mut Content) -> &mut Person {
        match &mut content.asks {
            Asks::SignUp { person, .. } => person,
            _ => unreachable!(),
        }
    }

    #[test]
    fn the_fullest_slip_fits() {
        let bytes = encode(&full()).unwrap();
        assert_ne!(bytes[100], 0);
        assert_eq!(bytes[101], 0);
        assert_eq!(decode(&bytes), Ok(full()));
    }

    #[track_caller]
    fn refused(problem: Problem, change: impl FnOnce(&mut Person)) {
        let mut content = full();
        change(person_of(&mut content));
        assert_eq!(encode(&content), Err(problem));
    }

    #[test]
    fn what_does_not_fit_is_refused_when_it_is_written() {
        refused(Problem::NameLength, |person| person.name = String::new());
        refused(Problem::NameLength, |person| person.name = "示".repeat(11));
        refused(Problem::Character, |person| person.name = "甲\n乙".to_owned());
        refused(Problem::Character, |person| person.name = "甲\u{202E}乙".to_owned());
        refused(Problem::Age, |person| person.age = Some(Age(131)));
        refused(Problem::GuardianLength, |person| person.guardian.as_mut().unwrap().name = "示".repeat(6));
        refused(Problem::GuardianLength, |person| person.guardian.as_mut().unwrap().name = String::new());
        let early =
            SessionId { activity: ActivityId::new("A").unwrap(), start: Start::parse("1999-12-31T23:59").unwrap() };
        let feedback = |session, stars, words: &str| {
            encode(&Content {
                asks: Asks::Feedback { session, stars: Stars(stars), words: words.to_owned() },
                ..full()
            })
        };
        let target = full().asks.target().unwrap().clone();
        assert_eq!(feedback(early, 1, ""), Err(Problem::Target));
        assert_eq!(feedback(target.clone(), 0, ""), Err(Problem::Stars));
        assert_eq!(feedback(target.clone(), 6, ""), Err(Problem::Stars));
        assert_eq!(feedback(target.clone(), 5, &"好".repeat(19)), Err(Problem::WordsLength));
        assert!(feedback(target.clone(), 5, "好\n好").is_ok());
        let person = full().asks.person().unwrap().clone();
        let stand_in = Content { asks: Asks::StandIn { shift: target, secret: SlipSecret([1; 16]), person }, ..full() };
        assert_eq!(encode(&stand_in), Err(Problem::GuardianNotAllowed));
    }

    /// Offsets in the fullest sign-up: kind 0, ticks 1, tag 2, hash 10, id 26, start 37, name 41, age 72,
    /// phone 73, guardian 79, phone 95.
    #[track_caller]
    fn malformed(problem: Problem, changes: &[(usize, u8)]) {
        let mut bytes = encode(&full()).unwrap();
        for (at, value) in changes {
            bytes[*at] = *value;
        }
        assert_eq!(decode(&bytes), Err(problem));
    }

    #[test]
    fn what_we_would_not_write_is_refused_when_it_is_read() {
        malformed(Problem::Kind(0), &[(0, 0), (1, 0)]);
        malformed(Problem::Kind(10), &[(0, 10), (1, 0)]);
        malformed(Problem::Flags(13), &[(0, SWAP)]);
        malformed(Problem::Flags(13), &[(0, TALENTS)]);
        malformed(Problem::Flags(16), &[(1, 16)]);
        malformed(Problem::Flags(13), &[(0, WISH)]);
        malformed(Problem::Target, &[(26, 11)]);
        malformed(Problem::Target, &[(27, b'_')]);
        malformed(Problem::NameLength, &[(41, 31)]);
        malformed(Problem::Text, &[(42, 0xff)]);
        malformed(Problem::Character, &[(42, 7), (43, b'a'), (44, b'a')]);
        malformed(Problem::Age, &[(72, 131)]);
        malformed(Problem::Phone, &[(73, 4)]);
        malformed(Problem::Phone, &[(73, 10)]);
        malformed(Problem::Phone, &[(73, 0)]);
        malformed(Problem::GuardianLength, &[(79, 16)]);
        malformed(Problem::Phone, &[(95, 0)]);
        malformed(Problem::Padding, &[(101, 1)]);
        let check_in = Asks::CheckIn {
            target: full().asks.target().unwrap().clone(),
            secret: SlipSecret([1; 16]),
            came: Start::parse("2026-12-05T10:00").unwrap(),
            left: None,
            poster: None,
        };
        let mut bytes = encode(&Content { asks: check_in, ..full() }).unwrap();
        // Secret 26, id 42, start 53, came 57, left 61, poster 65.
        bytes[57..61].fill(0xff);
        assert_eq!(decode(&bytes), Err(Problem::Time));
        bytes[57..61].fill(1);
        bytes[61..65].fill(0);
        assert_eq!(decode(&bytes), Err(Problem::Time), "it ends before it begins");
        bytes[61..65].fill(1);
        assert!(decode(&bytes).is_ok());
        bytes[65] = 2;
        assert_eq!(decode(&bytes), Err(Problem::Padding));
        let swap = |shift: &str, for_shift: &str| Content {
            asks: Asks::Swap {
                shift: SessionId::parse(shift).unwrap(),
                secret: SlipSecret([1; 16]),
                for_shift: SessionId::parse(for_shift).unwrap(),
                for_secret: SlipSecret([2; 16]),
            },
            ..full()
        };
        let longest = swap("ABCDEFGHIJ@2026-12-05T10:00", "ABCDEFGHIJ@2026-12-06T10:00");
        let mut bytes = encode(&longest).unwrap();
        assert_eq!(decode(&bytes), Ok(longest));
        // Secret 26, id 42, start 53; secret 57, id 73, start 84.
        bytes.copy_within(53..57, 84);
        assert_eq!(decode(&bytes), Err(Problem::Swap), "a shift with itself");
        bytes[84..88].fill(0);
        assert_eq!(decode(&bytes), Err(Problem::Swap), "two months");
        let months = swap("S01@2026-12-31T10:00", "S01@2027-01-01T10:00");
        assert_eq!(encode(&months), Err(Problem::Swap));
        assert_eq!(decode(&[0; 101]), Err(Problem::Length));
        assert_eq!(decode(&[0; 103]), Err(Problem::Length));
    }

    proptest! {
        #[test]
        fn every_content_goes_there_and_back(content in arbitrary::content()) {
            let bytes = encode(&content).unwrap();
            prop_assert_eq!(decode(&bytes), Ok(content));
        }

        #[test]
        fn arbitrary_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..120)) {
            let _ = decode(&bytes);
        }

        /// Near misses: a good content with a few bytes changed is refused or is itself well-formed.
        #[test]
        fn there_is_one_way_to_write_a_content(
            content in arbitrary::content(),
            changes in prop::collection::vec((0..CONTENT_BYTES, any::<u8>()), 1..4),
        ) {
            let mut bytes = encode(&content).unwrap();
            for (at, value) in changes {
                bytes[at] = value;
            }
            if let Ok(read) = decode(&bytes) {
                prop_assert_eq!(encode(&read), Ok(bytes));
            }
        }
    }
}
