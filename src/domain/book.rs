//! The book (活动台账): everything that one centre's organizers have received and decided, as facts.
//!
//! A fact is written once and never changed. The same fact may arrive twice or from another device;
//! a merge is a union, and what follows from the facts is computed.

use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

use crate::domain::activity::{Session, Shift};
use crate::domain::attendance::{DoorNote, Excuse, Hand, HeadCount, Mark, Presence, Refusal, SealedList, presences};
use crate::domain::calling::CallNote;
use crate::domain::catalogue::{Catalogue, MenuSource};
use crate::domain::catalogue_changes::CatalogueEdit;
use crate::domain::centre::{Centre, Rules};
use crate::domain::certificate::Issued;
use crate::domain::check_in::{DoubtfulCheckIn, own_check_ins};
use crate::domain::door::{Settlement, Settlements};
use crate::domain::draft::Draft;
use crate::domain::draw::{DrawResult, DrawSeed, Entrants, PublicNumber, SessionDraw};
use crate::domain::holiday_years::HolidayYear;
use crate::domain::id::{
    ActivityId, Commitment, DecisionId, DraftId, EntrantTag, HouseholdTag, JoinId, PosterMark, SessionId, SlipId,
    SlipSecret, TrainingId,
};
use crate::domain::joined::{Join, Joined};
use crate::domain::ledger::Entry;
use crate::domain::ledger_form::Column;
use crate::domain::menu::Menu;
use crate::domain::merit::{KnownMerit, Merit, MeritTakenBack, merits};
use crate::domain::placement::{MonthFacts, Placement, place};
use crate::domain::plan::{Plan, PlanChange};
use crate::domain::planning::Planning;
use crate::domain::slip::Arrival;
use crate::domain::standing::{Answer, Reason, Standing};
use crate::domain::steps::{Event, Steps};
use crate::domain::taken_over::{TakenOver, without_given};
use crate::domain::time::{Month, Span, Stamp};
use crate::domain::training::Training;
use crate::domain::usual::Usual;

/// Something that happened, or that an organizer did.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Fact {
    /// The centre introduced itself anew.
    Introduced {
        /// How.
        centre: Centre,
        /// When.
        at: Stamp,
    },
    /// The rules for months to come were chosen.
    RulesChosen {
        /// Which.
        rules: Rules,
        /// When.
        at: Stamp,
    },
    /// Course menu, providers, venues or services were imported: the whole catalogue as it is now. Written by earlier
    /// programs; a merge of two devices kept only the later one's, which is why edits are finer now.
    CatalogueImported {
        /// As it is now.
        catalogue: Catalogue,
        /// When.
        at: Stamp,
    },
    /// Entries of the catalogue were put or taken away, together.
    CatalogueEdited {
        /// Which.
        edits: Vec<CatalogueEdit>,
        /// Whose signed course menu brought them; none for the centre's own edits and unsigned files.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        source: Option<MenuSource>,
        /// When.
        at: Stamp,
    },
    /// What a new session begins with was chosen.
    UsualChosen {
        /// What.
        usual: Usual,
        /// When.
        at: Stamp,
    },
    /// A month's plan was changed.
    Planned {
        /// Of which month.
        month: Month,
        /// How.
        change: PlanChange,
        /// When.
        at: Stamp,
    },
    /// A month was published.
    MenuPublished {
        /// As published.
        menu: Menu,
        /// When.
        at: Stamp,
    },
    /// A slip came.
    Arrived(Arrival),
    /// An organizer decided.
    Decided(Decision),
    /// Outcomes were published: from now on they bind.
    OutcomesPublished(Publication),
    /// The secret seed of a session's draw was made. It is published only with the number.
    SeedDrawn {
        /// Of which session.
        session: SessionId,
        /// The seed.
        seed: DrawSeed,
        /// When.
        at: Stamp,
    },
    /// The entrants of a session's draw were published: from now on the list is the draw.
    EntrantsPublished {
        /// Of which session.
        session: SessionId,
        /// In which revision of the month's draws.
        revision: u32,
        /// To which seed the centre had committed.
        commitment: Commitment,
        /// Who takes part.
        entrants: Entrants,
        /// When.
        at: Stamp,
    },
    /// The public number was entered, and published with the seed. Of several the latest holds: a number may be
    /// mistyped, and anyone can compare it.
    DrawDecided {
        /// Of which session.
        session: SessionId,
        /// In which revision of the month's draws.
        revision: u32,
        /// The seed.
        seed: DrawSeed,
        /// The number.
        number: PublicNumber,
        /// When.
        at: Stamp,
    },
    /// An organizer joined households that are one family.
    HouseholdsJoined(Join),
    /// A step of a month's plan was taken back: what was recorded in that moment no longer holds.
    StepUndone {
        /// Of which month.
        month: Month,
        /// When the step was recorded.
        step: Stamp,
        /// When it was taken back.
        at: Stamp,
    },
    /// A step that was taken back holds again.
    StepRedone {
        /// Of which month.
        month: Month,
        /// When the step was recorded.
        step: Stamp,
        /// When it was made again.
        at: Stamp,
    },
    /// A plan was put aside: among a month's facts as another draft of it, among those of no month as a template.
    DraftKept(Draft),
    /// A plan that was put aside is no longer wanted.
    DraftDropped {
        /// Which.
        id: DraftId,
        /// When.
        at: Stamp,
    },
    /// The customs by which months are planned were chosen.
    PlanningChosen {
        /// Which.
        planning: Planning,
        /// When.
        at: Stamp,
    },
    /// They are two families after all.
    JoinUndone {
        /// Which joining.
        id: JoinId,
        /// When.
        at: Stamp,
    },
    /// Somebody took part in a training.
    TrainingRecorded(Training),
    /// A record of a training was wrong: it counts no longer. The record stays.
    TrainingVoided {
        /// Which record.
        id: TrainingId,
        /// Why, in the organizer's words.
        why: String,
        /// When.
        at: Stamp,
    },
    /// Somebody was there, or was not.
    Marked(Mark),
    /// Somebody else came, as a helper noted it.
    DoorNoted(DoorNote),
    /// Somebody could not come and had said so.
    Excused(Excuse),
    /// What somebody said of their own attendance was not taken.
    HoursRefused(Refusal),
    /// Those who came without a slip were counted.
    HeadsCounted(HeadCount),
    /// It was settled who came instead of whom.
    DoorSettled(Settlement),
    /// A list was sealed to a helper's phone.
    ListSealed(SealedList),
    /// A service was confirmed, corrected or voided.
    Served(Entry),
    /// An award or an evaluation was written.
    MeritWritten(Merit),
    /// It was taken back.
    MeritTakenBack(MeritTakenBack),
    /// A certificate of service was issued.
    CertificateIssued(Issued),
    /// Somebody was called about a change, or was not.
    Called(CallNote),
    /// A year's public holidays were written down, whose notice the program does not know.
    HolidaysWritten(HolidayYear),
    /// The month is gone on with from what was published of it: its own book is not here.
    TakenOver(TakenOver),
    /// The columns of the ledger were arranged to another program's form.
    ColumnsChosen {
        /// In their order.
        columns: Vec<Column>,
        /// When.
        at: Stamp,
    },
}

