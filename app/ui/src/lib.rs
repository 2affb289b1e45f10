//! The design system: what pages are made of. Each component is one file (or folder) here and one style sheet in `style/`; it works
//! without script as far as a link or a form can, and is the same after hydration. Words are messages ([`Msg`](domain::Msg)), never
//! literals. Nothing here knows a record, a rule or a server function.
//!
//! At the root, once: `provide_text(catalogue, locale, intl)`, `provide_toasts()`, inside the router `provide_address()`, and for
//! people who are signed in `provide_live()`.
//!
//! ```text
//! words     t(Msg) -> String · number(i64) · money(Money) · time(Timestamp, TimeStyle) · <Time at style? relative?/>
//! address   use_address() -> Address { get() path() query() link(&Query) replace(&str) open(&str) } · Query { of get with without }
//!           names in a list's address: search sort size cursor columns, and one for each filter
//! page      <PageHeader title crumbs? lead?> actions · <Section title lead?> · <Facts> <Fact label> · <Notice tone title>
//!           <Timeline> <TimelineEntry icon tone? at> · <SidePanel title close_href> · <NewRows count on_show/>
//! buttons   <Button kind? icon? submit? pending? disabled? name? value?> words · <LinkButton href kind? icon? download?>
//!           <IconButton icon label/> · <IconLink href icon label/> · listeners on the component: <Button on:click=…>
//! icons     <Icon name=IconName::Users label?/> · <Spinner/>
//! forms     Submission::to::<ServerFunction>() -> { error() pending() done() answer() version() } · <SubmitForm to=submission>
//!           <FormBody id? error pending> fields <FormActions submit=msg/> </FormBody></SubmitForm>
//!           error: Signal<Option<domain::Error>>; each field finds its own part by its name
//!           <TextField name label value? model? hint? required? check? autocomplete? inputmode? maxlength? placeholder? ltr?/>
//!           <EmailField/> <PhoneField/> <PasswordField/> <DateField month?/> <SearchField/> <TextArea rows?/> (same props)
//!           <LookupField name label options=Vec<Choice> find=Find value? blank required?/> where a list cannot hold them all · <ZoneField label zones value? blank required?/>
//!           <SelectField name label options=Vec<Choice> value? model? blank?/> · <CheckboxField name label checked? model?/>
//!           <FileDrop name label accept on_file?/> · <Field name label control=Box<FnOnce(Wiring) -> AnyView>/>
//!           check: fn(&str) -> Option<Msg>; never write <textarea> yourself (Leptos 0.8 does not escape it)
//! lists     <FilterBar search=(name, Msg)? filters=Vec<Filter> sorts?> buttons (outside of what waits for the rows)
//!           <DataTable id? caption columns=Vec<Column<T>> shown? rows key=fn name=fn href=fn? actions? sort? pending? selection?/>
//!           Column::new(key, Msg, |row| view).sortable().figure().hidden() · Sort::parse · <ColumnChooser columns shown/>
//!           page_query(address) -> PageQuery · <Pagination previous next rows size total?/> · <NoResults clear_href/> · <EmptyState icon title message> actions
//!           each(|| parts) -> view, Part::new(key, || view): a list whose parts stay while others come and go
//! waiting   Data::new(source, fetch) -> Data<T> · <Load data shape=Shape::Table(8) view=|value| …/> · <Skeleton shape/> · <ErrorState error retry?/>
//! figures   <KpiRow label more? open?> <KpiCard id label about? figure=Signal<Option<Figure>> unit? change? trend? href? pending?/>
//!           <Sparkline values/> · <Chart id title description axis labels series kind? running? write/>
//! states    <Status tone label icon?/> · <Badge tone? label/> · <Tags tags/> · <Count count/> · <Avatar name size?/>
//! overlays  <Dialog id open=RwSignal title close_href? wide?> · <ConfirmDialog id open title message confirm danger? word? on_confirm/>
//!           <Menu id label icon? icon_only? items=Vec<MenuItem>/> · <Popover id label …> · <Toggletip id class face> · use_toasts().good(Msg) .bad .undoable
//! asking    <AskDialog ask title holds?> (open while `?ask=` says so) · <AskForm to of verb kind?> (its form)
//!           asking(address, "remove") · asking_of(address, "remove", id) · close_when(|| done)
//! moving    <Tabs label tabs=Signal<Vec<Tab>>/> · <Breadcrumb crumbs/> · <Stepper steps current/> · <Progress label done total?/>
//! texts     <CopyButton text/> · <Copyable text/>
//! pairing   <QrCode code=Signal<Option<Code>> state=Signal<Msg> tone? on_end?/> · <Pairing view connect? by_phone? …/> · <NumberDetails view acts links …/>
//! pages     number::<NumberPage fetch side=NumberSide{…}/> · messages::<Messages query fetch numbers side/> · <MessagePage fetch side/>
//! live      on_live(|id, event| …) · live_version(|event| bool) -> ReadSignal<u64> (in a resource's source) · use_live()
//!           Pulse::default().beat() · renewed(first, pulse, fetch) -> RwSignal<T> · beat_every(pulse, duration)
//! palette   offer(|| entries) while a page stands · opened(|| entry) · Entry::{page act record} .about(detail)
//! shells    <StaffShell parts=ShellParts banner?> · <PanelShell …> · <DoorShell product title lead? preferences>
//! ```
//!
//! To add a component: a file here, a sheet in `style/components/` with an `@import` in `style/main.css`.

