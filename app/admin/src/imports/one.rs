//! One import: its columns, the check, the run, live progress, and the refused rows.

use api::imports::{CheckImport, MapImport, RunImport};
use domain::{
    ids::ImportId,
    import::{ImportKind, ImportState, ImportView, RowProblem},
    live::LiveEvent,
    msg,
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;
use ui::{
    Button, ButtonKind, CheckboxField, Choice, Column, Crumb, Data, DataTable, Fact, Facts, FormBody, IconName, LinkButton, Load, Notice,
    PageHeader, Progress, Section, SelectField, Submission, SubmitForm, Tone, live_version, number, state::ImportStateBadge, t, title_in,
};

#[derive(Clone, Copy)]
struct Acts {
    map: Submission,
    check: Submission,
    run: Submission,
}

/// The page.
#[component]
pub fn ImportPage() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|params| params.get("id").and_then(|id| id.parse().ok())).unwrap_or(ImportId::NIL));
    let acts = Acts {
        map: Submission::to::<MapImport>().says(msg::ui_saved()),
        check: Submission::to::<CheckImport>(),
        run: Submission::to::<RunImport>().says(msg::imports_started()),
    };
    let live = live_version(move |event| matches!(event, LiveEvent::Import { id: changed } if *changed == id.get_untracked()));
    let versions = move || (acts.map.version().get(), acts.check.version().get(), acts.run.version().get(), live.get());
    let data =
        Data::new(move || (id.get(), versions()), |(id, _)| async move { api::imports::view_import(id).await.map_err(|error| error.0) });
    let draw = move |view: ImportView| one(view, acts);
    view! { <Load data page=true view=draw/> }
}

fn count(value: u64) -> i64 {
    i64::try_from(value).unwrap_or(i64::MAX)
}

fn one(import: ImportView, acts: Acts) -> AnyView {
    let busy = matches!(import.state, ImportState::Checking | ImportState::Running);
    let looked_at = !matches!(import.state, ImportState::Uploaded);
    let open = matches!(import.state, ImportState::Uploaded | ImportState::Checked);
    let result =
        if matches!(import.state, ImportState::Running | ImportState::Done) { msg::imports_result() } else { msg::imports_preview() };
    let (file, kind, state) = (import.file.clone(), t(import.kind.label()), import.state);
    let progress = busy.then(|| progress(&import));
    let looked_at = looked_at.then(|| {
        let (figures, problems) = (figures(&import), problems(&import, busy));
        view! { <Section title=result><div class="stack">{figures}{problems}</div></Section> }
    });
    let steps = open.then(|| steps(&import, acts));
    let made = (import.state == ImportState::Done && import.kind == ImportKind::Users && import.created > 0).then(|| {
        let href = format!("/admin/users?import={}", import.id);
        view! { <div class="row"><LinkButton href kind=ButtonKind::Primary icon=IconName::Users>{t(msg::imports_show_made(count(import.created)))}</LinkButton></div> }
    });
    view! {
        <Title text=title_in(&file, msg::imports_title())/>
        <PageHeader title=file lead=kind crumbs=vec![Crumb { label: t(msg::imports_title()), href: "/admin/imports".into() }]>
            <ImportStateBadge state/>
        </PageHeader>
        {progress}
        {made}
        {looked_at}
        {steps}
    }
    .into_any()
}

fn progress(import: &ImportView) -> AnyView {
    let (done, total) = (count(import.read), count(import.bytes));
    let href = format!("/admin/imports/{}", import.id);
    view! {
        <Progress label=msg::imports_progress() done=Signal::stored(done) total=Signal::stored(Some(total))/>
        <p class="no-script-only"><a class="link" href=href>{t(msg::imports_refresh())}</a></p>
    }
    .into_any()
}

fn figures(import: &ImportView) -> AnyView {
    let facts = [
        (msg::imports_rows(), import.rows),
        (msg::imports_created(), import.created),
        (msg::imports_updated(), import.updated),
        (msg::imports_unchanged(), import.unchanged),
        (msg::imports_refused(), import.refused),
    ];
    let facts: Vec<_> = facts.into_iter().map(|(label, value)| view! { <Fact label>{number(count(value))}</Fact> }).collect();
    view! { <Facts>{facts}</Facts> }.into_any()
}

