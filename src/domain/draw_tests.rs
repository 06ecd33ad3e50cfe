//! Draws: what a reader finds, whatever somebody tries; and that every entrant's chance is what it should be.

use super::*;
use crate::domain::activity::Entry;
use crate::domain::category::{Category, Sort};
use crate::domain::centre::Rules;
use crate::domain::fixtures::{self, activity, start};
use crate::domain::id::OutcomeKey;

const CHINA: i32 = 480;

fn session() -> SessionId {
    SessionId::parse("D01-1@2026-12-12T14:00").unwrap()
}

fn seed() -> DrawSeed {
    DrawSeed([7; 32])
}

fn number(text: &str) -> PublicNumber {
    PublicNumber::parse(text).unwrap()
}

/// A month with one session of three places, drawn after the 5th at six.
fn menu(commitment: Commitment) -> Menu {
    let session = Session {
        minutes: 90,
        entry: Entry::Places(3),
        closes: Some(start("2026-12-05T18:00")),
        opens: Some(start("2026-12-01T09:00")),
        draw: Some(Box::new(DrawTerms { commitment, number: Text::new("12月10日双色球开奖号码") })),
        ..fixtures::session("D01-1", "2026-12-12T14:00")
    };
    Menu {
        rules: Rules { version: Rules::CURRENT, ..Rules::default() },
        activities: vec![activity("D01-1", Sort::Course(Category::Arts), "茶道")],
        sessions: vec![session],
        ..fixtures::menu("2026-12")
    }
}

fn tag(n: usize) -> EntrantTag {
    EntrantTag::of(&OutcomeKey::derive("test", &n.to_be_bytes()), &session())
}

fn entrants(count: usize) -> Entrants {
    Entrants::new((0..count).map(|n| (tag(n), false)))
}

fn decided() -> SessionDraw {
    SessionDraw {
        commitment: seed().commitment(),
        published_at: start("2026-12-05T20:00").stamp(CHINA),
        entrants: entrants(10),
        result: Some(DrawResult {
            seed: seed(),
            number: number("030815222731 09"),
            at: start("2026-12-10T21:30").stamp(CHINA),
        }),
    }
}

fn checked(draw: &SessionDraw) -> Result<DrawChecked, DrawRefused> {
    check(&menu(seed().commitment()), CHINA, &session(), draw, Seen::default())
}

#[track_caller]
fn refused(change: impl FnOnce(&mut SessionDraw), refused: DrawRefused) {
    let mut draw = decided();
    change(&mut draw);
    assert_eq!(checked(&draw), Err(refused));
}

#[test]
fn numbers_are_one_however_they_are_typed() {
    for text in ["03 08 15 + 09", "03081509", "０３，０８、１５＋０９", "03-08-15|09"] {
        assert_eq!(number(text).digits(), "03081509", "{text}");
    }
    for bad in ["", "  ", "12a", "双色球", &"1".repeat(65)] {
        assert_eq!(PublicNumber::parse(bad), None, "{bad}");
    }
    assert!(PublicNumber::try_from("03 08".to_owned()).is_err(), "published without separators");
}

#[test]
fn a_reader_runs_a_draw_again_and_sees_who_is_drawn() {
    let draw = checked(&decided()).unwrap();
    assert_eq!((draw.places, draw.entrants.len(), draw.closes), (3, 10, start("2026-12-05T18:00")));
    let (result, order) = draw.outcome.clone().unwrap();
    assert_eq!(result.number.digits(), "03081522273109");
    assert_eq!(order.len(), 10);
    assert!(order.windows(2).all(|pair| pair[0].value < pair[1].value));
    assert_eq!(draw.winners(), &order[..3]);
    assert_eq!(draw.position(&order[4].tag), Some(5));
    assert_eq!(draw.position(&tag(99)), None);
    let mut awaited = decided();
    awaited.result = None;
    let draw = checked(&awaited).unwrap();
    assert_eq!((draw.outcome.clone(), draw.winners().len()), (None, 0));
}

#[test]
fn whatever_was_changed_is_found() {
    let other = DrawSeed([8; 32]);
    let (ours, theirs) = (seed().commitment(), other.commitment());
    refused(
        |draw| draw.result.as_mut().unwrap().seed = other,
        DrawRefused::SeedDoesNotMatch { commitment: ours, hash: theirs },
    );
    refused(|draw| draw.commitment = theirs, DrawRefused::OtherCommitment { menu: ours, draw: theirs });
    let closes = start("2026-12-05T18:00");
    refused(
        |draw| draw.published_at = closes.stamp(CHINA),
        DrawRefused::PublishedBeforeClosing { closes, published: closes },
    );
    refused(|draw| draw.result.as_mut().unwrap().at.0 = draw.published_at.0 - 1, DrawRefused::DecidedBeforePublished);
    refused(|draw| draw.entrants.others.swap(0, 1), DrawRefused::EntrantsNotInOrder);
    refused(|draw| draw.entrants.others.insert(1, draw.entrants.others[0]), DrawRefused::EntrantsNotInOrder);
    refused(|draw| draw.entrants.first.push(draw.entrants.others[5]), DrawRefused::EntrantsNotInOrder);
    let elsewhere = SessionId::parse("D02-1@2026-12-12T14:00").unwrap();
    let menu = menu(ours);
    assert_eq!(check(&menu, CHINA, &elsewhere, &decided(), Seen::default()), Err(DrawRefused::NoSuchSession));
    let mut plain = menu.clone();
    plain.sessions[0].draw = None;
    assert_eq!(check(&plain, CHINA, &session(), &decided(), Seen::default()), Err(DrawRefused::NoTerms));
}

