//! Files that move people: nobody comes out of one with a manager or an organisation that could not be given to them by hand.

use db::{both_databases, scalar, values};
use domain::{
    access::{Origin, Post},
    import::ImportKind,
    msg,
    organisation::OrganisationForm,
    port::{Accounts, Organisations},
};

use super::desk::{Desk, FEW, USERS};
use crate::{identity::AccountsService, imports::Options, organisations::OrganisationsService};

const TREE: &str = "\
d1,Dina Dealer,dina@example.com,,,subdealer,active,,,,,,
d2,Dolf Below,dolf@example.com,,,subdealer,active,,,,,,d1
d3,Dora Beside,dora@example.com,,,subdealer,active,,,,,,
e1,Emil Desk,emil@example.com,,,employee,active,,,,,,d1
c0,Root,root@example.com,,House,customer,active,,,,,,
c1,Carl,carl@example.com,,Carl GmbH,customer,active,,,,emil@example.com,,d2
c2,Cora,cora@example.com,,House,customer,active,,,,olga@example.com,,d2
c3,Curt,curt@example.com,,,customer,active,,,,emil@example.com,,d2
";

impl Desk {
    async fn open_links(&self, address: &str) -> i64 {
        let open = "SELECT CAST(COUNT(*) AS bigint) FROM reset_link WHERE user_id = ? AND used_at IS NULL AND expires_at > ?";
        let values = values![self.row(address).await.id, self.context.now()];
        scalar(self.context.db.read(), open, values).await.expect("counts").unwrap_or(0)
    }
}

