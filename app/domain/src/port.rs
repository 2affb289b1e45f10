//! The use cases, as the doors (pages, files, command line) see them: one trait per area, implemented by `service` and handed
//! out together as [`Services`]. Every function takes the [`Caller`] first and checks it inside.

use std::sync::Arc;

use async_trait::async_trait;

use crate::{
    access::Caller,
    audit::{AuditListQuery, AuditRow, AuditView},
    error::Result,
    ids::{AuditId, BranchId, FolderId, ImportId, InstanceId, MessageId, OrganisationId, PaymentId, ServerId, SessionId, UserId, ViewId},
    import::{ImportKind, ImportView},
    instance::{InstanceListQuery, InstanceRow, InstanceView},
    kpi::Kpis,
    message::{ComposeForm, MessageListQuery, MessageRow, MessageView},
    organisation::{OrganisationForm, OrganisationRow, OrganisationView},
    page::{Page, PageQuery},
    payment::{PaymentForm, PaymentListQuery, PaymentRow, PaymentView},
    search::Found,
    server::{ServerForm, ServerRow, ServerStatus},
    session::{OutboxRow, SessionRow},
    text::Locale,
    user::{
        BulkForm, BulkOutcome, Picked, TimelineEntry, UserChoices, UserChoicesQuery, UserFilter, UserForm, UserListQuery, UserRow,
        UserStatus, UserView,
    },
    view::SavedView,
};

pub mod whatsapp;

/// One's own account, sessions and passwords.
#[async_trait]
pub trait Accounts: Send + Sync {
    /// One's own sessions.
    async fn sessions(&self, caller: &Caller) -> Result<Vec<SessionRow>>;
    /// Ends one of one's own sessions.
    async fn revoke(&self, caller: &Caller, session: SessionId) -> Result<()>;
    /// Ends all of one's own sessions but this one.
    async fn revoke_others(&self, caller: &Caller) -> Result<u64>;
    /// Changes one's own password; all other sessions end.
    async fn change_password(&self, caller: &Caller, current: &str, new: &str) -> Result<()>;
    /// Changes one's own name, language and time zone.
    async fn edit_profile(&self, caller: &Caller, name: &str, locale: Locale, time_zone: &str) -> Result<()>;
    /// Time zones that one can choose, by name.
    async fn time_zones(&self, caller: &Caller) -> Result<Vec<String>>;
    /// Writes a mail with a reset link if there is such an account; says the same either way, after the same time.
    async fn request_reset(&self, origin: &crate::access::Origin, login: &str) -> Result<()>;
    /// Whose address a link's secret was mailed to, while the link works; for password managers, which file the new password under it.
    async fn reset_address(&self, secret: &str) -> Result<Option<String>>;
    /// Sets a new password by a link's secret; the link is used up, all sessions end.
    async fn reset_password(&self, origin: &crate::access::Origin, secret: &str, new: &str) -> Result<()>;
    /// A token for a form that must take effect once however often it is sent.
    async fn form_token(&self, caller: &Caller) -> Result<String>;
    /// Another user's sessions.
    async fn sessions_of(&self, caller: &Caller, user: UserId) -> Result<Vec<SessionRow>>;
    /// Ends one session of another user, or all (`None`).
    async fn revoke_of(&self, caller: &Caller, user: UserId, session: Option<SessionId>) -> Result<u64>;
    /// Staff mail a reset link to a user and force a new password at the next sign-in.
    async fn send_reset(&self, caller: &Caller, user: UserId) -> Result<()>;
    /// Mails kept here.
    async fn outbox(&self, caller: &Caller, page: &PageQuery) -> Result<Page<OutboxRow>>;
}