impl Fact {
    /// When it was recorded.
    pub fn at(&self) -> Stamp {
        match self {
            Fact::Introduced { at, .. }
            | Fact::RulesChosen { at, .. }
            | Fact::CatalogueImported { at, .. }
            | Fact::CatalogueEdited { at, .. }
            | Fact::UsualChosen { at, .. }
            | Fact::Planned { at, .. }
            | Fact::MenuPublished { at, .. }
            | Fact::SeedDrawn { at, .. }
            | Fact::EntrantsPublished { at, .. }
            | Fact::DrawDecided { at, .. }
            | Fact::StepUndone { at, .. }
            | Fact::StepRedone { at, .. }
            | Fact::DraftDropped { at, .. }
            | Fact::PlanningChosen { at, .. }
            | Fact::JoinUndone { at, .. }
            | Fact::TrainingVoided { at, .. }
            | Fact::ColumnsChosen { at, .. } => *at,
            Fact::DraftKept(draft) => draft.at,
            Fact::TrainingRecorded(training) => training.at,
            Fact::HouseholdsJoined(join) => join.at,
            Fact::Arrived(arrival) => arrival.at,
            Fact::Decided(decision) => decision.at,
            Fact::OutcomesPublished(publication) => publication.at,
            Fact::Marked(mark) => mark.at,
            Fact::Called(note) => note.at,
            Fact::TakenOver(told) => told.at,
            Fact::HolidaysWritten(year) => year.at,
            Fact::DoorNoted(note) => note.at,
            Fact::DoorSettled(settled) => settled.at,
            Fact::Excused(excuse) => excuse.at,
            Fact::HoursRefused(refusal) => refusal.at,
            Fact::HeadsCounted(count) => count.at,
            Fact::ListSealed(list) => list.at,
            Fact::Served(entry) => entry.at,
            Fact::MeritWritten(merit) => merit.at,
            Fact::MeritTakenBack(back) => back.at,
            Fact::CertificateIssued(issued) => issued.at,
        }
    }
}

/// What an organizer may decide against or beyond the rules.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// Give this slip a place, whatever the rules say.
    Place,
    /// Give this slip no place, or take it away.
    Remove,
    /// Let the rules decide again.
    Undo,
    /// The one who was offered a place said yes.
    OfferAccepted,
    /// The one who was offered a place said no.
    OfferDeclined,
    /// The slip's person has the training that the shift asks for.
    TrainingSeen,
    /// 疑似重复 settled: it is the person of the earlier slip, who has asked already.
    SamePerson,
    /// 疑似重复 settled: another person, whom the rules place.
    AnotherPerson,
    /// Give this slip a place in another session instead, whatever the rules say.
    Move {
        /// In which.
        to: SessionId,
    },
}

impl Verdict {
    /// What may be decided about a slip that stands like this, the likeliest first.
    pub fn open_to(answer: &Answer) -> Vec<Verdict> {
        let decided = matches!(answer.reason, Reason::Decided { .. } | Reason::Declined | Reason::Moved { .. });
        let mut verdicts = match answer.standing {
            Standing::Offered => vec![Verdict::OfferAccepted, Verdict::OfferDeclined],
            Standing::Confirmed if answer.reason != Reason::NoSlipNeeded => vec![Verdict::Remove],
            Standing::Waitlisted(_) => vec![Verdict::Place, Verdict::Remove],
            Standing::Pending => match answer.reason {
                Reason::MaybeTheSame => vec![Verdict::SamePerson, Verdict::AnotherPerson, Verdict::Place],
                _ => vec![Verdict::Place, Verdict::Remove],
            },
            Standing::NotPlaced => match answer.reason {
                Reason::TrainingMissing { .. } => vec![Verdict::TrainingSeen, Verdict::Place],
                Reason::SameAgain => vec![Verdict::AnotherPerson, Verdict::Place],
                // There is nothing that a place could be given in.
                Reason::NoSuchSession | Reason::WrongKind | Reason::SecretUnknown | Reason::NotSwapped { .. } => {
                    Vec::new()
                }
                _ => vec![Verdict::Place],
            },
            _ => Vec::new(),
        };
        if decided {
            verdicts.insert(0, Verdict::Undo);
        }
        verdicts
    }

