//! Fields and forms, empty, filled and refused.

use domain::{Error, FieldError, msg};
use leptos::prelude::*;

use super::Samples;
use crate::{
    button::{Button, ButtonKind, IconButton, LinkButton},
    field::{CheckboxField, Choice, DateField, EmailField, PasswordField, PhoneField, SearchField, SelectField, TextArea, TextField},
    file_drop::FileDrop,
    form::{FormActions, FormBody},
    icon::IconName,
    page::Section,
    progress::Progress,
    stepper::Stepper,
};

fn refused() -> Option<Error> {
    Some(Error::fields(vec![
        FieldError { field: "email".to_owned(), message: msg::field_not_an_email("ada@") },
        FieldError { field: "name".to_owned(), message: msg::field_required() },
    ]))
}

/// Forms in their states.
#[component]
pub(super) fn Forms() -> impl IntoView {
    let choices = vec![Choice::new("a", "Ada"), Choice::new("b", "Grace")];
    view! {
        <Samples title="Buttons">
            <div class="row">
                <Button kind=ButtonKind::Primary icon=IconName::Plus>"Primary"</Button>
                <Button>"Secondary"</Button>
                <Button kind=ButtonKind::Quiet icon=IconName::Download>"Quiet"</Button>
                <Button kind=ButtonKind::Danger icon=IconName::Trash>"Danger"</Button>
                <Button pending=true>"Pending"</Button>
                <Button disabled=true>"Disabled"</Button>
                <LinkButton href="/gallery".to_owned() icon=IconName::ArrowEnd>"Link"</LinkButton>
                <IconButton icon=IconName::Edit label=msg::ui_actions()/>
            </div>
        </Samples>
        <Samples title="Forms">
            <Stepper steps=vec![msg::ui_file_choose(), msg::ui_columns(), msg::ui_apply()] current=1/>
            <div class="columns">
                <Section title=msg::ui_preferences() lead=msg::ui_go_to_hint()>
                    <FormBody id="a">
                        <TextField name="name" label=msg::ui_account() required=true hint=msg::ui_go_to_hint()/>
                        <EmailField name="email" label=msg::ui_go_to() value="ada@example.com"/>
                        <PhoneField name="phone" label=msg::ui_actions()/>
                        <PasswordField name="password" label=msg::ui_show_password()/>
                        <SelectField name="manager" label=msg::ui_areas() options=choices blank=msg::ui_any()/>
                        <CheckboxField name="agree" label=msg::ui_shortcuts_single() checked=true/>
                        <FormActions submit=msg::ui_apply()><Button>"Cancel"</Button></FormActions>
                    </FormBody>
                </Section>
                <Section title=msg::ui_problems(2_i64)>
                    <FormBody id="b" error=Signal::stored(refused())>
                        <TextField name="name" label=msg::ui_account() required=true/>
                        <EmailField name="email" label=msg::ui_go_to() value="ada@"/>
                        <DateField name="since" label=msg::ui_pages()/>
                        <SearchField name="search" label=msg::ui_search() placeholder="Ada"/>
                        <TextArea name="note" label=msg::ui_notices() value="</textarea><script>alert(1)</script>"/>
                        <FormActions submit=msg::ui_retry()/>
                    </FormBody>
                </Section>
                <Section title=msg::ui_file_choose()>
                    <div class="stack">
                        <FileDrop name="file" label=msg::ui_file_choose() accept=".csv"/>
                        <Progress label=msg::ui_loading() done=31_400_i64 total=Some(100_000_i64)/>
                        <Progress label=msg::ui_recounting() done=0_i64/>
                    </div>
                </Section>
            </div>
        </Samples>
    }
}
