//! When it was: articles over time, and the way to choose a time.
//!
//! The picture is dragged over with a pointer; beneath it two sliders do the same for the keyboard and for screen
//! readers, and a table says the same in numbers. Whatever is chosen is whole periods.

use super::controls::Button;
use super::part::Part;
use crate::state::{Action, State};
use crate::words::{self, m};
use crate::{download, names};
use explorer_protocol::{Filters, Found, Period, Timeline as Line, Unit};
use web_sys::{Element, HtmlInputElement, PointerEvent};
use yew::functional::{Hook, HookContext};
use yew::prelude::*;

// Height of the picture, and width of a period, in units of its own.
const HEIGHT: u32 = 100;
const WIDTH: usize = 10;

/// The timeline.
#[derive(PartialEq)]
pub struct Timeline {
    /// How many articles are of which time.
    line: Line,
    /// What is chosen, and whether that is looked at alone.
    from: Option<String>,
    to: Option<String>,
    undated: bool,
    closer: bool,
    act: Callback<Action>,
}

impl Timeline {
    /// That of an answer.
    pub fn of(found: &Found, state: &State, act: &Callback<Action>) -> Self {
        let Filters { from, to, undated, .. } = state.view.filters.clone();
        Timeline {
            line: found.timeline.clone(),
            from,
            to,
            undated,
            closer: state.view.closer,
            act: act.clone(),
        }
    }
}

