//! What each server function is called with in these tests: readable arguments about things that do not exist.

const USER: &str = "usr_00000000000000000000000000000001";
const ORGANISATION: &str = "org_00000000000000000000000000000001";
const INSTANCE: &str = "ins_00000000000000000000000000000001";

/// Arguments that can be read, as a form.
pub fn of(function: &str) -> String {
    let user = format!("id={USER}");
    let organisation = format!("id={ORGANISATION}");
    let person = "name=Nobody&email=nobody@example.com&role=customer&version=0";
    let server = "name=Far&provider=waha&url=http://127.0.0.1:9&api_key=abcdefgh&max_devices=3";
    let own = |prefix: &str| format!("id={prefix}_00000000000000000000000000000001");
    match function {
        "users/list_users" => "query[size]=25".into(),
        "users/list_user_choices" => "query[q]=".into(),
        "organisations/list_organisations" => "q=".into(),
        "users/view_user" | "users/user_timeline" | "account/user_sessions" | "account/send_password_reset" => user,
        "users/create_user" => person.into(),
        "users/edit_user" => format!("{user}&{person}"),
        "users/set_user_status" => format!("{user}&status=inactive"),
        "users/change_users" => format!("ids[0]={USER}&manager=none"),
        "users/user_kpis" => "filter[q]=".into(),
        "users/find_users" | "search/find_records" => "text=person".into(),
        "organisations/view_organisation" => organisation,
        "organisations/create_organisation" => "name=Nothing".into(),
        "organisations/edit_organisation" | "organisations/add_branch" | "organisations/add_folder" => {
            format!("{organisation}&name=Nothing")
        }
        "organisations/rename_branch" => format!("{organisation}&branch=brn_00000000000000000000000000000001&name=Nothing"),
        "organisations/rename_folder" => format!("{organisation}&folder=fld_00000000000000000000000000000001&name=Nothing"),
        "organisations/archive_branch" => format!("{organisation}&branch=brn_00000000000000000000000000000001&archived=true"),
        "organisations/archive_folder" => format!("{organisation}&folder=fld_00000000000000000000000000000001&archived=true"),
        "payments/list_payments" => format!("query[filter][user]={USER}&query[size]=25"),
        "payments/view_payment" => own("pay"),
        "payments/record_payment" => format!("{user}&amount=1&currency=USD&method=cash&note=none&token=once"),
        "payments/refund_payment" => format!("{}&amount=1&reason=none&token=once", own("pay")),
        "imports/map_import" | "imports/check_import" | "imports/run_import" | "imports/view_import" => own("imp"),
        "servers/create_server" => server.into(),
        "servers/edit_server" => format!("{}&{server}", own("srv")),
        "servers/set_server_status" => format!("{}&status=maintenance", own("srv")),
        "servers/delete_server" | "servers/check_server" => own("srv"),
        "instances/list_instances" => format!("query[user]={USER}"),
        "instances/create_instance" => format!("name=Shop&user={USER}"),
        "instances/view_instance" | "instances/connect_instance" | "instances/log_out_instance" | "instances/delete_instance" => own("ins"),
        "instances/confirm_account" | "instances/refuse_account" => own("ins"),
        "instances/pair_by_phone" => format!("{}&phone=%2B34600111222", own("ins")),
        "messages/list_messages" => format!("query[number]={INSTANCE}"),
        "messages/compose_messages" => format!("instance={INSTANCE}&to=%2B34600111222&text=hello"),
        "messages/cancel_message" | "messages/cancel_rest" | "messages/retry_message" | "messages/view_message" => own("msg"),
        "audit/view_audit" => own("aud"),
        "views/save_view" => "name=Morning&query[0]=status%3Dactive".into(),
        "views/rename_view" => format!("{}&name=Morning", own("viw")),
        "views/update_view" | "views/delete_view" => own("viw"),
        "account/revoke_own_session" => own("ses"),
        "account/change_password" => "current=none&new=also+none+of+it".into(),
        "account/edit_profile" => "name=Nobody&locale=en&time_zone=UTC".into(),
        "account/revoke_user_session" => user,
        "imports/list_imports"
        | "views/list_views"
        | "audit/list_audit"
        | "audit/audit_actors"
        | "servers/list_servers"
        | "messages/messages_today"
        | "messages/home_country"
        | "account/own_sessions"
        | "account/revoke_other_sessions"
        | "account/form_token"
        | "account/time_zones"
        | "account/list_outbox" => String::new(),
        _ => panic!("say in `arguments` what {function} is called with"),
    }
}

/// Fields that it takes besides, and that may be left out.
pub fn more(function: &str) -> &'static [&'static str] {
    match function {
        "users/list_users" => &[
            "query[filter][q]",
            "query[filter][tag]",
            "query[filter][tier]",
            "query[filter][paid]",
            "query[filter][plan]",
            "query[filter][registered_from]",
            "query[filter][seen_to]",
            "query[filter][month]",
            "query[filter][problems][0]",
            "query[sort]",
            "query[reversed]",
            "query[cursor]",
        ],
        "users/list_user_choices" => &["query[only][0]", "query[organisation]", "query[manager]"],
        "users/create_user" | "users/edit_user" => &[
            "username",
            "phone",
            "post",
            "tier",
            "organisation",
            "branch",
            "folder",
            "manager",
            "parent",
            "time_zone",
            "locale",
            "tags",
            "notes",
        ],
        "users/change_users" => &["ids[1]", "organisation", "status", "add_tags", "remove_tags", "all", "filter[0]", "after"],
        "users/user_kpis" => &["filter[tag]", "filter[tier]", "filter[paid]", "filter[registered_to]", "filter[month]"],
        "users/user_timeline" => &["cursor"],
        "account/list_outbox" | "imports/list_imports" | "organisations/list_organisations" => &["page[cursor]", "page[size]"],
        "audit/list_audit" => {
            &["query[who]", "query[action]", "query[kind]", "query[from]", "query[until]", "query[cursor]", "query[size]"]
        }
        "audit/audit_actors" => &["asked"],
        "views/save_view" | "views/update_view" => &["query[0]", "query[1]"],
        "organisations/create_organisation" | "organisations/edit_organisation" => &["owner"],
        "payments/list_payments" => &[
            "query[filter][status]",
            "query[filter][method]",
            "query[filter][q]",
            "query[filter][currency]",
            "query[filter][paid_from]",
            "query[filter][amount_to]",
            "query[cursor]",
            "query[filter][problems][0]",
        ],
        "payments/record_payment" => &["paid_on", "language"],
        "imports/map_import" => &["mapping[name]", "mapping[email]", "mapping[none]"],
        "imports/run_import" => &["all_or_nothing"],
        "instances/list_instances" => &["query[q]", "query[state]", "query[server]", "query[cursor]", "query[size]"],
        "messages/list_messages" => &["query[to]", "query[stage]", "query[cursor]", "query[size]"],
        "messages/compose_messages" => &["token", "confirmed"],
        "account/revoke_user_session" => &["session"],
        _ => &[],
    }
}

/// Whether it takes arguments without which it cannot be called.
pub fn needs_some(function: &str) -> bool {
    let arguments = of(function);
    arguments.starts_with("id=") || arguments.starts_with("text=") || arguments.starts_with("current=")
}
