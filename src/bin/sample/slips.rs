//! The slips that the sample's people hand in: sealed as a phone seals them, opened as the centre opens them.

use chrono::{NaiveDate, NaiveTime};
use std::cell::RefCell;
use std::collections::BTreeMap;

use linli::domain::activity::{Activity, Session, Shift};
use linli::domain::age::{AgeRange, Fit};
use linli::domain::category::Category;
use linli::domain::household::{HouseholdFact, OwnSlip};
use linli::domain::id::{CentreId, HouseholdTag, SessionId, SlipSecret};
use linli::domain::plan::Plan;
use linli::domain::slip::{Arrival, Asks, Content, Needs, OpenedSlip, Person, Stars, Way};
use linli::domain::talent::{FreeTimes, Talent, Talents};
use linli::domain::time::{Stamp, Start};
use linli::exchange::crypto::{SealingKey, ready};
use linli::exchange::keys::CentreKeys;
use linli::exchange::slip::seal_slip_with;

use crate::chance::Chance;
use crate::keys::ephemeral;
use crate::people::{Family, Generation};
use crate::times::stamp;

/// Seals what people ask, and records it as having come.
pub struct Desk {
    centre: CentreId,
    key_id: u8,
    key: SealingKey,
    /// Every slip as the phone of its household keeps it.
    own: RefCell<BTreeMap<HouseholdTag, Vec<OwnSlip>>>,
}

/// So many families serve.
pub const SERVING: usize = 40;

/// From when to when slips come in.
#[derive(Clone, Copy)]
pub struct Opening {
    /// The menu was published.
    pub from: Start,
    /// It is now.
    pub until: Start,
}

impl Desk {
    /// The desk of the centre with these keys.
    pub fn new(keys: &CentreKeys) -> Result<Self, String> {
        let opening = keys.opening.last().ok_or("no key to seal to")?;
        let key = ready(SealingKey::import(&opening.pair.public)).map_err(|e| e.to_string())?;
        Ok(Self { centre: keys.centre.clone(), key_id: opening.id, key, own: RefCell::default() })
    }

    /// Everything that came for a month's sessions and shifts.
    pub fn month(
        &self,
        plan: &Plan,
        demand: &BTreeMap<SessionId, u32>,
        families: &[Family],
        opening: Opening,
    ) -> Result<Vec<Arrival>, String> {
        let mut arrivals = Vec::new();
        for session in &plan.sessions {
            let Some(activity) = plan.activities.get(&session.id.activity) else { continue };
            self.sign_ups(
                session,
                activity,
                demand.get(&session.id).copied().unwrap_or(0),
                families,
                opening,
                &mut arrivals,
            )?;
        }
        for shift in &plan.shifts {
            self.claims(shift, demand.get(&shift.id).copied().unwrap_or(0), families, opening, &mut arrivals)?;
        }
        Ok(arrivals)
    }

    fn sign_ups(
        &self,
        session: &Session,
        activity: &Activity,
        demand: u32,
        families: &[Family],
        opening: Opening,
        arrivals: &mut Vec<Arrival>,
    ) -> Result<(), String> {
        let until = opening.until.min(session.closes_at());
        let Some(places) = session.places().filter(|_| until > opening.from) else { return Ok(()) };
        let day = session.start.day();
        let asking = (u32::from(places) * demand).div_ceil(100) as usize;
        // One of twenty does not look at the age.
        let fitting =
            draw(&session.id, families, &generations(&activity.audience), day, |fit| fit == Fit::Fits, activity.ages);
        let young = draw(
            &session.id,
            families,
            &[Generation::Child],
            day,
            |fit| matches!(fit, Fit::TooYoung(_)),
            activity.ages,
        );
        let misfits = young.into_iter().take(asking / 20);
        for (family, generation) in fitting.into_iter().take(asking).chain(misfits) {
            let label = format!("{} {} {generation:?}", session.id, family.tag);
            let chance = Chance::of(&label);
            let person = family.person(generation, day, &chance);
            let asks = Asks::SignUp { session: session.id.clone(), person };
            let at = moment(&chance, opening.from, until);
            let way = way(&chance, generation);
            arrivals.push(self.hand_in(&label, family.tag, asks, at, way)?);
            // One of sixteen thinks better of it, some days later.
            let later = moment(&Chance::of(&format!("{label} back")), at, until);
            if chance.one_in("withdraws", 16) && later > at {
                let asks = Asks::Withdraw { secret: secret(&label) };
                arrivals.push(self.hand_in(&format!("{label} withdraws"), family.tag, asks, later, Way::Pasted)?);
            }
        }
        if opening.until > session.span().end() {
            self.feedback(session, families, places, opening.until, arrivals)?;
        }
        Ok(())
    }

