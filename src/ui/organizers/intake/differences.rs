//! What would be another in the catalogue: new, gone, and which field was what and is what now.

use leptos::prelude::*;

use crate::domain::catalogue_changes::{Difference, Differs};
use crate::ui::organizers::wording::listed;
use crate::ui::words::{number, say, say_of, say_with};

/// More than this are counted, and unfolded when asked for.
const AT_ONCE: usize = 12;

/// Draws it.
pub fn differences(differences: &[Difference]) -> AnyView {
    if differences.is_empty() {
        return view! { <p class="quiet">{say("import.nothing-new")}</p> }.into_any();
    }
    let count =
        |is: fn(&Differs) -> bool| number(differences.iter().filter(|difference| is(&difference.how)).count() as i64);
    let counted = [
        ("added", count(|how| matches!(how, Differs::Added))),
        ("changed", count(|how| matches!(how, Differs::Changed(_)))),
        ("removed", count(|how| matches!(how, Differs::Removed))),
    ];
    let counted: Vec<(&str, &str)> = counted.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let items = differences.iter().map(item).collect_view();
    view! {
        <details class="import-differences" open=differences.len() <= AT_ONCE>
            <summary>{say_with("import.differences", &counted)}</summary>
            <ul>{items}</ul>
        </details>
    }
    .into_any()
}

fn item(difference: &Difference) -> AnyView {
    let (slug, fields) = match &difference.how {
        Differs::Added => ("added", None),
        Differs::Removed => ("removed", None),
        Differs::Changed(fields) => ("changed", Some(changed(fields))),
    };
    view! {
        <li data-differs=slug>
            <span class="differs">{say_of("differs", slug)}</span>
            <span>
                <span class="meta">{difference.code.clone()}</span>
                {difference.name.clone()}
                {fields.map(|fields| view! { <span class="fields">{fields}</span> })}
            </span>
        </li>
    }
    .into_any()
}

/// 名额 12 → 14.
fn changed(fields: &[(crate::domain::catalogue_fields::Field, String, String)]) -> String {
    let told: Vec<String> = fields
        .iter()
        .map(|(field, before, after)| {
            let some = |text: &str| if text.is_empty() { say("differs.nothing").to_owned() } else { text.to_owned() };
            let values = [say_of("entry-field", field.slug()).to_owned(), some(before), some(after)];
            say_with("differs.field", &[("column", &values[0]), ("before", &values[1]), ("after", &values[2])])
        })
        .collect();
    listed(told.iter().map(String::as_str))
}