both_databases! {
    async fn who_is_moved_keeps_only_what_stands_above_the_new_place(db: Db) {
        let desk = Desk::new(&db).await;
        desk.users(&format!("{USERS}{TREE}")).await;
        let (cora, olga) = (desk.row("cora@example.com").await, desk.row("olga@example.com").await);
        assert!(desk.row("carl@example.com").await.organisation.is_some() && cora.organisation.is_some() && cora.manager == Some(olga.id));
        let done = desk.users(&format!("{USERS}c1,Carl,carl@example.com,,,,,,,,,,d3\nc2,Cora,cora@example.com,,,,,,,,,,d3\nc3,Curt,curt@example.com,,,,,,,,,,d1\n")).await;
        assert_eq!((done.updated, done.refused), (3, 0));
        let (carl, after, curt) = (desk.row("carl@example.com").await, desk.row("cora@example.com").await, desk.row("curt@example.com").await);
        assert_eq!((carl.manager, carl.organisation), (None, None), "both stay behind");
        assert_eq!((after.manager, after.organisation), (cora.manager, cora.organisation), "both stand above the new place too");
        assert_eq!(curt.manager, Some(desk.row("emil@example.com").await.id), "he works at the new place");
        desk.assert_sound().await;
    }

    async fn who_is_moved_no_longer_manages_those_who_stay(db: Db) {
        let desk = Desk::new(&db).await;
        desk.users(&format!("{USERS}{TREE}")).await;
        let done = desk.users(&format!("{USERS}e1,Emil Desk,emil@example.com,,,,,,,,,,d3\nc3,Curt,curt@example.com,,,,,,,,emil@example.com,,d3\n")).await;
        assert_eq!((done.updated, done.refused), (2, 0), "{:?}", desk.problems(&done).await);
        assert_eq!(desk.row("carl@example.com").await.manager, None);
        assert_eq!(desk.row("curt@example.com").await.manager, Some(desk.row("emil@example.com").await.id), "he came along, in the same file");
        let done = desk.users(&format!("{FEW}e1,Emil Desk,emil@example.com,,,customer,\n")).await;
        assert_eq!((done.updated, desk.row("curt@example.com").await.manager), (1, None), "customers manage nobody");
        desk.assert_sound().await;
    }

    async fn an_organisation_stays_without_the_owner_whom_a_file_moves_away(db: Db) {
        let mut desk = Desk::new(&db).await;
        desk.users(&format!("{USERS}{TREE}")).await;
        let organisations = OrganisationsService::new(desk.context.clone());
        let (olga, dina) = (desk.as_person("olga@example.com", None).await, desk.as_person("dina@example.com", None).await);
        let owned = |name: &str, owner: domain::ids::UserId| OrganisationForm { name: name.into(), owner: owner.to_string() };
        let curt = desk.row("curt@example.com").await.id;
        let dinas = organisations.create(&dina, &owned("Dinas", curt)).await.expect("is made");
        let roots = organisations.create(&olga, &owned("Roots", desk.row("cora@example.com").await.id)).await.expect("is made");
        desk.caller = olga.clone();
        let done = desk.users(&format!("{USERS}c3,Curt,curt@example.com,,,,,,,,,,d3\nc2,Cora,cora@example.com,,,,,,,,,,d3\n")).await;
        assert_eq!((done.updated, done.refused), (2, 0));
        let mut owners = Vec::new();
        for id in [dinas, roots] { owners.push(organisations.view(&olga, id).await.expect("opens").row.owner.map(|(id, _)| id)); }
        assert_eq!(owners, [None, Some(desk.row("cora@example.com").await.id)]);
        assert!(!desk.row("curt@example.com").await.team_owner && desk.row("cora@example.com").await.team_owner);
        desk.assert_sound().await;
    }

    async fn only_active_staff_manage(db: Db) {
        let desk = Desk::new(&db).await;
        desk.users(&format!("{USERS}{TREE}")).await;
        let file = format!("{USERS}e1,Emil Desk,emil@example.com,,,,inactive,,,,,,\nc4,Cleo,cleo@example.com,,,customer,active,,,,emil@example.com,,d1\n");
        for dry_run in [true, false, false] {
            let done = desk.run(ImportKind::Users, &file, &Options { dry_run, ..Options::default() }).await.expect("reads");
            assert_eq!(desk.reasons(&done).await, [(3, "manager_email".into(), msg::imports_manager_unknown("emil@example.com"))]);
        }
        desk.assert_sound().await;
    }

    async fn nobody_gives_themselves_another_role_or_place(db: Db) {
        let mut desk = Desk::new(&db).await;
        desk.users(&format!("{USERS}{TREE}e2,Esra,esra@example.com,,,employee,active,,,,,,\n")).await;
        desk.caller = desk.as_person("esra@example.com", Some(Post::Super)).await;
        let done = desk.users(&format!("{USERS}e2,Esra,esra@example.com,,,customer,,,,,,,d1\n")).await;
        assert_eq!(desk.reasons(&done).await, [
            (2, "role".into(), msg::users_not_your_own_role()), (2, "parent_external_id".into(), msg::users_not_your_own_place()),
        ]);
        assert_eq!(desk.users(&format!("{FEW}e2,Esra New,esra@example.com,,,employee,\n")).await.updated, 1, "a name is one's own");
    }

    async fn links_to_an_address_that_a_file_changes_end(db: Db) {
        let desk = Desk::new(&db).await;
        desk.users(&format!("{USERS}{TREE}")).await;
        let accounts = AccountsService::new(desk.context.clone());
        for address in ["carl@example.com", "cora@example.com"] {
            accounts.request_reset(&Origin::default(), address).await.expect("is accepted");
            assert_eq!(desk.open_links(address).await, 1);
        }
        let done = desk.users(&format!("{FEW}c1,Carl,carl@example.net,,,,\nc2,Cora Changed,CORA@example.com,,,,\n")).await;
        assert_eq!(done.updated, 2);
        assert_eq!(desk.open_links("carl@example.net").await, 0, "it lies in a mailbox that is no longer theirs");
        assert_eq!(desk.open_links("cora@example.com").await, 1, "the same address in another spelling");
    }
}