impl Part for Timeline {
    fn draw(&self, hooks: &mut HookContext) -> Html {
        let Timeline { line, from, to, undated, closer, act } = self;
        let (undated, closer) = (*undated, *closer);
        let table = use_state_eq(|| false).run(hooks);
        let pointed = use_state_eq(|| None::<usize>).run(hooks);
        let held = use_mut_ref(|| None::<usize>).run(hooks);
        // Events come by way of the page's root, so the element is asked for by itself.
        let picture = use_node_ref().run(hooks);
        let periods = &line.periods;
        let count = periods.len();
        if count == 0 && line.undated_total == 0 {
            return html! {};
        }
        let (first, last) = chosen(periods, from.as_deref(), to.as_deref());
        let choose = {
            let (act, periods, closer) = (act.clone(), periods.clone(), closer);
            Callback::from(move |(one, other): (usize, usize)| act.emit(choice(&periods, one, other, closer)))
        };
        let on_down = {
            let (held, choose) = (held.clone(), choose.clone());
            let again = from.is_some().then_some((first, last));
            let (act, picture) = (act.clone(), picture.clone());
            Callback::from(move |event: PointerEvent| {
                let Some(at) = place(&picture, &event, count).filter(|_| event.button() == 0) else { return };
                if again == Some((at, at)) {
                    return act.emit(Action::Dated(None));
                }
                held.replace(Some(at));
                if let Some(element) = picture.cast::<Element>() {
                    let _ = element.set_pointer_capture(event.pointer_id());
                }
                choose.emit((at, at));
            })
        };
        let on_move = {
            let (held, choose, pointed, picture) =
                (held.clone(), choose.clone(), pointed.clone(), picture.clone());
            Callback::from(move |event: PointerEvent| {
                let at = place(&picture, &event, count);
                if let (Some(from), Some(at)) = (*held.borrow(), at)
                    && *pointed != Some(at)
                {
                    choose.emit((from, at));
                }
                pointed.set(at);
            })
        };
        let on_up = {
            let held = held.clone();
            Callback::from(move |_: PointerEvent| {
                held.replace(None);
            })
        };
        let on_leave = {
            let pointed = pointed.clone();
            Callback::from(move |_: PointerEvent| pointed.set(None))
        };
        let slider = |is_first: bool, at: usize, other: usize| {
            let choose = choose.clone();
            let on_input = Callback::from(move |event: InputEvent| {
                let value = event.target_unchecked_into::<HtmlInputElement>().value();
                choose.emit((value.parse().unwrap_or(at), other));
            });
            let text =
                periods.get(at).map(|period| names::date(if is_first { &period.from } else { &period.to }));
            html! {
                <input
                    type="range"
                    min="0"
                    max={(count - 1).to_string()}
                    value={at.to_string()}
                    aria-label={if is_first { m::from() } else { m::to() }}
                    aria-valuetext={text}
                    oninput={on_input}
                />
            }
        };
        let on_table = {
            let table = table.clone();
            Callback::from(move |_: MouseEvent| table.set(!*table))
        };
        let on_save = {
            let line = line.clone();
            Callback::from(move |_: MouseEvent| {
                // A browser that refuses says so itself.
                let drawing = drawing(&line, first, last);
                let _ = download::save("timeline.svg", "image/svg+xml", drawing.into());
            })
        };
        let is_chosen = from.is_some() || to.is_some();
        let ends = periods.first().zip(periods.last());
        html! {
            <div class="timeline" role="group" aria-label={m::name_date()}>
                if let Some((begin, end)) = ends {
                    <div class="timeline-chart" dir="ltr">
                        <svg
                            ref={picture}
                            viewBox={["0 0 ", &(count * WIDTH).to_string(), " ", &HEIGHT.to_string()].concat()}
                            preserveAspectRatio="none"
                            role="img"
                            aria-label={picture_of(line.unit, begin, end)}
                            onpointerdown={on_down}
                            onpointermove={on_move}
                            onpointerup={on_up.clone()}
                            onpointercancel={on_up}
                            onpointerleave={on_leave}
                        >
                            if is_chosen {
                                <rect class="timeline-chosen" x={(first * WIDTH).to_string()} width={((last - first + 1) * WIDTH).to_string()} y="0" height={HEIGHT.to_string()} />
                            }
                            <path class="timeline-all" d={bars(periods, |_, period| period.total)} />
                            <path class="timeline-found" d={bars(periods, |at, period| if (first..=last).contains(&at) { period.count } else { 0 })} />
                            <path class="timeline-out" d={bars(periods, |at, period| if (first..=last).contains(&at) { 0 } else { period.count })} />
                        </svg>
                        if let Some(period) = pointed.and_then(|at| periods.get(at)) {
                            <p class="timeline-here" dir="auto">{ said(period) }</p>
                        }
                        if count > 1 {
                            { slider(true, first, last) }
                            { slider(false, last, first) }
                        }
                    </div>
                }
                <div class="timeline-line" dir="ltr">
                    if let Some((begin, _)) = ends {
                        <span dir="auto">{ names::date(&begin.from) }</span>
                    }
                    <div class="timeline-tools" dir={words::direction()}>
                    if line.undated_total > 0 {
                        { Button { pressed: Some(undated), ..Button::of("timeline-undated") }.on(
                            act,
                            Action::Undated(!undated),
                            m::undated_count(line.undated),
                        ) }
                    }
                    if line.inexact > 0 {
                        <span title={m::less_exact_hint()}>{ m::less_exact(line.inexact) }</span>
                    }
                    if is_chosen && (count > 1 || closer) {
                        { Button { pressed: Some(closer), ..Button::of("quiet") }.on(
                            act,
                            Action::Closer(!closer),
                            if closer { m::whole_time() } else { m::closer() },
                        ) }
                    }
                    if count > 0 {
                        { Button { expanded: Some(*table), ..Button::of("quiet") }
                            .calling(on_table, if *table { m::hide_table() } else { m::table() }.into()) }
                    }
                    </div>
                    if let Some((_, end)) = ends {
                        <span dir="auto">{ names::date(&end.to) }</span>
                    }
                </div>
                if *table && count > 0 {
                    { as_table(line, &choose) }
                    { Button::of("quiet").calling(on_save, m::save_picture().into()) }
                }
            </div>
        }
    }
}

