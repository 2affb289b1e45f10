//! Files to take away: streamed, so that any size costs the same memory.

use axum::{
    Form,
    body::Body,
    extract::{FromRequest, Path, Request, State},
    http::header,
    response::{IntoResponse, Response},
};
use domain::{
    Error,
    audit::AuditListQuery,
    ids::UserId,
    import::ImportKind,
    msg,
    payment::PaymentListQuery,
    port::chunks::Chunks,
    user::{Picked, UserFilter, UserListQuery, shorten},
};
use futures::stream;

use super::{HttpState, document::plain_error, session::Signed};

fn caller(request: &Request) -> Result<domain::access::Caller, Error> {
    request.extensions().get::<Signed>().and_then(|signed| signed.caller.clone()).ok_or_else(Error::sign_in)
}

/// A CSV answer whose chunks are pulled as the browser reads.
fn csv(name: &str, chunks: Chunks) -> Response {
    let body = stream::unfold(chunks, |mut chunks| async move {
        let chunk = chunks.next().await?.map(bytes::Bytes::from).map_err(|error| std::io::Error::other(error.to_string()));
        Some((chunk, chunks))
    });
    let disposition = format!("attachment; filename=\"{name}\"");
    ([(header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()), (header::CONTENT_DISPOSITION, disposition)], Body::from_stream(body))
        .into_response()
}

/// Parameters of a query, in order. A query that cannot be read narrows nothing: it is refused, or everybody would go out.
fn parameters(request: &Request) -> Result<Vec<(String, String)>, Error> {
    let read = axum::extract::Query::<Vec<(String, String)>>::try_from_uri(request.uri());
    read.map(|query| query.0).map_err(|_| Error::invalid(msg::error_unreadable_request()))
}

/// `GET /admin/users/export.csv?…`: what the table's filter shows.
pub async fn users(State(state): State<HttpState>, request: Request) -> Response {
    let outcome = match (caller(&request), parameters(&request)) {
        (Ok(caller), Ok(pairs)) => {
            let wanted = UserListQuery::from_pairs(pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())));
            let name = service::users::export_name(&state.context, &wanted.filter);
            state.services.users.export(&caller, &wanted).await.map(|chunks| (name, chunks))
        }
        (Err(error), _) | (_, Err(error)) => Err(error),
    };
    match outcome {
        Ok((name, chunks)) => csv(&name, chunks),
        Err(error) => plain_error(&state, &request, &error).into_response(),
    }
}

/// `GET /admin/audit/export.csv?…`: what the trail's filter shows.
pub async fn audit(State(state): State<HttpState>, request: Request) -> Response {
    let outcome = match (caller(&request), parameters(&request)) {
        (Ok(caller), Ok(pairs)) => {
            let wanted = AuditListQuery::from_pairs(pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())));
            state.services.audit.export(&caller, &wanted).await
        }
        (Err(error), _) | (_, Err(error)) => Err(error),
    };
    match outcome {
        Ok(chunks) => csv(&service::audit::export_name(&state.context), chunks),
        Err(error) => plain_error(&state, &request, &error).into_response(),
    }
}

/// `GET /admin/payments/export.csv?…`: what the list's filter shows.
pub async fn payments(State(state): State<HttpState>, request: Request) -> Response {
    let outcome = match (caller(&request), parameters(&request)) {
        (Ok(caller), Ok(pairs)) => {
            let wanted = PaymentListQuery::from_pairs(pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())));
            let name = service::money::export_name(&state.context, &wanted.filter);
            state.services.payments.export(&caller, &wanted).await.map(|chunks| (name, chunks))
        }
        (Err(error), _) | (_, Err(error)) => Err(error),
    };
    match outcome {
        Ok((name, chunks)) => csv(&name, chunks),
        Err(error) => plain_error(&state, &request, &error).into_response(),
    }
}

/// `POST /admin/users/export.csv`: the ticked rows (`ids[]`), or with `all` everybody who fits the parameters in `filter[]`.
pub async fn chosen_users(State(state): State<HttpState>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let asked = Request::from_parts(parts.clone(), Body::empty());
    let form = Form::<Vec<(String, String)>>::from_request(Request::from_parts(parts, body), &()).await;
    let form = form.map(|Form(pairs)| pairs).map_err(|_| Error::invalid(msg::error_unreadable_request()));
    let outcome = match (caller(&asked), form.and_then(|pairs| picked(&pairs))) {
        (Ok(caller), Ok(Picked::These(ids))) => {
            let name = service::users::export_name(&state.context, &UserFilter::default());
            state.services.users.export_these(&caller, &ids).await.map(|chunks| (name, chunks))
        }
        (Ok(caller), Ok(Picked::Matching(filter))) => {
            let name = service::users::export_name(&state.context, &filter);
            let query = UserListQuery { filter: *filter, ..UserListQuery::default() };
            state.services.users.export(&caller, &query).await.map(|chunks| (name, chunks))
        }
        (Err(error), _) | (_, Err(error)) => Err(error),
    };
    match outcome {
        Ok((name, chunks)) => csv(&name, chunks),
        Err(error) => plain_error(&state, &asked, &error).into_response(),
    }
}

/// Whom a form for many means.
fn picked(pairs: &[(String, String)]) -> Result<Picked, Error> {
    let values = |name: &'static str| pairs.iter().filter(move |(known, _)| known.split('[').next() == Some(name)).map(|(_, value)| value);
    let read = |id: &String| id.parse::<UserId>().map_err(|_| Error::invalid(msg::field_choose_one(shorten(id))));
    let ids = values("ids").map(read).collect::<Result<Vec<_>, _>>()?;
    let filter: Vec<String> = values("filter").cloned().collect();
    Ok(Picked::read(ids, values("all").any(|all| all == "true"), &filter))
}

/// `GET /admin/imports/{id}/report.csv`: the refused rows.
pub async fn import_report(State(state): State<HttpState>, Path(id): Path<String>, request: Request) -> Response {
    let outcome = match (caller(&request), id.parse()) {
        (Ok(caller), Ok(id)) => state.services.imports.report(&caller, id).await,
        (Err(error), _) => Err(error),
        (_, Err(_)) => Err(Error::not_found()),
    };
    match outcome {
        Ok(chunks) => csv("refused-rows.csv", chunks),
        Err(error) => plain_error(&state, &request, &error).into_response(),
    }
}

/// `GET /admin/imports/template/{users|payments}`: a file with the header and nothing else.
pub async fn import_template(State(state): State<HttpState>, Path(kind): Path<String>, request: Request) -> Response {
    match ImportKind::from_code(&kind) {
        Some(kind) => (
            [
                (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
                (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{}.csv\"", kind.code())),
            ],
            format!("{}\r\n", kind.columns().join(",")),
        )
            .into_response(),
        None => plain_error(&state, &request, &Error::not_found()).into_response(),
    }
}
