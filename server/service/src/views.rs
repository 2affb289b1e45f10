//! Views that people keep of the user list. They are their owner's alone, and nobody but who lists users has any. What they change is how
//! their owner's own page looks, so no event is written down.

use async_trait::async_trait;
use db::{DbError, views as rows};
use domain::{
    access::{Caller, Operation},
    error::{Error, Result},
    ids::ViewId,
    msg,
    port::Views,
    view::{self, SavedView, VIEWS_MAX},
};

use crate::Context;

/// See the module's words.
#[derive(Debug, Clone)]
pub struct ViewsService {
    context: Context,
}

fn written(query: &[(String, String)]) -> String {
    query.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("\n")
}

fn shown(row: rows::Row) -> SavedView {
    let query = row.query.lines().filter_map(|pair| pair.split_once('=')).map(|(name, value)| (name.to_owned(), value.to_owned()));
    SavedView { id: row.id, name: row.name, query: query.collect() }
}

fn taken(name: &str) -> impl Fn(DbError) -> Error {
    move |error| match error {
        DbError::Unique(_) => Error::field("name", msg::users_view_name_taken(name)),
        other => other.into(),
    }
}

fn there(is_there: bool) -> Result<()> {
    if is_there { Ok(()) } else { Err(Error::not_found()) }
}

impl ViewsService {
    /// Over this context.
    #[must_use]
    pub const fn new(context: Context) -> Self {
        Self { context }
    }
}

#[async_trait]
impl Views for ViewsService {
    async fn list(&self, caller: &Caller) -> Result<Vec<SavedView>> {
        caller.reach(Operation::ListUsers)?;
        Ok(rows::list(self.context.db.read(), caller.user).await?.into_iter().map(shown).collect())
    }

    async fn save(&self, caller: &Caller, name: &str, query: &[String]) -> Result<ViewId> {
        caller.reach(Operation::ListUsers)?;
        let (name, query) = (view::named(name)?, view::read(query)?);
        let tx = self.context.db.begin().await?;
        if usize::try_from(rows::count(&*tx, caller.user).await?).is_ok_and(|count| count >= VIEWS_MAX) {
            return Err(Error::invalid(msg::users_views_too_many(VIEWS_MAX)));
        }
        let row = rows::Row { id: self.context.new_id(), name, query: written(&query) };
        rows::insert(&*tx, caller.user, &row, self.context.now()).await.map_err(taken(&row.name))?;
        tx.commit().await?;
        Ok(row.id)
    }

    async fn rename(&self, caller: &Caller, id: ViewId, name: &str) -> Result<()> {
        caller.reach(Operation::ListUsers)?;
        let name = view::named(name)?;
        there(rows::rename(self.context.db.write(), caller.user, id, &name).await.map_err(taken(&name))?)
    }

    async fn update(&self, caller: &Caller, id: ViewId, query: &[String]) -> Result<()> {
        caller.reach(Operation::ListUsers)?;
        let query = view::read(query)?;
        there(rows::update(self.context.db.write(), caller.user, id, &written(&query)).await?)
    }

    async fn delete(&self, caller: &Caller, id: ViewId) -> Result<()> {
        caller.reach(Operation::ListUsers)?;
        there(rows::delete(self.context.db.write(), caller.user, id).await?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::users::tests::house::House;

    fn pairs(of: &[&str]) -> Vec<String> {
        of.iter().map(|pair| (*pair).to_owned()).collect()
    }

    db::both_databases! {
        /// Finding 32.
        async fn a_view_is_kept_renamed_changed_and_forgotten_by_its_owner_alone(db: Db) {
            let house = House::new(&db).await;
            let views = ViewsService::new(house.context.clone());
            let id = views.save(&house.anna, " Morning ", &pairs(&["status=active", "sort=name", "columns=email"])).await.expect("keeps");
            views.save(&house.ben, "Morning", &pairs(&["tier=2"])).await.expect("a name is free for everybody");
            let again = views.save(&house.anna, "MORNING", &[]).await.expect_err("she has one of this name");
            assert!(again.of_field("name").is_some(), "{again}");
            let kept = views.list(&house.anna).await.expect("lists");
            assert_eq!(kept.len(), 1);
            assert_eq!((kept[0].name.as_str(), kept[0].query[1].clone()), ("Morning", ("sort".to_owned(), "name".to_owned())));
            for refused in [
                views.rename(&house.ben, id, "Mine").await,
                views.update(&house.ben, id, &[]).await,
                views.delete(&house.ben, id).await,
            ] {
                assert_eq!(refused.expect_err("it is Anna's").kind, domain::ErrorKind::NotFound);
            }
            views.rename(&house.anna, id, "Evening").await.expect("renames");
            views.update(&house.anna, id, &pairs(&["q=a=b"])).await.expect("changes");
            let kept = views.list(&house.anna).await.expect("lists");
            assert_eq!((kept[0].name.as_str(), &kept[0].query), ("Evening", &vec![("q".to_owned(), "a=b".to_owned())]));
            assert!(views.update(&house.anna, id, &pairs(&["stauts=active"])).await.is_err(), "it would show everybody");
            views.delete(&house.anna, id).await.expect("forgets");
            assert_eq!(views.list(&house.anna).await.expect("lists"), []);
            for number in 0..VIEWS_MAX {
                views.save(&house.anna, &format!("View {number}"), &[]).await.expect("there is room");
            }
            assert!(views.save(&house.anna, "One more", &[]).await.is_err());
        }
    }
}
