//! Payments, imports and the audit trail.

use domain::{Result, audit::AuditListQuery, ids::ImportId, import::ImportKind, page::PageQuery, payment::PaymentListQuery, text::Locale};

use super::{Cell, all_pages, read, text};
use crate::matrix_tests::people::{Person, Who};

pub async fn act(cell: &Cell<'_>) -> Result<String> {
    let (services, caller, world) = (&cell.world.services, cell.caller, cell.world);
    let (payments, imports) = (&services.payments, &services.imports);
    match cell.row.name {
        "payments/list_payments" => {
            let page = |cursor| async { payments.list(caller, &PaymentListQuery { cursor, ..PaymentListQuery::default() }).await };
            Ok(all_pages!(page))
        }
        "payments/view_payment" => text(&payments.view(caller, cell.id(&world.payments)).await?),
        "export of payments" => read(payments.export(caller, &PaymentListQuery::default()).await?).await,
        "payments/record_payment" => {
            let form = world.payment_form(cell.object.person().unwrap_or(Person::Olga));
            text(&payments.record(caller, cell.user(), &form).await?)
        }
        "payments/refund_payment" => {
            let id = cell.id(&world.payments);
            text(&payments.refund(caller, id, "0.01", "too much", &world.token(), Locale::En).await?)
        }
        "audit/list_audit" => {
            let page = |cursor| async { services.audit.list(caller, &AuditListQuery { cursor, ..AuditListQuery::default() }).await };
            Ok(all_pages!(page))
        }
        "audit/view_audit" => {
            let mut shown = String::new();
            for row in services.audit.list(caller, &AuditListQuery { size: 200, ..AuditListQuery::default() }).await?.rows {
                shown += &text(&services.audit.view(caller, row.id).await?)?;
            }
            Ok(shown)
        }
        "audit/audit_actors" => text(&services.audit.actors(caller, Some(cell.user())).await?),
        "export of audit" => read(services.audit.export(caller, &AuditListQuery::default()).await?).await,
        "imports/list_imports" => {
            let page = |cursor| async { imports.list(caller, &PageQuery { cursor, size: 25 }).await };
            Ok(all_pages!(page))
        }
        "imports/view_import" => text(&imports.view(caller, cell.id(&world.imports)).await?),
        "report of an import" => read(imports.report(caller, cell.id(&world.imports)).await?).await,
        "imports/map_import" => {
            let same = |name: &str| (name.to_owned(), Some(name.to_owned()));
            let mapping = ["external_id", "name", "email", "phone", "organisation", "role", "status"].map(same);
            text(&imports.map(caller, fresh(cell).await, &mapping).await?)
        }
        "imports/check_import" => text(&imports.check(caller, fresh(cell).await).await?),
        "imports/run_import" => text(&imports.run(caller, fresh(cell).await, false).await?),
        "upload of users" => upload(cell, ImportKind::Users).await,
        "upload of payments" => upload(cell, ImportKind::Payments).await,
        _ => cell.unknown(),
    }
}

async fn upload(cell: &Cell<'_>, kind: ImportKind) -> Result<String> {
    let person = cell.who.person();
    text(&cell.world.services.imports.begin(cell.caller, kind, &format!("{}.csv", person.mark()), &cell.world.file(person)).await?)
}

/// A run of one's own that nobody has worked on yet; of others, the one that there is.
async fn fresh(cell: &Cell<'_>) -> ImportId {
    let own = cell.object.person().filter(|person| cell.who == Who::Is(*person));
    match own {
        Some(person) => cell.world.new_import(person, ImportKind::Users).await,
        None => cell.id(&cell.world.imports),
    }
}