/// People.
#[async_trait]
pub trait Users: Send + Sync {
    /// A page of the table.
    async fn list(&self, caller: &Caller, query: &UserListQuery) -> Result<Page<UserRow>>;
    /// What filters and forms offer.
    async fn choices(&self, caller: &Caller, query: &UserChoicesQuery) -> Result<UserChoices>;
    /// One user.
    async fn view(&self, caller: &Caller, user: UserId) -> Result<UserView>;
    /// Makes an account; a link to set the password is mailed.
    async fn create(&self, caller: &Caller, form: &UserForm) -> Result<UserId>;
    /// Changes an account that is still the version shown.
    async fn edit(&self, caller: &Caller, user: UserId, form: &UserForm) -> Result<()>;
    /// Activates or deactivates; deactivation ends live sessions.
    async fn set_status(&self, caller: &Caller, user: UserId, status: UserStatus) -> Result<()>;
    /// Gives users a manager (`Some(None)` takes it away) and/or an organisation; answers how many changed.
    async fn assign(
        &self,
        caller: &Caller,
        users: &[UserId],
        manager: Option<Option<UserId>>,
        organisation: Option<Option<OrganisationId>>,
    ) -> Result<u64>;
    /// Changes many, each on their own, a part of them at a time: `after` is what the part before answered with.
    async fn change(&self, caller: &Caller, whom: &Picked, form: &BulkForm, after: Option<&str>) -> Result<BulkOutcome>;
    /// What the user did and what was done to them, newest first.
    async fn timeline(&self, caller: &Caller, user: UserId, cursor: Option<String>) -> Result<Page<TimelineEntry>>;
    /// The figures for a filter.
    async fn kpis(&self, caller: &Caller, filter: &UserFilter) -> Result<Kpis>;
    /// The filtered users as CSV, in chunks, in the order of the list. The receiver is dropped to stop.
    async fn export(&self, caller: &Caller, query: &UserListQuery) -> Result<chunks::Chunks>;
    /// The same of these users alone.
    async fn export_these(&self, caller: &Caller, users: &[UserId]) -> Result<chunks::Chunks>;
    /// Users whose name, email, phone or id matches, for filters that name a person (at most 8).
    async fn find(&self, caller: &Caller, text: &str) -> Result<Vec<(UserId, String, String)>>;
}

/// Bytes in chunks, without naming a runtime.
pub mod chunks {
    use crate::error::Result;

    /// Pulls the next chunk; `None` at the end.
    pub type Chunks = Box<dyn ChunkSource>;

    /// Something that makes chunks of bytes one by one.
    #[async_trait::async_trait]
    pub trait ChunkSource: Send {
        /// The next chunk.
        async fn next(&mut self) -> Option<Result<Vec<u8>>>;
    }
}

/// Businesses.
#[async_trait]
pub trait Organisations: Send + Sync {
    /// By name; `q` narrows.
    async fn list(&self, caller: &Caller, q: &str, page: &PageQuery) -> Result<Page<OrganisationRow>>;
    /// One of them.
    async fn view(&self, caller: &Caller, organisation: OrganisationId) -> Result<OrganisationView>;
    /// Makes one in the caller's part of the tree.
    async fn create(&self, caller: &Caller, form: &OrganisationForm) -> Result<OrganisationId>;
    /// Renames, changes the owner.
    async fn edit(&self, caller: &Caller, organisation: OrganisationId, form: &OrganisationForm) -> Result<()>;
    /// Makes a branch.
    async fn add_branch(&self, caller: &Caller, organisation: OrganisationId, name: &str) -> Result<BranchId>;
    /// Makes a folder.
    async fn add_folder(&self, caller: &Caller, organisation: OrganisationId, name: &str) -> Result<FolderId>;
    /// Gives a branch another name.
    async fn rename_branch(&self, caller: &Caller, organisation: OrganisationId, branch: BranchId, name: &str) -> Result<()>;
    /// Gives a folder another name.
    async fn rename_folder(&self, caller: &Caller, organisation: OrganisationId, folder: FolderId, name: &str) -> Result<()>;
    /// Puts a branch away or takes it out again.
    async fn archive_branch(&self, caller: &Caller, organisation: OrganisationId, branch: BranchId, archived: bool) -> Result<()>;
    /// Puts a folder away or takes it out again.
    async fn archive_folder(&self, caller: &Caller, organisation: OrganisationId, folder: FolderId, archived: bool) -> Result<()>;
}