    /// Whether a slip that stands like this may be moved to another session (which one, the organizer says).
    pub fn may_move(answer: &Answer) -> bool {
        let placeless = matches!(answer.reason, Reason::NoSuchSession | Reason::WrongKind | Reason::SecretUnknown);
        let standing = answer.standing;
        !placeless
            && (standing.holds_a_place()
                || matches!(standing, Standing::Waitlisted(_) | Standing::NotPlaced | Standing::Pending))
    }

    /// Whether it goes against the rules, so that who reads the outcome must be told why.
    pub fn needs_a_reason(&self) -> bool {
        matches!(self, Verdict::Place | Verdict::Remove | Verdict::Move { .. })
    }
}

/// A decision about one slip, with its reason.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Decision {
    /// When: of two decisions about one slip the later holds.
    pub at: Stamp,
    /// Which decision.
    pub id: DecisionId,
    /// About which slip.
    pub slip: SlipId,
    /// What.
    pub verdict: Verdict,
    /// Why, in the organizer's words.
    #[serde(default)]
    pub why: String,
}

/// A published state of outcomes.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Publication {
    /// Of which month.
    pub month: Month,
    /// Counts up from 1 with every publication of the month's outcomes.
    pub revision: u32,
    /// When.
    pub at: Stamp,
    /// What was published.
    pub outcomes: Vec<(SlipId, Answer)>,
}

impl Publication {
    /// What it said of a slip.
    pub fn standing(&self, slip: &SlipId) -> Option<Standing> {
        self.outcomes.iter().find(|(id, _)| id == slip).map(|(_, answer)| answer.standing)
    }
}

/// How full a session or shift is: counts without names, published with the outcomes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
pub struct Fill {
    /// Places taken (offers hold a place).
    pub placed: u16,
    /// How many wait.
    #[serde(default)]
    pub waiting: u16,
}

/// A member's place in another month, which may clash with one in this month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Engagement {
    /// Whose household.
    pub household: HouseholdTag,
    /// The person's name without spaces.
    pub name: String,
    /// In which session.
    pub session: SessionId,
    /// When.
    pub span: Span,
}

/// What belongs to no month: who the centre is, its rules and catalogue, and slips that name no session.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Office {
    /// As the centre last introduced itself.
    pub centre: Option<Centre>,
    /// As last chosen.
    pub rules: Rules,
    /// As last imported and edited.
    pub catalogue: Catalogue,
    /// Whose course menu was last taken.
    pub source: Option<MenuSource>,
    /// What a new session begins with.
    pub usual: Usual,
    /// Wishes, and withdrawals of slips that had not come yet.
    pub arrivals: Vec<Arrival>,
    /// Joinings of households that hold.
    pub joins: Vec<Join>,
    /// Training records that hold, by time.
    pub trainings: Vec<Training>,
    /// Volunteers' awards and evaluations.
    pub merits: Vec<KnownMerit>,
    /// Certificates of service, the earliest first.
    pub certificates: Vec<Issued>,
    /// The columns in which the ledger is handed in; none before they are arranged.
    pub ledger_columns: Vec<Column>,
    /// The customs by which months are planned, as last chosen.
    pub planning: Planning,
    /// Plans kept as templates, the oldest first.
    pub templates: Vec<Draft>,
    /// Public holidays as they were written down here, by year.
    pub holidays: BTreeMap<u16, HolidayYear>,
}

impl Office {
    /// What the facts of no month leave, in any order.
    pub fn of<'a>(facts: impl IntoIterator<Item = &'a Fact>) -> Self {
        let mut office = Self::default();
        let mut undone: BTreeSet<JoinId> = BTreeSet::new();
        let mut voided: BTreeSet<TrainingId> = BTreeSet::new();
        let (mut written, mut taken_back) = (Vec::new(), Vec::new());
        for fact in by_time(facts) {
            match fact {
                Fact::Introduced { centre, .. } => office.centre = Some(centre.clone()),
                Fact::RulesChosen { rules, .. } => office.rules = rules.clone(),
                Fact::CatalogueImported { catalogue, .. } => office.catalogue = catalogue.clone(),
                Fact::CatalogueEdited { edits, source, .. } => {
                    edits.iter().for_each(|edit| office.catalogue.apply(edit));
                    office.source = source.clone().or(office.source);
                }
                Fact::UsualChosen { usual, .. } => office.usual = usual.clone(),
                Fact::Arrived(arrival) => office.arrivals.push(arrival.clone()),
                Fact::HouseholdsJoined(join) => office.joins.push(join.clone()),
                Fact::JoinUndone { id, .. } => {
                    undone.insert(*id);
                }
                Fact::TrainingRecorded(training) => office.trainings.push(training.clone()),
                Fact::TrainingVoided { id, .. } => {
                    voided.insert(*id);
                }
                Fact::MeritWritten(merit) => written.push(merit),
                Fact::MeritTakenBack(back) => taken_back.push(back),
                Fact::CertificateIssued(issued) => office.certificates.push(issued.clone()),
                Fact::ColumnsChosen { columns, .. } => office.ledger_columns = columns.clone(),
                Fact::PlanningChosen { planning, .. } => office.planning = planning.clone(),
                Fact::HolidaysWritten(year) if year.days.is_empty() => drop(office.holidays.remove(&year.year)),
                Fact::HolidaysWritten(year) => drop(office.holidays.insert(year.year, year.clone())),
                Fact::DraftKept(draft) => office.templates.push(draft.clone()),
                Fact::DraftDropped { id, .. } => office.templates.retain(|draft| draft.id != *id),
                _ => {}
            }
        }
        office.merits = merits(written, taken_back);
        office.joins.retain(|join| !undone.contains(&join.id));
        office.trainings.retain(|training| !voided.contains(&training.id));
        office
    }

    /// Households as they are joined.
    pub fn joined(&self) -> Joined {
        Joined::of(&self.joins, &BTreeSet::new())
    }
}