    fn claims(
        &self,
        shift: &Shift,
        demand: u32,
        families: &[Family],
        opening: Opening,
        arrivals: &mut Vec<Arrival>,
    ) -> Result<(), String> {
        let until = opening.until.min(shift.start);
        if until <= opening.from {
            return Ok(());
        }
        let day = shift.start.day();
        let claiming = (u32::from(shift.needed_to) * demand).div_ceil(100) as usize;
        // A shift's regulars: the same people for the same service, the others step in.
        let label = &shift.id.activity;
        let mut regulars: Vec<_> = families.iter().take(SERVING).collect();
        regulars.sort_by_key(|family| Chance::of(&format!("{label} {}", family.tag)).number("regular"));
        for family in regulars.into_iter().take(claiming) {
            let label = format!("{} {}", shift.id, family.tag);
            let chance = Chance::of(&label);
            let person = family.person(Generation::Adult, day, &chance);
            let asks = Asks::Claim { shift: shift.id.clone(), person };
            let at = moment(&chance, opening.from, until);
            arrivals.push(self.hand_in(&label, family.tag, asks, at, Way::Shown)?);
        }
        Ok(())
    }

    /// What some of those who came say afterwards.
    fn feedback(
        &self,
        session: &Session,
        families: &[Family],
        places: u16,
        until: Start,
        arrivals: &mut Vec<Arrival>,
    ) -> Result<(), String> {
        const WORDS: [&str; 6] =
            ["老师讲得很清楚", "孩子回家还在说", "希望多开几场", "时间再长一点就好了", "", "下次还来"];
        let end = session.span().end();
        let last = until.min(end.plus(3 * 24 * 60));
        for family in families.iter().take(usize::from(places) / 6) {
            let label = format!("{} {} feedback", session.id, family.tag);
            let chance = Chance::of(&label);
            let words = WORDS[chance.between("words", 0, WORDS.len() as u64 - 1) as usize].to_owned();
            let stars = Stars(chance.between("stars", 3, 5) as u8);
            let asks = Asks::Feedback { session: session.id.clone(), stars, words };
            arrivals.push(self.hand_in(&label, family.tag, asks, moment(&chance, end, last), Way::Pasted)?);
        }
        Ok(())
    }

    /// What some would like to see.
    pub fn wishes(&self, families: &[Family], opening: Opening) -> Result<Vec<Arrival>, String> {
        const WISHES: [(Category, &str); 6] = [
            (Category::Arts, "想学包粽子以外的面点"),
            (Category::Parenting, "初中生家长也想听课"),
            (Category::Capability, "教老人用打车软件"),
            (Category::Care, "婴儿辅食怎么做"),
            (Category::Virtue, "讲讲街坊的老故事"),
            (Category::Arts, "周末晚上开一次书法课"),
        ];
        let wishes = families.iter().zip(WISHES).enumerate();
        wishes
            .map(|(n, (family, (category, words)))| {
                let label = format!("wish {n} {}", opening.from);
                let at = moment(&Chance::of(&label), opening.from, opening.until);
                let asks = Asks::Wish { category: Some(category), words: words.to_owned() };
                self.hand_in(&label, family.tag, asks, at, Way::Pasted)
            })
            .collect()
    }

    /// What those who serve can do, and when.
    pub fn talents(&self, families: &[Family], opening: Opening) -> Result<Vec<Arrival>, String> {
        let tells =
            families.iter().take(SERVING).filter(|family| Chance::of(&family.tag.to_string()).one_in("tells", 2));
        tells
            .map(|family| {
                let label = format!("talents {}", family.tag);
                let chance = Chance::of(&label);
                let day = opening.from.day();
                let person = family.person(Generation::Adult, day, &chance);
                let person = Person { photographs: false, needs: Needs::default(), ..person };
                let mut talents = Talents::default();
                for what in ["first", "second"] {
                    let index = chance.between(what, 0, Talent::ALL.len() as u64 - 1) as usize;
                    talents.set(Talent::of_index(index).ok_or("no such talent")?, true);
                }
                let times = FreeTimes(chance.between("times", 1, u64::from(FreeTimes::MOST)) as u16);
                let at = moment(&chance, opening.from, opening.until);
                self.hand_in(&label, family.tag, Asks::Talents { person, talents, times }, at, Way::Shown)
            })
            .collect()
    }