fn problems(import: &ImportView, busy: bool) -> AnyView {
    if import.problems.is_empty() {
        return (!busy).then(|| view! { <Notice tone=Tone::Good title=msg::imports_all_good()/> }).into_any();
    }
    let report = format!("/admin/imports/{}/report.csv", import.id);
    let rows = import.problems.clone();
    view! {
        <h3 class="section-title">{t(msg::imports_problems())}</h3>
        <DataTable id="problems" caption=msg::imports_problems() columns=problem_columns() rows
            key=|row: &RowProblem| format!("{}-{}", row.line, row.column) name=|row: &RowProblem| row.line.to_string()/>
        <div class="row"><LinkButton href=report icon=IconName::Download attr:rel="external">{t(msg::imports_report())}</LinkButton></div>
    }
    .into_any()
}

fn problem_columns() -> Vec<Column<RowProblem>> {
    vec![
        Column::new("line", msg::imports_line(), |row: &RowProblem| number(count(row.line))),
        Column::new("column", msg::imports_column(), |row: &RowProblem| view! { <code>{row.column.clone()}</code> }),
        Column::new("value", msg::imports_value(), |row: &RowProblem| view! { <bdi>{row.value.clone()}</bdi> }),
        Column::new("reason", msg::imports_reason(), |row: &RowProblem| t(row.reason.clone())),
    ]
}

/// What can be done now: choose columns, check, run.
fn steps(import: &ImportView, acts: Acts) -> AnyView {
    let id = import.id.to_string();
    let (map, check, run) = (acts.map.error(), acts.check.error(), acts.run.error());
    let refused = Signal::derive(move || map.get().or_else(|| check.get()).or_else(|| run.get()));
    let (mapping, sample) = (mapping(import), sample(import));
    let map_id = id.clone();
    view! {
        <Section title=msg::imports_columns() lead=msg::imports_columns_lead()>
            <div class="stack">
                <SubmitForm to=acts.map>
                    <FormBody id="map" error=refused pending=acts.map.pending()>
                        <input type="hidden" name="id" value=map_id/>
                        <div class="form-grid">{mapping}</div>
                        <div class="form-actions"><Button submit=true pending=acts.map.pending()>{t(msg::imports_save_columns())}</Button></div>
                    </FormBody>
                </SubmitForm>
                {sample}
            </div>
        </Section>
        {if import.state == ImportState::Checked { next(id, acts, count(import.created + import.updated)) } else { first(id, acts) }}
    }
    .into_any()
}

/// Looks at every row; nothing can be written before.
fn first(id: String, acts: Acts) -> AnyView {
    view! {
        <SubmitForm to=acts.check>
            <input type="hidden" name="id" value=id/>
            <div class="form-actions"><Button kind=ButtonKind::Primary submit=true pending=acts.check.pending()>{t(msg::imports_check())}</Button></div>
        </SubmitForm>
    }
    .into_any()
}

/// Writes what was looked at, or looks again.
fn next(id: String, acts: Acts, rows: i64) -> AnyView {
    let check_id = id.clone();
    view! {
        <SubmitForm to=acts.run>
            <input type="hidden" name="id" value=id/>
            <CheckboxField name="all_or_nothing" label=msg::imports_all_or_nothing()/>
            <p class="soft">{t(msg::imports_would_write(rows))}</p>
            <div class="form-actions"><Button kind=ButtonKind::Primary submit=true pending=acts.run.pending()>{t(msg::imports_run())}</Button></div>
        </SubmitForm>
        <SubmitForm to=acts.check>
            <input type="hidden" name="id" value=check_id/>
            <Button submit=true pending=acts.check.pending()>{t(msg::imports_check())}</Button>
        </SubmitForm>
    }
    .into_any()
}

fn mapping(import: &ImportView) -> Vec<AnyView> {
    let options: Vec<Choice> = import.header.iter().map(|column| Choice::new(column.clone(), column.clone())).collect();
    let needed = &import.kind.columns()[..import.kind.required()];
    import.mapping.iter().map(|(column, source)| view! {
        <SelectField name=format!("mapping[{column}]") label=domain::Msg { key: column.clone().into(), args: Vec::new() } options=options.clone()
            value=source.clone().unwrap_or_default() blank=msg::imports_not_in_file() required=needed.contains(&column.as_str())/>
    }.into_any()).collect()
}

fn sample(import: &ImportView) -> AnyView {
    let head: Vec<_> = import.header.iter().map(|column| view! { <th scope="col"><bdi>{column.clone()}</bdi></th> }).collect();
    let rows: Vec<_> = import
        .sample
        .iter()
        .map(|row| view! { <tr>{row.iter().map(|cell| view! { <td><bdi>{cell.clone()}</bdi></td> }).collect_view()}</tr> })
        .collect();
    view! {
        <details>
            <summary>{t(msg::imports_sample())}</summary>
            <div class="table-region" role="region" tabindex="0" aria-label=t(msg::imports_sample())>
                <table class="table table-plain"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>
            </div>
        </details>
    }
    .into_any()
}