/// The first and the last period that is chosen; all, if none is.
fn chosen(periods: &[Period], from: Option<&str>, to: Option<&str>) -> (usize, usize) {
    let end = periods.len().saturating_sub(1);
    // ISO dates are ordered as text; one that is cut short stands for all that begin like it.
    let first = from.map_or(0, |from| {
        periods
            .iter()
            .position(|period| period.to.as_str() >= from || from.starts_with(period.to.as_str()))
            .unwrap_or(end)
    });
    let last = to.map_or(end, |to| {
        periods
            .iter()
            .rposition(|period| period.from.as_str() <= to || period.from.starts_with(to))
            .unwrap_or(0)
    });
    (first.min(last), last.max(first))
}

/// What choosing from one period to another sets off; all of them is no choice.
fn choice(periods: &[Period], one: usize, other: usize, closer: bool) -> Action {
    let (first, last) = (one.min(other), one.max(other));
    if first == 0 && last + 1 == periods.len() && last > 0 && !closer {
        return Action::Dated(None);
    }
    let ends = periods.get(first).zip(periods.get(last));
    Action::Dated(ends.map(|(first, last)| (first.from.clone(), last.to.clone())))
}

/// Which period the pointer is over.
fn place(picture: &NodeRef, event: &PointerEvent, count: usize) -> Option<usize> {
    let bounds = picture.cast::<Element>()?.get_bounding_client_rect();
    if bounds.width() <= 0.0 || count == 0 {
        return None;
    }
    let share = (f64::from(event.client_x()) - bounds.left()) / bounds.width();
    Some(((share.max(0.0) * count as f64) as usize).min(count - 1))
}

/// The bars of a picture as the outline of one shape: a hundred and fifty of them are a single node.
fn bars(periods: &[Period], value: impl Fn(usize, &Period) -> u32) -> String {
    let most = periods.iter().map(|period| period.total).max().unwrap_or(1).max(1);
    let mut path = String::new();
    for (at, period) in periods.iter().enumerate() {
        let value = value(at, period);
        if value == 0 {
            continue;
        }
        // What is there is seen, however little it is.
        let height =
            (f64::from(value) * f64::from(HEIGHT) / f64::from(most)).clamp(3.0, f64::from(HEIGHT)) as u32;
        for (command, number) in [
            ("M", (at * WIDTH) as u32 + 1),
            (" ", HEIGHT),
            ("v-", height),
            ("h", WIDTH as u32 - 2),
            ("v", height),
        ] {
            path.push_str(command);
            path.push_str(&number.to_string());
        }
        path.push('z');
    }
    path
}

/// The picture as a drawing of its own (SVG 1.1): what is found before what there is, each bar with its time and its counts.
fn drawing(line: &Line, first: usize, last: usize) -> String {
    const WIDE: usize = 900;
    const FOOT: u32 = HEIGHT + 16;
    let periods = &line.periods;
    let most = periods.iter().map(|period| period.total).max().unwrap_or(1).max(1);
    let (begin, end) = match (periods.first(), periods.last()) {
        (Some(begin), Some(end)) => (begin, end),
        _ => return String::new(),
    };
    let about = picture_of(line.unit, begin, end);
    let mut drawing = [
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 900 120\" font-family=\"sans-serif\" font-size=\"12\">\n<title>",
        &escaped(&about),
        "</title>\n",
    ]
    .concat();
    let mut bar = |at: usize, value: u32, colour: &str, said: &str| {
        let (x, next) = (at * WIDE / periods.len(), (at + 1) * WIDE / periods.len());
        let height = (u64::from(value) * u64::from(HEIGHT)).div_ceil(u64::from(most)) as u32;
        let parts = [
            "<rect x=\"",
            &x.to_string(),
            "\" y=\"",
            &(HEIGHT - height).to_string(),
            "\" width=\"",
            &(next - x).saturating_sub(1).max(1).to_string(),
            "\" height=\"",
            &height.to_string(),
            "\" fill=\"",
            colour,
            "\"><title>",
            &escaped(said),
            "</title></rect>\n",
        ];
        drawing.push_str(&parts.concat());
    };
    for (at, period) in periods.iter().enumerate().filter(|(_, period)| period.total > 0) {
        let said = said(period);
        bar(at, period.total, "#d9d2c3", &said);
        if period.count > 0 && (first..=last).contains(&at) {
            bar(at, period.count, "#8a2b1d", &said);
        }
    }
    for (x, anchor, date) in [("0", "start", &begin.from), ("900", "end", &end.to)] {
        let place = ["<text x=\"", x, "\" y=\"", &FOOT.to_string(), "\" text-anchor=\"", anchor, "\">"];
        drawing.push_str(&place.concat());
        drawing.push_str(&[&*escaped(&names::date(date)), "</text>\n"].concat());
    }
    drawing.push_str("</svg>\n");
    drawing
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

fn unit_name(unit: Unit) -> &'static str {
    match unit {
        Unit::Day => m::day(),
        Unit::Week => m::week(),
        Unit::Month => m::month(),
        Unit::Year => m::year(),
    }
}