/// Everything about one month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MonthBook {
    /// Which.
    pub month: Month,
    /// As arranged.
    pub plan: Plan,
    /// Every activity id that the plan ever used: ids are not used twice.
    pub used: BTreeSet<ActivityId>,
    /// Which steps of the plan can be taken back, or made again.
    pub steps: Steps,
    /// Other drafts of the month, the oldest first.
    pub drafts: Vec<Draft>,
    /// As last published.
    pub menu: Option<Menu>,
    /// What came.
    pub arrivals: Vec<Arrival>,
    /// What was decided.
    pub decisions: Vec<Decision>,
    /// What was published.
    pub publications: Vec<Publication>,
    /// The seeds of its draws, by what was committed to: secret until their numbers are known.
    pub seeds: BTreeMap<(SessionId, Commitment), DrawSeed>,
    /// Its draws, from the publication of the entrants on.
    pub draws: BTreeMap<SessionId, SessionDraw>,
    /// The newest revision of its published draws; 0 before the first.
    pub draws_revision: u32,
    /// Who was there, by slip.
    pub presences: BTreeMap<SlipId, Presence>,
    /// What helpers noted of who came instead.
    pub door_notes: Vec<DoorNote>,
    /// How many came without a slip, where it was counted.
    pub heads: BTreeMap<SessionId, u16>,
    /// Why who is excused could not come, as last written.
    pub excuses: BTreeMap<SlipId, String>,
    /// Why what somebody said of their own attendance was not taken, as last written.
    pub refusals: BTreeMap<SlipId, String>,
    /// Who came instead of whom, as the desk settled it.
    pub settlements: Settlements,
    /// Volunteers' own check-ins that show another poster's code: they count for nothing until somebody says so.
    pub doubts: Vec<DoubtfulCheckIn>,
    /// Lists that were sealed to helpers.
    pub lists: Vec<SealedList>,
    /// What was written into the ledger of services that began in this month.
    pub entries: Vec<Entry>,
    /// Who was called about which change, by when that was published.
    pub called: BTreeSet<(SessionId, SlipId, Stamp)>,
    /// What had been told to people whom this book does not know, where the month is gone on with from the site.
    pub taken_over: Option<TakenOver>,
    /// The menu as places are given by it, where places are others'.
    giving: Option<Box<Menu>>,
}

/// What placing a month takes from outside its own facts.
#[derive(Debug, Clone, Copy)]
pub struct Surroundings<'a> {
    /// The centre's clock, in minutes east of UTC.
    pub utc_offset: i32,
    /// What time it is.
    pub now: Stamp,
    /// Brings withdrawals that came before what they withdraw, and which households are joined.
    pub office: &'a Office,
    /// The places that members hold in other months.
    pub elsewhere: &'a [Engagement],
    /// Households that won nothing in their last draws: see [`losers`].
    pub lost: &'a [HouseholdTag],
}

/// How a household fared in a month's draws.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Luck {
    /// Drawn at least once, or not left without a place by the draw alone.
    Won,
    /// In every draw it entered it was not drawn.
    Lost,
}

/// Families that won nothing in the last month in which they entered a draw. `months` stands newest first.
pub fn losers(months: &[BTreeMap<HouseholdTag, Luck>], joined: &Joined) -> Vec<HouseholdTag> {
    let mut last: BTreeMap<HouseholdTag, Luck> = BTreeMap::new();
    for month in months {
        let mut of_month: BTreeMap<HouseholdTag, Luck> = BTreeMap::new();
        for (household, luck) in month {
            let family = of_month.entry(joined.family(*household)).or_insert(*luck);
            if *luck == Luck::Won {
                *family = Luck::Won;
            }
        }
        for (family, luck) in of_month {
            last.entry(family).or_insert(luck);
        }
    }
    last.into_iter().filter(|(_, luck)| *luck == Luck::Lost).map(|(family, _)| family).collect()
}

