//! The small world of the matrix: an owner, two dealers, their employees and customers, and for each of them a business, a payment, a
//! number, a message, an import and a session of their own, all made by the use cases themselves.

use std::{collections::HashMap, path::PathBuf, sync::Arc};

use db::{
    Db, exec,
    identity::{account, session},
    users::NewRow,
    values,
};
use domain::{
    access::{Caller, Origin, Role},
    ids::{BranchId, FolderId, ImportId, InstanceId, MessageId, OrganisationId, PaymentId, ServerId, SessionId, UserId, ViewId},
    import::ImportKind,
    message::ComposeForm,
    organisation::OrganisationForm,
    payment::PaymentForm,
    port::{Services, whatsapp::Driver},
    server::{Provider, ServerForm},
    user::UserForm,
};
use secrecy::SecretString;

use super::people::{Part, Person, Who};
use crate::{
    Context, Settings,
    identity::{
        caller_of, passwords,
        testing::{CHEAP, PASSWORD, Rig},
    },
    users::tests::house::bring_in,
    whatsapp::tests::fake::FakeGateway,
};

/// What every payment comes to: no other number of the world begins like it.
pub const AMOUNT: &str = "9876543219.87";
/// Stands in the note of every payment.
pub const MONEY: &str = "moneyzq";
/// Stands in the key of every server.
pub const KEY: &str = "apikeyzq-0042";

/// Who pays.
pub const PAYERS: [Person; 5] = [Person::Anna, Person::Otto, Person::Alma, Person::Alba, Person::Bela];
/// Who has a number with a message.
pub const HOLDERS: [Person; 7] = [Person::Olga, Person::Anna, Person::Ben, Person::Otto, Person::Alma, Person::Alba, Person::Bela];
/// Who has a business.
pub const HEADS: [Person; 3] = [Person::Olga, Person::Anna, Person::Ben];
/// Who imported a file.
pub const IMPORTERS: [Person; 5] = [
    Person::Olga,
    Person::Anna,
    Person::Ben,
    Person::Staff(Part::Root, domain::access::Post::Super),
    Person::Staff(Part::Anna, domain::access::Post::Super),
];

/// Who keeps a view of the user list.
pub const VIEWERS: [Person; 3] = [Person::Olga, Person::Anna, Person::Staff(Part::Anna, domain::access::Post::Support)];

/// A business with its branch and folder.
pub type Business = (OrganisationId, BranchId, FolderId);

/// See the module's words.
pub struct World {
    pub context: Context,
    pub services: Services,
    pub people: HashMap<Person, UserId>,
    pub sessions: HashMap<Person, SessionId>,
    pub businesses: HashMap<Person, Business>,
    pub payments: HashMap<Person, PaymentId>,
    pub instances: HashMap<Person, InstanceId>,
    pub imports: HashMap<Person, ImportId>,
    pub views: HashMap<Person, ViewId>,
    pub server: ServerId,
    folder: tempfile::TempDir,
}

