//! The 3+1+N meter: a lit pane for each session that there is, a dashed one for what is still wanted.

use leptos::prelude::*;

use crate::domain::category::{Category, Mark};
use crate::domain::plan::ThreeOneN;
use crate::domain::time::Month;
use crate::state::desk::Desk;
use crate::ui::parts::mark::mark;
use crate::ui::words::{number, say, say_count};

/// Draws it. `plays` are those of the whole year.
pub fn meter(count: &ThreeOneN, plays: u16) -> AnyView {
    let have = u16::try_from(count.courses.len()).unwrap_or(u16::MAX);
    let missing = count.wanted.saturating_sub(have);
    let lit = count.courses.iter().map(|category| lit_pane(*category)).collect_view();
    // Before the programme starts nothing is asked of the course menu, and no year has to have its play yet.
    let asked = count.wanted > 0;
    let play = match plays {
        0 => view! { <span class="pane" data-missing=if asked { "1" } else { "quiet" }>{say("meter.no-play")}</span> }
            .into_any(),
        _ => view! { <span class="pane">{mark(Mark::Stage)}</span> }.into_any(),
    };
    let specials = say_count("meter.count", count.specials);
    view! {
        <dl class="meter">
            <div class="meter-three">
                <dt>
                    <strong>{number(if asked { count.wanted } else { have })}</strong>
                    {say("meter.courses")}
                </dt>
                <dd>
                    {lit}
                    {(!asked && have == 0)
                        .then(|| view! { <span class="pane" data-missing="quiet">{say("meter.not-asked")}</span> })}
                    {(missing > 0)
                        .then(|| view! { <span class="pane" data-missing="1">{say_count("meter.missing", missing)}</span> })}
                </dd>
            </div>
            <div class="meter-one">
                <dt>
                    <strong>"1"</strong>
                    {say("meter.play")}
                </dt>
                <dd>{play}</dd>
            </div>
            <div class="meter-n">
                <dt>
                    <strong>"N"</strong>
                    {say("meter.specials")}
                </dt>
                <dd>
                    <span class="pane" data-missing=(count.specials == 0).then_some("quiet")>
                        {specials}
                    </span>
                </dd>
            </div>
        </dl>
    }
    .into_any()
}

/// The 1: plays in the year of a month.
pub fn plays_of_year(desk: Desk, month: Month) -> u16 {
    let same = desk.months().into_iter().filter(|other| other.year() == month.year());
    same.map(|other| desk.three_one_n(other).plays).sum()
}

fn lit_pane(category: Category) -> AnyView {
    view! { <span class="pane">{mark(Mark::Category(category))}</span> }.into_any()
}
