//! States, notices, waiting, failing, pairing, and the icons.

use domain::{Error, msg, time::Timestamp};
use leptos::prelude::*;

use super::Samples;
use crate::{
    avatar::{Avatar, AvatarSize},
    badge::{Badge, Status},
    error_state::ErrorState,
    icon::{Icon, IconName},
    loading::Skeleton,
    page::{Fact, Facts, Notice, Section, Timeline, TimelineEntry},
    qr::{Code, QrCode},
    tone::Tone,
};

fn code() -> Code {
    let cells: String =
        (0..21 * 21).filter(|at| at * 7919 % 13 < 6).map(|at| format!("M{} {}h1v1h-1z", at % 21 + 4, at / 21 + 4)).collect();
    let svg = format!(
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 29 29'><path d='M0 0h29v29H0z' fill='#fff'/><path d='{cells}'/></svg>"
    );
    Code { svg, seconds_left: 14, lifetime: 20, number: 2, total: 6 }
}

/// States in their tones.
#[component]
pub(super) fn States() -> impl IntoView {
    let at = Timestamp::from_seconds(1_795_269_905);
    let statuses: Vec<_> = Tone::ALL
        .into_iter()
        .map(|tone| {
            view! { <Status tone label=msg::ui_step_done()/>
            <Badge tone label="Gold"/> }
        })
        .collect();
    let notices: Vec<_> = [Tone::Info, Tone::Good, Tone::Warn, Tone::Bad]
        .into_iter()
        .map(|tone| {
            view! {
            <Notice tone title=msg::ui_no_results()><p>"What it means, and what to do."</p></Notice> }
        })
        .collect();
    let people: Vec<_> = ["Ada Lovelace", "Grace Hopper", "Nour", "Émile", "王小明", "Linus T"]
        .into_iter()
        .map(|name| {
            view! {
            <Avatar name size=AvatarSize::Large/> }
        })
        .collect();
    let icons: Vec<_> = IconName::ALL.iter().map(|name| view! { <Icon name=*name/> }).collect();
    view! {
        <Samples title="States">
            <div class="row">{statuses}</div>
            <div class="columns"><div class="stack">{notices}</div><div class="stack"><div class="row">{people}</div><Skeleton/></div></div>
            <div class="columns">
                <Section title=msg::ui_qr_code()><QrCode code=Signal::stored(Some(code())) state=Signal::stored(msg::ui_qr_code())
                    tone=Signal::stored(Tone::Info)/></Section>
                <div class="stack">
                    <Section title=msg::ui_account()>
                        <Facts>
                            <Fact label=msg::ui_account()>"Ada King Lovelace"</Fact>
                            <Fact label=msg::ui_go_to()>"ada@example.com"</Fact>
                            <Fact label=msg::ui_areas()><Status tone=Tone::Good label=msg::ui_step_done()/></Fact>
                        </Facts>
                    </Section>
                    <Section title=msg::ui_actions()>
                        <Timeline>
                            <TimelineEntry icon=IconName::UserPlus at tone=Tone::Info>"Registered"</TimelineEntry>
                            <TimelineEntry icon=IconName::Receipt at tone=Tone::Good>"Paid 12.00 USD"</TimelineEntry>
                            <TimelineEntry icon=IconName::Ban at
                                tone=Tone::Bad>"Payment refused by the bank, which gave no reason"</TimelineEntry>
                        </Timeline>
                    </Section>
                </div>
                <Section title=msg::ui_failed_title()><ErrorState error=Error::internal()/></Section>
            </div>
            <div class="gallery-icons">{icons}</div>
        </Samples>
    }
}