    fn hand_in(
        &self,
        label: &str,
        household: HouseholdTag,
        asks: Asks,
        at: Start,
        way: Way,
    ) -> Result<Arrival, String> {
        let content = Content { household, secret_hash: secret(label).hash(), asks };
        let ephemeral = ephemeral(label)?;
        let sealed = ready(seal_slip_with(&ephemeral, &self.centre, self.key_id, &self.key, &content));
        let sealed = sealed.map_err(|e| format!("{label}: {e:?}"))?;
        let slip = OpenedSlip { id: sealed.id, tag: sealed.tag, key: sealed.key, content };
        // Milliseconds apart, as real hands are.
        let at = Stamp(stamp(at).0 + Chance::of(label).between("milliseconds", 0, 59_999) as i64);
        let (asks, mut own) = (slip.content.asks.clone(), self.own.borrow_mut());
        let of_household = own.entry(household).or_default();
        let withdraws =
            of_household.iter().find(|earlier| matches!(&asks, Asks::Withdraw { secret } if *secret == earlier.secret));
        let withdraws = withdraws.map(|earlier| earlier.id);
        of_household.push(OwnSlip {
            id: sealed.id,
            code: sealed.code,
            tag: sealed.tag,
            key: sealed.key,
            secret: secret(label),
            asks,
            member: None,
            withdraws,
            made_at: at,
        });
        Ok(Arrival { slip, at, way })
    }

    /// What a family's phone keeps: the family, its slips, and that they were handed in. Months as a phone has them, `-` for what
    /// belongs to none.
    pub fn phone(&self, family: &Family) -> Result<Vec<(String, Vec<HouseholdFact>)>, String> {
        let (members, own) = (family.members()?, self.own.borrow());
        let slips = own.get(&family.tag).map(Vec::as_slice).unwrap_or_default();
        let first = slips.iter().map(|slip| slip.made_at).min().unwrap_or(Stamp(0));
        let mut months: BTreeMap<String, Vec<HouseholdFact>> = BTreeMap::new();
        let of_none = months.entry("-".to_owned()).or_default();
        of_none.push(HouseholdFact::Founded { secret: family.secret, at: first });
        of_none.extend(members.iter().map(|member| HouseholdFact::MemberPut { member: member.clone(), at: first }));
        for slip in slips {
            let earlier = slip.withdraws.and_then(|id| slips.iter().find(|slip| slip.id == id));
            let about = earlier.unwrap_or(slip).asks.target();
            let month = about.map_or("-".to_owned(), |target| target.start.month().to_string());
            let name = earlier.unwrap_or(slip).asks.person().map(|person| person.name.clone());
            let member = members.iter().find(|member| Some(&member.name) == name.as_ref());
            let slip = OwnSlip { member: member.map(|member| member.id.clone()), ..slip.clone() };
            let handed_in = HouseholdFact::HandedIn { slip: slip.id, handed_in: true, at: slip.made_at };
            months.entry(month).or_default().extend([HouseholdFact::SlipMade(slip), handed_in]);
        }
        Ok(months.into_iter().collect())
    }
}

/// Members who might ask for a session, in an order of its own.
fn draw<'a>(
    session: &SessionId,
    families: &'a [Family],
    generations: &[Generation],
    day: NaiveDate,
    wanted: impl Fn(Fit) -> bool,
    ages: AgeRange,
) -> Vec<(&'a Family, Generation)> {
    let mut members: Vec<_> = families
        .iter()
        .flat_map(|family| generations.iter().map(move |generation| (family, *generation)))
        .filter(|(family, generation)| family.age(*generation, day).is_some_and(|age| wanted(ages.fit(age))))
        .collect();
    members.sort_by_cached_key(|(family, generation)| {
        Chance::of(&session.to_string()).number(&format!("{} {generation:?}", family.tag))
    });
    members
}

/// Whom an activity means, by the words that the course menu uses.
fn generations(audience: &str) -> Vec<Generation> {
    match audience {
        "亲子" | "儿童" | "小学生" => vec![Generation::Child],
        "长者" | "祖辈" => vec![Generation::Elder],
        "祖孙" => vec![Generation::Child, Generation::Elder],
        "全家" | "全龄" => Generation::ALL.to_vec(),
        _ => vec![Generation::Adult],
    }
}

fn way(chance: &Chance, generation: Generation) -> Way {
    match (generation, chance.between("way", 0, 5)) {
        (Generation::Elder, 0..4) => Way::Typed,
        (_, 0) => Way::Gunned,
        (_, 1 | 2) => Way::Shown,
        _ => Way::Pasted,
    }
}

/// A moment between two, rather early than late, in waking hours.
fn moment(chance: &Chance, from: Start, until: Start) -> Start {
    let span = until.minutes_since(from).max(1) as u64;
    let part = chance.between("when", 0, 999);
    let minutes = span * part * part / 1_000_000;
    let at = from.plus(minutes as i64);
    let hour = chance.between("hour", 8, 20) as u32;
    let minute = chance.between("minute", 0, 59) as u32;
    let awake = NaiveTime::from_hms_opt(hour, minute, 0).map_or(at, |time| Start::new(at.day(), time));
    awake.clamp(from, until)
}

fn secret(label: &str) -> SlipSecret {
    SlipSecret::derive("linli sample slip secret", label.as_bytes())
}