/// Money.
#[async_trait]
pub trait Payments: Send + Sync {
    /// Newest first.
    async fn list(&self, caller: &Caller, query: &PaymentListQuery) -> Result<Page<PaymentRow>>;
    /// One payment, with what belongs to it.
    async fn view(&self, caller: &Caller, payment: PaymentId) -> Result<PaymentView>;
    /// The filtered payments as CSV, in chunks, in the order of the list. The receiver is dropped to stop.
    async fn export(&self, caller: &Caller, query: &PaymentListQuery) -> Result<chunks::Chunks>;
    /// Records a payment by hand, with its ledger entries.
    async fn record(&self, caller: &Caller, user: UserId, form: &PaymentForm) -> Result<PaymentId>;
    /// Gives back a payment, whole or in part (major units, as typed in this language), with a reason.
    async fn refund(
        &self,
        caller: &Caller,
        payment: PaymentId,
        amount: &str,
        reason: &str,
        token: &str,
        language: Locale,
    ) -> Result<PaymentId>;
}

/// Imports.
#[async_trait]
pub trait Imports: Send + Sync {
    /// Keeps an uploaded file (a path that the service takes over) and reads its head.
    async fn begin(&self, caller: &Caller, kind: ImportKind, file_name: &str, path: &std::path::Path) -> Result<ImportView>;
    /// Sets which column feeds which; kept for the caller's next file of this kind.
    async fn map(&self, caller: &Caller, import: ImportId, mapping: &[(String, Option<String>)]) -> Result<ImportView>;
    /// Reads all rows and writes nothing: the preview. Runs in the background.
    async fn check(&self, caller: &Caller, import: ImportId) -> Result<()>;
    /// Brings the good rows in (or nothing, when `all_or_nothing` and a row is bad). Runs in the background; may be called again after a crash.
    async fn run(&self, caller: &Caller, import: ImportId, all_or_nothing: bool) -> Result<()>;
    /// How far it is.
    async fn view(&self, caller: &Caller, import: ImportId) -> Result<ImportView>;
    /// The caller's imports, newest first.
    async fn list(&self, caller: &Caller, page: &PageQuery) -> Result<Page<ImportView>>;
    /// All refused rows as CSV.
    async fn report(&self, caller: &Caller, import: ImportId) -> Result<chunks::Chunks>;
}

/// The audit trail.
#[async_trait]
pub trait Audit: Send + Sync {
    /// Newest first.
    async fn list(&self, caller: &Caller, query: &AuditListQuery) -> Result<Page<AuditRow>>;
    /// One event, with everything that is known about it.
    async fn view(&self, caller: &Caller, event: AuditId) -> Result<AuditView>;
    /// Those whose acts the list can be narrowed to: staff first, and who is asked for already.
    async fn actors(&self, caller: &Caller, asked: Option<UserId>) -> Result<Vec<(UserId, String)>>;
    /// The filtered events as CSV, in chunks, newest first. The receiver is dropped to stop.
    async fn export(&self, caller: &Caller, query: &AuditListQuery) -> Result<chunks::Chunks>;
}

/// Gateway servers.
#[async_trait]
pub trait Servers: Send + Sync {
    /// All, by name.
    async fn list(&self, caller: &Caller) -> Result<Vec<ServerRow>>;
    /// Adds one; its key is sealed; it is asked at once.
    async fn create(&self, caller: &Caller, form: &ServerForm) -> Result<ServerId>;
    /// Changes one.
    async fn edit(&self, caller: &Caller, server: ServerId, form: &ServerForm) -> Result<()>;
    /// Takes it out (`Maintenance`) or lets it take part again (`Online`).
    async fn set_status(&self, caller: &Caller, server: ServerId, status: ServerStatus) -> Result<()>;
    /// Asks it now how it is; what it answers stands in the list.
    async fn check(&self, caller: &Caller, server: ServerId) -> Result<()>;
    /// Removes one that holds no numbers.
    async fn delete(&self, caller: &Caller, server: ServerId) -> Result<()>;
}