impl MonthBook {
    /// What a month's facts leave, in any order. The codes of posters are not compared: see [`MonthBook::checked`].
    pub fn of<'a>(month: Month, facts: impl IntoIterator<Item = &'a Fact>) -> Self {
        Self::checked(month, facts, |_| None)
    }

    /// As [`MonthBook::of`], with what `poster` says stands on the poster of a session: a check-in that shows another code counts
    /// for nothing.
    pub fn checked<'a>(
        month: Month,
        facts: impl IntoIterator<Item = &'a Fact>,
        poster: impl Fn(&SessionId) -> Option<PosterMark>,
    ) -> Self {
        let mut changes: Vec<(Stamp, &PlanChange)> = Vec::new();
        let mut events: Vec<(Stamp, Event)> = Vec::new();
        let mut book = Self {
            month,
            plan: Plan::new(month),
            used: BTreeSet::new(),
            steps: Steps::default(),
            drafts: Vec::new(),
            menu: None,
            arrivals: Vec::new(),
            decisions: Vec::new(),
            publications: Vec::new(),
            seeds: BTreeMap::new(),
            draws: BTreeMap::new(),
            draws_revision: 0,
            presences: BTreeMap::new(),
            door_notes: Vec::new(),
            heads: BTreeMap::new(),
            excuses: BTreeMap::new(),
            refusals: BTreeMap::new(),
            settlements: Settlements::default(),
            doubts: Vec::new(),
            lists: Vec::new(),
            entries: Vec::new(),
            called: BTreeSet::new(),
            taken_over: None,
            giving: None,
        };
        let mut marks: Vec<Mark> = Vec::new();
        let mut settlements: Vec<&Settlement> = Vec::new();
        let mut decided: BTreeMap<&SessionId, DrawResult> = BTreeMap::new();
        for fact in by_time(facts) {
            match fact {
                Fact::Planned { change, at, .. } => {
                    changes.push((*at, change));
                    events.push((*at, Event::Planned));
                }
                Fact::StepUndone { step, at, .. } => events.push((*at, Event::Undone(*step))),
                Fact::StepRedone { step, at, .. } => events.push((*at, Event::Redone(*step))),
                Fact::DraftKept(draft) => book.drafts.push(draft.clone()),
                Fact::DraftDropped { id, .. } => book.drafts.retain(|draft| draft.id != *id),
                Fact::MenuPublished { menu, at } => {
                    events.push((*at, Event::Published));
                    if book.menu.as_ref().is_none_or(|known| known.revision <= menu.revision) {
                        book.menu = Some(menu.clone());
                    }
                }
                Fact::Arrived(arrival) => book.arrivals.push(arrival.clone()),
                Fact::Decided(decision) => book.decisions.push(decision.clone()),
                Fact::OutcomesPublished(publication) => book.publications.push(publication.clone()),
                Fact::SeedDrawn { session, seed, .. } => {
                    book.seeds.insert((session.clone(), seed.commitment()), *seed);
                }
                Fact::EntrantsPublished { session, revision, commitment, entrants, at } => {
                    book.draws_revision = book.draws_revision.max(*revision);
                    // Two devices may have published one each: the first is the draw.
                    book.draws.entry(session.clone()).or_insert_with(|| SessionDraw {
                        commitment: *commitment,
                        published_at: *at,
                        entrants: entrants.clone(),
                        result: None,
                    });
                }
                Fact::DrawDecided { session, revision, seed, number, at } => {
                    book.draws_revision = book.draws_revision.max(*revision);
                    decided.insert(session, DrawResult { seed: *seed, number: number.clone(), at: *at });
                }
                Fact::Marked(mark) => marks.push(mark.clone()),
                Fact::DoorNoted(note) => book.door_notes.push(note.clone()),
                Fact::DoorSettled(settled) => settlements.push(settled),
                Fact::HoursRefused(refusal) => {
                    marks.push(refusal.mark());
                    book.refusals.insert(refusal.slip, refusal.why.clone());
                }
                Fact::HeadsCounted(count) => drop(book.heads.insert(count.session.clone(), count.people)),
                Fact::Excused(excuse) => {
                    marks.push(excuse.mark());
                    book.excuses.insert(excuse.slip, excuse.why.clone());
                }
                Fact::ListSealed(list) => book.lists.push(list.clone()),
                Fact::Served(entry) => book.entries.push(entry.clone()),
                Fact::Called(CallNote { session, slip, about, done, .. }) => {
                    let call = (session.clone(), *slip, *about);
                    let _ = if *done { book.called.insert(call) } else { book.called.remove(&call) };
                }
                Fact::TakenOver(told) => {
                    if book.taken_over.as_ref().is_none_or(|known| known.revision <= told.revision) {
                        book.taken_over = Some(told.clone());
                    }
                }
                Fact::Introduced { .. }
                | Fact::RulesChosen { .. }
                | Fact::CatalogueImported { .. }
                | Fact::CatalogueEdited { .. }
                | Fact::UsualChosen { .. }
                | Fact::HouseholdsJoined(_)
                | Fact::PlanningChosen { .. }
                | Fact::HolidaysWritten(_)
                | Fact::JoinUndone { .. }
                | Fact::TrainingRecorded(_)
                | Fact::TrainingVoided { .. }
                | Fact::MeritWritten(_)
                | Fact::MeritTakenBack(_)
                | Fact::CertificateIssued(_)
                | Fact::ColumnsChosen { .. } => {}
            }
        }
        let own = own_check_ins(&book.arrivals, poster);
        marks.extend(own.marks);
        book.settlements = Settlements::of(settlements);
        book.decisions.extend(book.settlements.decisions());
        book.presences = presences(&book.settlements.marks(marks));
        book.doubts = own.doubts;
        // Whoever is marked otherwise is in doubt no more.
        book.doubts.retain(|doubt| !book.presences.contains_key(&doubt.place));
        for (session, draw) in &mut book.draws {
            // A seed that nobody committed to decides nothing.
            draw.result = decided.remove(session).filter(|result| result.seed.commitment() == draw.commitment);
        }
        for (_, change) in &changes {
            match change {
                PlanChange::Session { activity, .. } => book.used.insert(activity.id.clone()),
                PlanChange::Shift(shift) => book.used.insert(shift.id.activity.clone()),
                _ => false,
            };
        }
        book.steps = Steps::of(events);
        let holding = changes.into_iter().filter(|(at, _)| book.steps.holds(*at));
        book.plan = Plan::of(month, holding.map(|(_, change)| change));
        book.giving = book.giving_by();
        book
    }

    /// The same with another menu, which is published next.
    pub fn with_menu(&self, menu: Menu) -> Self {
        let mut book = Self { menu: Some(menu), ..self.clone() };
        book.giving = book.giving_by();
        book
    }

    fn giving_by(&self) -> Option<Box<Menu>> {
        let given = self.given_elsewhere();
        self.menu.as_ref().filter(|_| !given.is_empty()).map(|menu| Box::new(without_given(menu, &given)))
    }

    /// Places that people hold, and the waiting, whom this book does not know: the month was taken over from the site.
    pub fn given_elsewhere(&self) -> BTreeMap<SessionId, Fill> {
        self.taken_over.as_ref().map(|told| told.unclaimed(self)).unwrap_or_default()
    }

    /// How full sessions and shifts are, with those whom this book does not know.
    pub fn fill(&self, placement: &Placement) -> BTreeMap<SessionId, Fill> {
        let mut fill = placement.fill();
        for (id, others) in self.given_elsewhere() {
            if let Some(fill) = fill.get_mut(&id) {
                fill.placed = fill.placed.saturating_add(others.placed);
                fill.waiting = fill.waiting.saturating_add(others.waiting);
            }
        }
        fill
    }

    /// How full one of them is.
    pub fn fill_of(&self, placement: &Placement, id: &SessionId) -> Option<Fill> {
        let mut fill = placement.rosters.get(id)?.fill();
        if let Some(others) = self.given_elsewhere().get(id) {
            fill.placed = fill.placed.saturating_add(others.placed);
            fill.waiting = fill.waiting.saturating_add(others.waiting);
        }
        Some(fill)
    }

    /// What each slip was told last. Of one publication, a slip's first entry counts.
    pub fn told_last(&self) -> BTreeMap<SlipId, &Answer> {
        let order = |publication: &&Publication| (publication.revision, publication.at);
        let last = self.publications.iter().max_by_key(order);
        // What a slip opened that was handed in again, after the month had been published anew, was told as well.
        let before = self.taken_over.as_ref().map_or(0, |told| told.revision);
        let mut taken: Vec<_> = self.publications.iter().filter(|known| known.revision <= before).collect();
        taken.sort_by_key(order);
        let all = taken.into_iter().chain(last).flat_map(|publication| publication.outcomes.iter().rev());
        all.map(|(slip, answer)| (*slip, answer)).collect()
    }

    /// The revision that the next publication of the menu takes.
    pub fn next_menu_revision(&self) -> u32 {
        self.menu.as_ref().map_or(1, |menu| menu.revision + 1)
    }

    /// The revision that the next publication of outcomes takes.
    pub fn next_outcomes_revision(&self) -> u32 {
        let taken_over = self.taken_over.iter().map(|told| told.revision);
        self.publications.iter().map(|publication| publication.revision).chain(taken_over).max().unwrap_or(0) + 1
    }

    /// Whether the plan says something else than what was published. So does `publishing::changes` then: what says nothing
    /// new to residents is never published again.
    pub fn has_unpublished_changes(&self) -> bool {
        match &self.menu {
            None => !self.plan.sessions.is_empty() || !self.plan.shifts.is_empty(),
            Some(menu) => {
                let alike = |told: &Session, now: &Session| told.is_planned_as(now);
                let alike_shifts = |told: &Shift, now: &Shift| told.is_planned_as(now);
                !same(&menu.sessions, &self.plan.sessions, alike)
                    || !same(&menu.shifts, &self.plan.shifts, alike_shifts)
                    || menu.activities.len() != self.plan.activities.len()
                    || !menu
                        .activities
                        .iter()
                        .zip(self.plan.activities.values())
                        .all(|(told, now)| told.is_told_as(now))
            }
        }
    }

    /// The rules by which the month is placed: those of today with the version of the month's first publication, so
    /// that a month goes on computing as it did.
    pub fn rules(&self, today: &Rules) -> Rules {
        let version = self.menu.as_ref().map_or(Rules::CURRENT, |menu| menu.rules.version);
        Rules { version, ..today.clone() }
    }

    /// The revision that the next publication of draws takes.
    pub fn next_draws_revision(&self) -> u32 {
        self.draws_revision + 1
    }

    /// The seed of a session's draw, as long as the session says the same commitment.
    pub fn seed(&self, session: &Session) -> Option<DrawSeed> {
        let terms = session.draw.as_ref()?;
        self.seeds.get(&(session.id.clone(), terms.commitment)).copied()
    }

    /// How every slip of the month stands.
    pub fn placement(&self, around: &Surroundings<'_>) -> Option<Placement> {
        Some(place(&self.facts(around)?))
    }

    /// What the month's places are given by; none before it is published. For [`crate::domain::placement::Placing`].
    pub fn facts<'a>(&'a self, around: &Surroundings<'a>) -> Option<MonthFacts<'a>> {
        Some(MonthFacts {
            menu: self.giving.as_deref().or(self.menu.as_ref())?,
            utc_offset: around.utc_offset,
            now: around.now,
            arrivals: &self.arrivals,
            strays: &around.office.arrivals,
            decisions: &self.decisions,
            publications: &self.publications,
            elsewhere: around.elsewhere,
            joins: &around.office.joins,
            draws: &self.draws,
            lost: around.lost,
            trainings: &around.office.trainings,
        })
    }

    /// How households fared in the month's draws, for the draws of months to come.
    pub fn luck(&self, placement: &Placement) -> BTreeMap<HouseholdTag, Luck> {
        let mut luck = BTreeMap::new();
        for arrival in &self.arrivals {
            let slip = &arrival.slip;
            let Some(session) = slip.content.asks.target() else { continue };
            let draw = self.draws.get(session).filter(|draw| draw.result.is_some());
            let entered = draw.is_some_and(|draw| draw.entrants.find(&EntrantTag::of(&slip.key, session)).is_some());
            let Some(answer) = placement.answers.get(&slip.id).filter(|_| entered) else { continue };
            let lost = match answer.reason {
                Reason::NotDrawn { .. } => Luck::Lost,
                _ => Luck::Won,
            };
            let so_far = luck.entry(slip.content.household).or_insert(lost);
            if lost == Luck::Won {
                *so_far = Luck::Won;
            }
        }
        luck
    }

    /// What a slip's owner is told: how it stands, and once it was recorded whether its person was there.
    pub fn told(&self, slip: &SlipId, answer: &Answer) -> Answer {
        let mut told = answer.clone();
        match self.presences.get(slip).filter(|_| answer.standing == Standing::Confirmed) {
            Some(Presence::Came { .. }) => told.standing = Standing::Attended,
            Some(Presence::Absent { by }) => {
                told.standing = Standing::Absent;
                // Where somebody changed places or was moved, that is what the slip has to say: else it would show another shift.
                let stays = matches!(answer.reason, Reason::Swapped { .. } | Reason::Moved { .. });
                if let Some(why) = self.refusals.get(slip).filter(|_| *by == Hand::Desk && !stays) {
                    told.reason = Reason::Decided { why: why.clone() };
                }
            }
            Some(Presence::Excused { .. }) => {
                told.standing = Standing::Absent;
                let why = self.excuses.get(slip).cloned().unwrap_or_default();
                told.reason = Reason::Decided { why };
            }
            None => {}
        }
        told
    }

    /// Which arrival a slip's secret opens: what a withdrawal gives back.
    pub fn opened_by(&self, secret: &SlipSecret) -> Option<&Arrival> {
        let hash = secret.hash();
        self.arrivals
            .iter()
            .find(|arrival| arrival.slip.content.secret_hash == hash && arrival.slip.content.asks.person().is_some())
    }

    /// The places that members hold in this month, for the clashes of another.
    pub fn engagements(&self, placement: &Placement) -> Vec<Engagement> {
        let Some(menu) = &self.menu else { return Vec::new() };
        let mut engagements = Vec::new();
        for arrival in &self.arrivals {
            let asks = &arrival.slip.content.asks;
            let (Some(person), Some(session)) = (asks.person(), asks.target()) else { continue };
            let answer = placement.answers.get(&arrival.slip.id);
            let holds = answer.is_some_and(|answer| answer.standing.holds_a_place());
            let session = answer.map_or(session, |answer| answer.leads_to(session));
            if let Some(target) = menu.target(session).filter(|_| holds) {
                engagements.push(Engagement {
                    household: arrival.slip.content.household,
                    name: person.plain_name(),
                    session: session.clone(),
                    span: target.span(),
                });
            }
        }
        engagements
    }
}

