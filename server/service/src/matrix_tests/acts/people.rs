//! People, their figures and their export.

use domain::{
    Error, Result,
    access::Role,
    user::{BulkForm, Picked, UserFilter, UserForm, UserListQuery, UserStatus, UserView},
};

use super::{Cell, all_pages, read, text};
use crate::matrix_tests::{people::Person, world::form};

pub async fn act(cell: &Cell<'_>) -> Result<String> {
    let (users, caller, user) = (&cell.world.services.users, cell.caller, cell.user());
    match cell.row.name {
        "users/list_users" => {
            let page = |cursor| async { users.list(caller, &UserListQuery { cursor, size: 25, ..UserListQuery::default() }).await };
            Ok(all_pages!(page))
        }
        "users/list_user_choices" => text(&users.choices(caller, &Default::default()).await?),
        "users/find_users" => text(&users.find(caller, "person").await?),
        "users/user_kpis" => text(&users.kpis(caller, &UserFilter::default()).await?),
        "figures of money" => match users.kpis(caller, &UserFilter::default()).await?.money {
            Some(money) => text(&money),
            None => Err(Error::forbidden()),
        },
        "export of users" => read(users.export(caller, &UserListQuery::default()).await?).await,
        "users/view_user" => text(&users.view(caller, user).await?),
        "users/user_timeline" => Ok(all_pages!(|cursor| users.timeline(caller, user, cursor))),
        "users/create_user" => text(&users.create(caller, &form(&cell.world.token(), Role::Customer)).await?),
        "users/edit_user" => {
            let form = form_of(cell).await;
            text(&users.edit(caller, user, &form).await?)
        }
        "users/set_user_status" => set_status(cell).await,
        "users/change_users" => {
            let head = cell.world.people[&cell.who.person().head()];
            let form = BulkForm { manager: head.to_string(), ..BulkForm::default() };
            text(&users.change(caller, &Picked::These(vec![user]), &form, None).await?)
        }
        _ => cell.unknown(),
    }
}

/// The form of the person's page, with another note.
async fn form_of(cell: &Cell<'_>) -> UserForm {
    let Some(person) = cell.object.person() else { return form(&cell.world.token(), Role::Customer) };
    let olga = cell.world.olga().await;
    let UserView { row, parent, time_zone, locale, version, .. } =
        cell.world.services.users.view(&olga, cell.world.people[&person]).await.expect("the owner sees everybody");
    UserForm {
        name: row.name,
        email: row.email,
        role: row.role.code().into(),
        post: row.post.map(|post| post.code().to_owned()).unwrap_or_default(),
        parent: parent.map(|(id, _)| id.to_string()).unwrap_or_default(),
        time_zone,
        locale: locale.tag().into(),
        notes: format!("edited {}", cell.world.token()),
        version: version.to_string(),
        ..UserForm::default()
    }
}

/// Deactivates, and activates again, so that the next one may.
async fn set_status(cell: &Cell<'_>) -> Result<String> {
    let (users, user) = (&cell.world.services.users, cell.user());
    users.set_status(cell.caller, user, UserStatus::Inactive).await?;
    assert_ne!(cell.object.person(), Some(Person::Olga), "the owner stays");
    users.set_status(cell.caller, user, UserStatus::Active).await?;
    Ok(String::new())
}