/// Numbers.
#[async_trait]
pub trait Instances: Send + Sync {
    /// Within reach, newest first.
    async fn list(&self, caller: &Caller, query: &InstanceListQuery) -> Result<Page<InstanceRow>>;
    /// One of them, with its QR code while it waits for a scan.
    async fn view(&self, caller: &Caller, instance: InstanceId) -> Result<InstanceView>;
    /// Adds a number for the caller (or, by staff, for `user`), on the server with most room.
    async fn create(&self, caller: &Caller, user: Option<UserId>, name: &str) -> Result<InstanceId>;
    /// Starts pairing or connects again: the QR code appears on its page.
    async fn connect(&self, caller: &Caller, instance: InstanceId) -> Result<()>;
    /// A short code to type on the phone instead of scanning, for those whose only screen is that phone. Only while a code waits to be
    /// scanned, and only so often for one phone and one number: the code appears on that phone, whoever holds it.
    async fn pair_by_phone(&self, caller: &Caller, instance: InstanceId, phone: &str) -> Result<String>;
    /// Logs the number out; it keeps its place and its queue.
    async fn log_out(&self, caller: &Caller, instance: InstanceId) -> Result<()>;
    /// Says that another account than before, which was paired on this number, may send what waits.
    async fn confirm_account(&self, caller: &Caller, instance: InstanceId) -> Result<()>;
    /// Logs such an account out again.
    async fn refuse_account(&self, caller: &Caller, instance: InstanceId) -> Result<()>;
    /// Removes it; what waits is cancelled, history stays.
    async fn delete(&self, caller: &Caller, instance: InstanceId) -> Result<()>;
}

/// Messages.
#[async_trait]
pub trait Messages: Send + Sync {
    /// Within reach, newest first.
    async fn list(&self, caller: &Caller, query: &MessageListQuery) -> Result<Page<MessageRow>>;
    /// One message, with where it was when.
    async fn view(&self, caller: &Caller, message: MessageId) -> Result<MessageView>;
    /// How many of the caller's own messages gateways took today, by the counters.
    async fn sent_today(&self, caller: &Caller) -> Result<i64>;
    /// The country whose numbers are read without its code: its two letters and that code. None where every number needs one.
    async fn home_country(&self, caller: &Caller) -> Result<Option<(String, u16)>>;
    /// Queues one message per recipient; the same token queues once.
    async fn compose(&self, caller: &Caller, form: &ComposeForm) -> Result<Vec<MessageId>>;
    /// Calls off a message that has not gone.
    async fn cancel(&self, caller: &Caller, message: MessageId) -> Result<()>;
    /// Calls off what was queued together with this message and has not gone; answers how many.
    async fn cancel_rest(&self, caller: &Caller, message: MessageId) -> Result<u64>;
    /// Queues a failed or dead message again, as a new message.
    async fn retry(&self, caller: &Caller, message: MessageId) -> Result<MessageId>;
}

/// Everything by a few letters.
#[async_trait]
pub trait Search: Send + Sync {
    /// Records of every kind that the caller may list, those of one kind together, at most [`crate::search::FOUND_MAX`] of each. An amount
    /// is read as it is typed in this language.
    async fn find(&self, caller: &Caller, text: &str, language: Locale) -> Result<Vec<Found>>;
}

/// Views that people keep of the user list: each their owner's alone. The parameters of the list's address come as `name=value`.
#[async_trait]
pub trait Views: Send + Sync {
    /// One's own, oldest first.
    async fn list(&self, caller: &Caller) -> Result<Vec<SavedView>>;
    /// Keeps one more.
    async fn save(&self, caller: &Caller, name: &str, query: &[String]) -> Result<ViewId>;
    /// Gives one another name.
    async fn rename(&self, caller: &Caller, view: ViewId, name: &str) -> Result<()>;
    /// Gives one other parameters.
    async fn update(&self, caller: &Caller, view: ViewId, query: &[String]) -> Result<()>;
    /// Forgets one.
    async fn delete(&self, caller: &Caller, view: ViewId) -> Result<()>;
}

/// All use cases together, as given to pages by the server.
#[derive(Clone)]
pub struct Services {
    /// One's own account.
    pub accounts: Arc<dyn Accounts>,
    /// People.
    pub users: Arc<dyn Users>,
    /// Businesses.
    pub organisations: Arc<dyn Organisations>,
    /// Money.
    pub payments: Arc<dyn Payments>,
    /// Imports.
    pub imports: Arc<dyn Imports>,
    /// The audit trail.
    pub audit: Arc<dyn Audit>,
    /// Gateway servers.
    pub servers: Arc<dyn Servers>,
    /// Numbers.
    pub instances: Arc<dyn Instances>,
    /// Messages.
    pub messages: Arc<dyn Messages>,
    /// Everything by a few letters.
    pub search: Arc<dyn Search>,
    /// Views that people keep.
    pub views: Arc<dyn Views>,
}