/// Facts by the time of their recording. Of two in one millisecond (two devices that merged their books) the
/// content decides, so that every device computes the same.
fn by_time<'a>(facts: impl IntoIterator<Item = &'a Fact>) -> Vec<&'a Fact> {
    let mut facts: Vec<&Fact> = facts.into_iter().collect();
    facts.sort_by(|a, b| a.at().cmp(&b.at()).then_with(|| a.cmp(b)));
    facts.dedup();
    facts
}

fn same<T>(one: &[T], other: &[T], alike: impl Fn(&T, &T) -> bool) -> bool {
    one.len() == other.len() && one.iter().zip(other).all(|(one, other)| alike(one, other))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::activity::Entry;
    use crate::domain::category::{Kind, Sort};
    use crate::domain::fixtures::{activity, arrival, centre, month, person, room, session, slip_id, target};
    use crate::domain::id::VenueCode;
    use crate::domain::slip::Asks;

    const MONTH: &str = "2026-12";

    fn planned(at: i64, places: u16) -> Fact {
        let activity = activity("X-1", Sort::Other(Kind::Club), "合唱");
        let session = Session {
            minutes: 90,
            venue: room("V01"),
            entry: Entry::Places(places),
            ..session("X-1", "2026-12-05T10:00")
        };
        Fact::Planned { month: month(MONTH), change: PlanChange::Session { activity, session }, at: Stamp(at) }
    }

    fn arrived(n: u8, at: i64, asks: impl FnOnce(SessionId) -> Asks) -> Fact {
        let asks = asks(target("X-1@2026-12-05T10:00"));
        Fact::Arrived(Arrival { at: Stamp(at), ..arrival(n, asks) })
    }

    fn sign_up(session: SessionId) -> Asks {
        Asks::SignUp { session, person: person("示例甲") }
    }

    fn around(office: &Office) -> Surroundings<'_> {
        Surroundings { utc_offset: 480, now: Stamp(0), office, elsewhere: &[], lost: &[] }
    }

    #[test]
    fn only_what_can_be_decided_is_offered() {
        let open = |standing, reason| Verdict::open_to(&Answer { standing, reason });
        let full = Reason::Full { order: 3, places: 2 };
        assert_eq!(open(Standing::Waitlisted(1), full), [Verdict::Place, Verdict::Remove]);
        let training = Reason::TrainingMissing { training: "探访须知".into() };
        assert_eq!(open(Standing::NotPlaced, training), [Verdict::TrainingSeen, Verdict::Place]);
        let decided = Reason::Decided { why: "名额留给新来的".into() };
        assert_eq!(open(Standing::Confirmed, decided), [Verdict::Undo, Verdict::Remove]);
        assert_eq!(open(Standing::Withdrawn, Reason::GivenBack { late: false }), []);
        assert_eq!(open(Standing::NotPlaced, Reason::NoSuchSession), []);
    }

    #[test]
    fn a_month_goes_round_from_its_facts_alone() {
        let month = month(MONTH);
        let mut facts = vec![planned(1, 1)];
        let book = MonthBook::of(month, &facts);
        assert!(book.has_unpublished_changes());
        assert_eq!(book.placement(&around(&Office::default())), None, "nothing is placed in an unpublished month");

        let menu = book.plan.publish(centre(), book.next_menu_revision(), Rules::default(), &Catalogue::default());
        facts.push(Fact::MenuPublished { menu, at: Stamp(2) });
        facts.push(arrived(1, 10, sign_up));
        facts.push(arrived(2, 11, sign_up));
        let book = MonthBook::of(month, &facts);
        assert!(!book.has_unpublished_changes());
        let placement = book.placement(&around(&Office::default())).unwrap();
        let first = &placement.answers[&slip_id(1)];
        assert_eq!(*first, Answer { standing: Standing::Confirmed, reason: Reason::Placed { order: 1, places: 1 } });
        assert_eq!(placement.answers[&slip_id(2)].standing, Standing::Waitlisted(1));
        assert_eq!(book.engagements(&placement).len(), 1);

        let outcomes = placement.answers.into_iter().collect();
        let revision = book.next_outcomes_revision();
        facts.push(Fact::OutcomesPublished(Publication { month, revision, at: Stamp(20), outcomes }));
        facts.push(arrived(3, 30, |_| Asks::Withdraw { secret: SlipSecret([1; 16]) }));
        let book = MonthBook::of(month, &facts);
        assert_eq!(book.opened_by(&SlipSecret([1; 16])).unwrap().slip.id, slip_id(1));
        let placement = book.placement(&around(&Office::default())).unwrap();
        assert_eq!(placement.answers[&slip_id(1)].standing, Standing::Withdrawn);
        assert_eq!(placement.answers[&slip_id(2)].standing, Standing::Confirmed);
        assert_eq!(book.next_outcomes_revision(), 2);

        let backwards: Vec<Fact> = facts.iter().rev().chain(&facts).cloned().collect();
        let again = MonthBook::of(month, &backwards).placement(&around(&Office::default())).unwrap();
        assert_eq!(again, placement, "order and repetition of facts change nothing");
    }

    #[test]
    fn a_withdrawal_that_came_first_still_holds() {
        let month = month(MONTH);
        let mut facts = vec![planned(1, 1)];
        let menu = MonthBook::of(month, &facts).plan.publish(centre(), 1, Rules::default(), &Catalogue::default());
        facts.push(Fact::MenuPublished { menu, at: Stamp(2) });
        facts.push(arrived(1, 10, sign_up));
        let office = Office::of(&[arrived(3, 5, |_| Asks::Withdraw { secret: SlipSecret([1; 16]) })]);
        let placement = MonthBook::of(month, &facts).placement(&around(&office)).unwrap();
        assert_eq!(placement.answers[&slip_id(1)].standing, Standing::Withdrawn);
    }

    #[test]
    fn edits_of_two_devices_are_added_up_on_what_was_imported() {
        let venue = |code: &str, capacity: u16| -> crate::domain::venue::Venue {
            let text = format!(
                r#"{{"code": "{code}", "name": "室", "capacity": {capacity}, "opens": "09:00", "closes": "21:00"}}"#
            );
            serde_json::from_str(&text).unwrap()
        };
        let imported = Catalogue { venues: vec![venue("V01", 80), venue("V02", 40)], ..Catalogue::default() };
        let edited = |at, edit| Fact::CatalogueEdited { edits: vec![edit], source: None, at: Stamp(at) };
        let facts = [
            Fact::CatalogueImported { catalogue: imported, at: Stamp(1) },
            edited(2, CatalogueEdit::PutVenue(venue("V01", 60))),
            edited(3, CatalogueEdit::RemoveVenue(VenueCode::new("V02").unwrap())),
            edited(4, CatalogueEdit::PutVenue(venue("V03", 10))),
        ];
        let office = Office::of(&facts);
        assert_eq!(office.catalogue.venues, [venue("V01", 60), venue("V03", 10)]);
        assert_eq!(office, Office::of(facts.iter().rev().chain(&facts)), "a merge is a union");
    }

    #[test]
    fn facts_go_to_storage_and_back() {
        for fact in [planned(1, 2), arrived(1, 10, sign_up)] {
            let text = serde_json::to_string(&fact).unwrap();
            assert_eq!(serde_json::from_str::<Fact>(&text).unwrap(), fact);
        }
    }
}
