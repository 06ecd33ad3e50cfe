//! 经费: what the month and the year cost, planned and paid, by provider and by category. Never published.

use leptos::prelude::*;

use crate::domain::costs::{Cost, Costs, Money, sums};
use crate::domain::plan::Plan;
use crate::ui::controls::segmented::segmented;
use crate::ui::organizers::plan::board::Board;
use crate::ui::parts::mark::mark;
use crate::ui::words::{number, say, say_with};

/// The dialog's content.
pub fn costs(board: Board) -> AnyView {
    let span = RwSignal::new(0usize);
    let costs = move || {
        let catalogue = board.catalogue.get();
        if span.get() == 0 {
            return board.with_plan(|plan| sums([plan], &catalogue)).unwrap_or_default();
        }
        let books = board.year.get();
        let plans: Vec<&Plan> = books.iter().map(|book| &book.plan).collect();
        sums(plans, &catalogue)
    };
    view! {
        <p class="quiet">{say("costs.words")}</p>
        {segmented("costs-span", say("costs.span"), vec![say("costs.month"), say("costs.year")], span, |_| ())}
        {move || {
            let budget = if span.get() == 0 { board.desk.planning().budget } else { None };
            tables(&costs(), budget)
        }}
    }
    .into_any()
}

fn tables(costs: &Costs, budget: Option<Money>) -> AnyView {
    let by_mark = costs.by_mark.iter().map(|(of, cost)| row(mark(*of).into_any(), cost));
    let by_provider = costs.by_provider.iter().map(|(name, cost)| {
        let name = if name.is_empty() { say("costs.own").to_owned() } else { name.clone() };
        row(name.into_any(), cost)
    });
    let unpaid = costs.all.unpaid;
    view! {
        {budget.map(|budget| view! { <p>{say_with("costs.budget", &[("n", &budget.write())])}</p> })}
        {table(say("costs.by-category"), by_mark.collect_view().into_any(), &costs.all)}
        {table(say("costs.by-provider"), by_provider.collect_view().into_any(), &costs.all)}
        {(unpaid > 0).then(|| view! { <p class="meta">{say_with("costs.unpaid", &[("n", &number(unpaid))])}</p> })}
    }
    .into_any()
}

fn table(caption: &'static str, rows: AnyView, all: &Cost) -> AnyView {
    view! {
        <table class="costs">
            <caption>{caption}</caption>
            <thead>
                <tr>
                    <td></td>
                    <th scope="col">{say("provide.planned")}</th>
                    <th scope="col">{say("provide.paid")}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
            <tfoot>{row(say("costs.all").into_any(), all)}</tfoot>
        </table>
    }
    .into_any()
}

fn row(name: AnyView, cost: &Cost) -> AnyView {
    view! {
        <tr>
            <th scope="row">{name}</th>
            <td>{cost.planned.write()}</td>
            <td>{cost.paid.write()}</td>
        </tr>
    }
    .into_any()
}