fn picture_of(unit: Unit, begin: &Period, end: &Period) -> String {
    let said = match unit {
        Unit::Day => m::picture_by_day,
        Unit::Week => m::picture_by_week,
        Unit::Month => m::picture_by_month,
        Unit::Year => m::picture_by_year,
    };
    said(&names::dates(&begin.from, &end.to))
}

fn said(period: &Period) -> String {
    m::period_counts(&names::dates(&period.from, &period.to), period.count, period.total)
}

fn as_table(line: &Line, choose: &Callback<(usize, usize)>) -> Html {
    let rows = line.periods.iter().enumerate().filter(|(_, period)| period.total > 0).map(|(at, period)| {
        html! {
            <tr>
                <th scope="row">
                    { Button::of("quiet").calling(
                        choose.reform(move |_| (at, at)),
                        names::dates(&period.from, &period.to).into(),
                    ) }
                </th>
                <td>{ names::number(period.count) }</td>
                <td>{ names::number(period.total) }</td>
            </tr>
        }
    });
    html! {
        <div class="timeline-table" tabindex="0" role="region" aria-label={m::articles_over_time()}>
            <table>
                <thead>
                    <tr><th scope="col">{ unit_name(line.unit) }</th><th scope="col">{ m::found() }</th><th scope="col">{ m::in_all() }</th></tr>
                </thead>
                <tbody>{ for rows }</tbody>
            </table>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn months() -> Vec<Period> {
        let months = (1..=12).map(|month| format!("2022-{month:02}"));
        months.map(|month| Period { from: month.clone(), to: month, count: 1, total: 4 }).collect()
    }

    #[test]
    fn what_is_chosen_is_found_again_in_periods_of_any_length() {
        for (from, to, expected) in [
            (Some("2022-03"), Some("2022-05"), (2, 4)),
            (Some("2022-03-15"), Some("2022-05-02"), (2, 4)),
            (Some("2022"), Some("2022"), (0, 11)),
            (None, Some("2022-02"), (0, 1)),
            (Some("2021"), None, (0, 11)),
            (None, None, (0, 11)),
        ] {
            assert_eq!(chosen(&months(), from, to), expected, "{from:?} to {to:?}");
        }
        assert_eq!(chosen(&[], None, None), (0, 0));
    }

    #[test]
    fn a_choice_is_whole_periods_in_either_direction_and_all_of_them_is_none() {
        let dates = |from: &str, to: &str| Action::Dated(Some((from.to_owned(), to.to_owned())));
        assert_eq!(choice(&months(), 4, 2, false), dates("2022-03", "2022-05"));
        assert_eq!(choice(&months(), 0, 11, false), Action::Dated(None));
        assert_eq!(choice(&months(), 0, 11, true), dates("2022-01", "2022-12"));
        assert_eq!(choice(&months()[..1], 0, 0, false), dates("2022-01", "2022-01"));
    }

    #[test]
    fn bars_are_as_high_as_their_share_and_never_invisible() {
        let path = bars(&months()[..2], |at, period| if at == 0 { period.total } else { 0 });
        assert_eq!(path, "M1 100v-100h8v100z");
        let mut few = months();
        few.truncate(2);
        few[0].total = 100_000;
        assert_eq!(bars(&few, |_, period| period.count), "M1 100v-3h8v3zM11 100v-3h8v3z");
    }
}