#[test]
fn an_organizer_who_changes_seed_and_menu_together_is_found_by_who_saw_the_first() {
    let (before, other) = (seed().commitment(), DrawSeed([8; 32]));
    let mut draw = decided();
    (draw.commitment, draw.result.as_mut().unwrap().seed) = (other.commitment(), other);
    let menu = menu(other.commitment());
    let seen = Seen { commitment: Some(&before), entrants: None };
    let refused = DrawRefused::CommitmentChanged { before, now: other.commitment() };
    assert_eq!(check(&menu, CHINA, &session(), &draw, seen), Err(refused));
}

#[test]
fn nobody_is_put_into_a_list_or_out_of_it_unseen() {
    let published = entrants(10);
    let seen = Seen { commitment: None, entrants: Some(&published) };
    let menu = menu(seed().commitment());
    assert!(check(&menu, CHINA, &session(), &decided(), seen).is_ok());
    for count in [9, 11] {
        let draw = SessionDraw { entrants: entrants(count), ..decided() };
        assert_eq!(check(&menu, CHINA, &session(), &draw, seen), Err(DrawRefused::EntrantsChanged));
    }
}

#[test]
fn a_draw_goes_from_stage_to_stage() {
    let menu = menu(seed().commitment());
    let session = &menu.sessions[0];
    let stage = |held: Option<&SessionDraw>, now: &str| DrawStage::of(session, held, start(now));
    assert_eq!(stage(None, "2026-12-05T18:00"), Some(DrawStage::Open));
    assert_eq!(stage(None, "2026-12-05T18:01"), Some(DrawStage::ToPublish));
    let awaited = SessionDraw { result: None, ..decided() };
    assert_eq!(stage(Some(&awaited), "2026-12-09T10:00"), Some(DrawStage::AwaitsNumber));
    assert_eq!(stage(Some(&decided()), "2026-12-11T10:00"), Some(DrawStage::Decided));
    let plain = Session { draw: None, ..session.clone() };
    assert_eq!(DrawStage::of(&plain, None, start("2026-12-11T10:00")), None);
}

#[test]
fn the_tag_in_the_list_is_not_the_tag_of_the_outcome() {
    let key = OutcomeKey([3; 16]);
    let other = SessionId::parse("D02-1@2026-12-12T14:00").unwrap();
    assert_ne!(EntrantTag::of(&key, &session()), EntrantTag::of(&key, &other), "two draws of one slip are not linked");
    assert_eq!(format!("{:?}", seed()), "DrawSeed", "a seed is never shown by accident");
}

/// Pearson's statistic of counts against one expectation.
fn chi_square(counts: &[u32], expected: f64) -> f64 {
    counts.iter().map(|count| (f64::from(*count) - expected).powi(2) / expected).sum()
}

/// 100,000 draws of ten entrants: everybody stands in every place as often as everybody else. 81 degrees of freedom;
/// a fair draw stays below 150 but once in 200,000 tries.
#[test]
fn over_100_000_draws_everybody_stands_in_every_place_equally_often() {
    let entrants = entrants(10);
    let mut counts = vec![0u32; 100];
    for n in 0..100_000u32 {
        // A seed and a number of their own for each draw.
        let seed = DrawSeed(Commitment::derive("fair", &n.to_be_bytes()).0);
        for (place, drawn) in order(&seed, &number(&(n % 999_983).to_string()), &entrants).iter().enumerate() {
            let who = entrants.others.binary_search(&drawn.tag).unwrap();
            counts[who * 10 + place] += 1;
        }
    }
    let statistic = chi_square(&counts, 10_000.0);
    assert!(statistic < 150.0, "{statistic}");
    assert!(statistic > 35.0, "too even to be chance: {statistic}");
}

/// Who knows the seed but not the number knows nothing: over all numbers everybody is drawn equally often. Nine degrees of
/// freedom, three of ten places each time; a fair draw stays below 40 but once in 100,000 tries.
#[test]
fn who_knows_the_seed_but_not_the_number_cannot_tell_who_will_be_drawn() {
    let entrants = entrants(10);
    let mut wins = vec![0u32; 10];
    for n in 0..100_000u32 {
        for drawn in &order(&seed(), &number(&n.to_string()), &entrants)[..3] {
            wins[entrants.others.binary_search(&drawn.tag).unwrap()] += 1;
        }
    }
    let statistic = chi_square(&wins, 30_000.0);
    assert!(statistic < 40.0, "{wins:?}: {statistic}");
}

#[test]
fn who_goes_first_goes_first_and_is_drawn_among_themselves() {
    let entrants = Entrants::new((0..10).map(|n| (tag(n), n < 4)));
    let mut led = vec![0u32; 4];
    for n in 0..4_000u32 {
        let order = order(&seed(), &number(&n.to_string()), &entrants);
        assert!(order[..4].iter().all(|drawn| drawn.first) && order[4..].iter().all(|drawn| !drawn.first));
        led[entrants.first.binary_search(&order[0].tag).unwrap()] += 1;
    }
    // Three degrees of freedom: below 30 but once in 700,000 tries.
    assert!(chi_square(&led, 1_000.0) < 30.0, "{led:?}");
}