impl World {
    pub async fn new(db: &Db) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let Rig { mut context, clock } = Rig::new(db);
        let gateway: Arc<dyn Driver> = Arc::new(FakeGateway::new(Arc::new(clock), true));
        context.drivers = Arc::new([(Provider::Waha, gateway)].into());
        context.settings = Arc::new(Settings { data_dir: folder.path().join("data"), ..(*context.settings).clone() });
        let mut world = Self {
            services: crate::services(&context),
            context,
            people: HashMap::new(),
            sessions: HashMap::new(),
            businesses: HashMap::new(),
            payments: HashMap::new(),
            instances: HashMap::new(),
            imports: HashMap::new(),
            views: HashMap::new(),
            server: ServerId::NIL,
            folder,
        };
        world.settle_people().await;
        world.server = world.new_server("first").await;
        for head in HEADS {
            let business = world.new_business(head, &format!("{} Works", head.mark())).await;
            world.businesses.insert(head, business);
        }
        for person in PAYERS {
            let payment = world.new_payment(person).await;
            world.payments.insert(person, payment);
        }
        for person in HOLDERS {
            let instance = world.new_instance(person).await;
            world.instances.insert(person, instance);
            world.new_message(person).await;
        }
        for person in IMPORTERS {
            let import = world.new_import(person, ImportKind::Users).await;
            world.imports.insert(person, import);
        }
        for person in VIEWERS {
            let caller = world.caller(Who::Is(person)).await;
            let view = world.services.views.save(&caller, &format!("{} view", person.mark()), &[]).await.expect("a view is kept");
            world.views.insert(person, view);
        }
        world
    }

    async fn settle_people(&mut self) {
        let (id, now) = (self.context.new_id(), self.context.now());
        let root = NewRow {
            node: Some(1),
            role: Role::Owner,
            ..NewRow::new(id, None, "1/", &format!("{} Person", Person::Olga.mark()), &format!("{}@example.com", Person::Olga.mark()), now)
        };
        bring_in(&self.context, &[root]).await;
        self.people.insert(Person::Olga, id);
        let mut others = Person::all();
        // Who others are put under comes first.
        others.sort_by_key(|person| person.role() != Role::SubDealer);
        for person in others.into_iter().filter(|person| *person != Person::Olga) {
            let by = if person.is_head() { Person::Olga } else { person.head() };
            let caller = self.caller(Who::Is(by)).await;
            let form = UserForm {
                post: person.post().map(|post| post.code().to_owned()).unwrap_or_default(),
                ..form(&person.mark(), person.role())
            };
            let id = self.services.users.create(&caller, &form).await.expect("people are made");
            self.people.insert(person, id);
        }
        self.set_password(PASSWORD).await;
        for person in Person::all() {
            let session = self.new_session(person).await;
            self.sessions.insert(person, session);
        }
    }

    /// Gives everybody this password.
    pub async fn set_password(&self, password: &str) {
        let hash = passwords::hash(&SecretString::from(password.to_owned()), CHEAP).await.expect("hashes");
        exec(self.context.db.write(), "UPDATE users SET password_hash = ?, must_change_password = ?", values![hash, false])
            .await
            .expect("sets the password of all");
    }

    /// The caller that every request of theirs would be from.
    pub async fn caller(&self, who: Who) -> Caller {
        let person = who.person();
        let account = account::find(self.context.db.read(), self.people[&person]).await.expect("reads").expect("is there");
        let account = account::Account { must_change_password: who == Who::Locked, ..account };
        caller_of(&account, self.sessions.get(&person).copied(), &Origin::default()).expect("a caller").0
    }

    pub async fn olga(&self) -> Caller {
        self.caller(Who::Is(Person::Olga)).await
    }

    pub async fn new_session(&self, person: Person) -> SessionId {
        let (id, now, mark) = (self.context.new_id(), self.context.now(), person.mark());
        let new = session::NewSession {
            id,
            user: self.people[&person],
            now,
            idle_until: now.plus_seconds(86_400),
            expires_at: now.plus_seconds(86_400),
            user_agent: None,
            device: &mark,
            address: None,
            device_hash: None,
        };
        session::insert(self.context.db.write(), &new).await.expect("a session begins");
        id
    }

    pub async fn new_server(&self, name: &str) -> ServerId {
        self.services.servers.create(&self.olga().await, &server_form(name)).await.expect("a server is added")
    }

    pub async fn new_business(&self, head: Person, name: &str) -> Business {
        let (caller, to) = (self.caller(Who::Is(head)).await, &self.services.organisations);
        let form = OrganisationForm { name: name.to_owned(), ..OrganisationForm::default() };
        let id = to.create(&caller, &form).await.expect("a business is made");
        let branch = to.add_branch(&caller, id, &format!("{} North", head.mark())).await.expect("a branch");
        let folder = to.add_folder(&caller, id, &format!("{} Late", head.mark())).await.expect("a folder");
        (id, branch, folder)
    }

    pub async fn new_payment(&self, person: Person) -> PaymentId {
        let form = self.payment_form(person);
        self.services.payments.record(&self.olga().await, self.people[&person], &form).await.expect("a payment is recorded")
    }

    pub fn payment_form(&self, person: Person) -> PaymentForm {
        PaymentForm {
            token: self.token(),
            amount: AMOUNT.into(),
            currency: "USD".into(),
            method: "cash".into(),
            note: format!("{MONEY} of {}", person.mark()),
            ..PaymentForm::default()
        }
    }

    pub async fn new_instance(&self, person: Person) -> InstanceId {
        let name = format!("{} Shop", person.mark());
        self.services.instances.create(&self.olga().await, Some(self.people[&person]), &name).await.expect("there is room")
    }

    pub async fn new_message(&self, person: Person) -> MessageId {
        let form = self.compose_form(Some(person));
        self.services.messages.compose(&self.olga().await, &form).await.expect("queues")[0]
    }

    /// A message through this person's number, or through none that there is.
    pub fn compose_form(&self, person: Option<Person>) -> ComposeForm {
        let instance = person.map_or_else(|| self.context.new_id(), |person| self.instances[&person]);
        let text = format!("hello from {}", person.map(Person::mark).unwrap_or_default());
        ComposeForm { token: self.token(), instance: instance.to_string(), to: "+34600111222".into(), text }
    }

    /// A file of this person with one row in it.
    pub fn file(&self, person: Person) -> PathBuf {
        let path = self.folder.path().join(format!("{}.csv", self.token()));
        let text = format!(
            "external_id,name,email,phone,organisation,role,status\n1,{mark} Row,{mark}-row@example.com,,,customer,active\n",
            mark = person.mark()
        );
        std::fs::write(&path, text).expect("writes");
        path
    }

    pub async fn new_import(&self, person: Person, kind: ImportKind) -> ImportId {
        let caller = self.caller(Who::Is(person)).await;
        let begun = self.services.imports.begin(&caller, kind, &format!("{}.csv", person.mark()), &self.file(person)).await;
        begun.expect("the file is acceptable").id
    }

    /// A word that was not there before.
    pub fn token(&self) -> String {
        self.context.new_uuid().simple().to_string()
    }
}

/// A form with these answers.
pub fn form(mark: &str, role: Role) -> UserForm {
    UserForm { name: format!("{mark} Person"), email: format!("{mark}@example.com"), role: role.code().into(), ..UserForm::default() }
}

pub fn server_form(name: &str) -> ServerForm {
    ServerForm {
        name: name.into(),
        provider: "waha".into(),
        url: "http://127.0.0.1:3001/".into(),
        api_key: KEY.into(),
        max_devices: "1000".into(),
    }
}