pub mod address;
pub mod ask;
pub mod avatar;
pub mod badge;
pub mod button;
pub mod chart;
pub mod copy;
pub mod data;
pub mod dialog;
pub mod each;
pub mod empty;
pub mod error_state;
pub mod field;
pub mod file_drop;
pub mod filter_bar;
mod focus;
pub mod form;
pub mod gallery;
pub mod icon;
pub mod kpi;
mod leave;
pub mod live;
pub mod loading;
pub mod lookup;
pub mod menu;
pub mod messages;
pub mod number;
pub mod page;
pub mod pagination;
pub mod pairing;
pub mod palette;
pub mod progress;
pub mod pulse;
pub mod qr;
pub mod refocus;
pub mod shell;
pub mod shortcuts;
pub mod sparkline;
pub mod state;
pub mod stepper;
pub mod submit;
pub mod table;
pub mod tabs;
#[cfg(all(test, feature = "ssr"))]
mod tests;
pub mod text;
pub mod toast;
pub mod toggletip;
pub mod tone;
pub mod typed;
pub mod zone;

pub use address::{Address, Query, provide_address, use_address};
pub use ask::{AskDialog, AskForm, asking, asking_of, close_when};
pub use avatar::{Avatar, AvatarSize};
pub use badge::{Badge, Count, Status, Tags};
pub use button::{Button, ButtonKind, IconButton, IconLink, LinkButton};
pub use chart::{Chart, ChartKind, Series};
pub use copy::{CopyButton, Copyable};
pub use data::Data;
pub use dialog::{ConfirmDialog, Dialog};
pub use each::{Part, each};
pub use empty::{EmptyState, NoResults};
pub use error_state::{ErrorState, PageStatus, PageTitle};
pub use field::{
    Check, CheckboxField, Choice, DateField, EmailField, Field, PasswordField, PhoneField, SearchField, SelectField, TextArea, TextField,
    Wiring,
};
pub use file_drop::FileDrop;
pub use filter_bar::{Filter, FilterBar, FilterKind};
pub use form::{FormActions, FormBody, FormErrors, FormState};
pub use icon::{Icon, IconName, Spinner};
pub use kpi::{Change, Figure, KpiCard, KpiRow};
pub use live::{live_version, on_live, provide_live, use_live};
pub use loading::{Load, Shape, Skeleton};
pub use lookup::{Find, LookupField};
pub use menu::{Menu, MenuAct, MenuItem, Popover};
pub use page::{Breadcrumb, Crumb, Fact, Facts, NewRows, Notice, PageHeader, Section, SidePanel, Timeline, TimelineEntry, title_in};
pub use pagination::{Pagination, page_query};
pub use palette::{Entry, Found, Goal, Palette, Search, offer, opened};
pub use progress::Progress;
pub use pulse::{Pulse, beat_every, renewed};
pub use qr::{Code, QrCode};
pub use refocus::want_focus;
pub use shell::{Area, DoorShell, Mark, OfflineNotice, PanelShell, Preferences, PreferencesMenu, ShellParts, StaffShell, ViewerCard};
pub use shortcuts::Shortcuts;
pub use sparkline::Sparkline;
pub use stepper::Stepper;
pub use submit::{Submission, SubmitForm};
pub use table::{Align, Column, ColumnChooser, DataTable, RowActions, RowSelection, RowText, Sort, TableHeader};
pub use tabs::{Tab, Tabs};
pub use text::{BrowserIntl, Text, Time, money, number, provide_text, t, time, use_text};
pub use toast::{ToastRegion, Toasts, provide_toasts, use_toasts};
pub use toggletip::Toggletip;
pub use tone::Tone;
pub use zone::ZoneField;
