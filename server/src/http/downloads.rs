//! Files to take away: streamed, so that any size costs the same memory. Each costs it as long as its reader takes, so that nobody has more
//! than a few on their way.

use axum::{
    Form,
    body::Body,
    extract::{FromRequest, Path, Request, State},
    http::header,
    response::{IntoResponse, Response},
};
use domain::{
    Error, ErrorKind,
    access::Caller,
    audit::AuditListQuery,
    ids::UserId,
    import::ImportKind,
    msg,
    payment::PaymentListQuery,
    port::chunks::Chunks,
    user::{Picked, UserFilter, UserListQuery, shorten},
};
use futures::stream;

use super::{HttpState, document::plain_error, session::Signed, streams::Place};

/// Files that one person takes away at a time.
pub const AT_ONCE: usize = 5;
/// Seconds after which somebody with so many may try again.
const RETRY: u32 = 30;

/// Who asks, with a place for one file more.
fn caller(state: &HttpState, request: &Request) -> Result<(Caller, Place), Error> {
    let caller = request.extensions().get::<Signed>().and_then(|signed| signed.caller.clone()).ok_or_else(Error::sign_in)?;
    let refused = || Error { retry_after: Some(RETRY), ..Error::new(ErrorKind::TooMany, msg::error_too_many_downloads(AT_ONCE)) };
    let place = state.downloads.take(caller.user).ok_or_else(refused)?;
    Ok((caller, place))
}

fn refused(state: &HttpState, request: &Request, error: &Error) -> Response {
    let mut response = plain_error(state, request, error).into_response();
    if let Some(seconds) = error.retry_after {
        response.headers_mut().insert(header::RETRY_AFTER, seconds.into());
    }
    response
}

/// A CSV answer whose chunks are pulled as the browser reads, in its place.
fn csv(name: &str, chunks: Chunks, place: Place) -> Response {
    let body = stream::unfold((chunks, place), |(mut chunks, place)| async move {
        let chunk = chunks.next().await?.map(bytes::Bytes::from).map_err(|error| std::io::Error::other(error.to_string()));
        Some((chunk, (chunks, place)))
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
    let outcome = match (caller(&state, &request), parameters(&request)) {
        (Ok((caller, place)), Ok(pairs)) => {
            let wanted = UserListQuery::from_pairs(pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())));
            let name = service::users::export_name(&state.context, &wanted.filter);
            state.services.users.export(&caller, &wanted).await.map(|chunks| (name, chunks, place))
        }
        (Err(error), _) | (_, Err(error)) => Err(error),
    };
    match outcome {
        Ok((name, chunks, place)) => csv(&name, chunks, place),
        Err(error) => refused(&state, &request, &error),
    }
}

/// `GET /admin/audit/export.csv?…`: what the trail's filter shows.
pub async fn audit(State(state): State<HttpState>, request: Request) -> Response {
    let outcome = match (caller(&state, &request), parameters(&request)) {
        (Ok((caller, place)), Ok(pairs)) => {
            let wanted = AuditListQuery::from_pairs(pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())));
            state.services.audit.export(&caller, &wanted).await.map(|chunks| (chunks, place))
        }
        (Err(error), _) | (_, Err(error)) => Err(error),
    };
    match outcome {
        Ok((chunks, place)) => csv(&service::audit::export_name(&state.context), chunks, place),
        Err(error) => refused(&state, &request, &error),
    }
}

/// `GET /admin/payments/export.csv?…`: what the list's filter shows.
pub async fn payments(State(state): State<HttpState>, request: Request) -> Response {
    let outcome = match (caller(&state, &request), parameters(&request)) {
        (Ok((caller, place)), Ok(pairs)) => {
            let wanted = PaymentListQuery::from_pairs(pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())));
            let name = service::money::export_name(&state.context, &wanted.filter);
            state.services.payments.export(&caller, &wanted).await.map(|chunks| (name, chunks, place))
        }
        (Err(error), _) | (_, Err(error)) => Err(error),
    };
    match outcome {
        Ok((name, chunks, place)) => csv(&name, chunks, place),
        Err(error) => refused(&state, &request, &error),
    }
}

/// `POST /admin/users/export.csv`: the ticked rows (`ids[]`), or with `all` everybody who fits the parameters in `filter[]`.
pub async fn chosen_users(State(state): State<HttpState>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let asked = Request::from_parts(parts.clone(), Body::empty());
    let form = Form::<Vec<(String, String)>>::from_request(Request::from_parts(parts, body), &()).await;
    let form = form.map(|Form(pairs)| pairs).map_err(|_| Error::invalid(msg::error_unreadable_request()));
    let outcome = match (caller(&state, &asked), form.and_then(|pairs| picked(&pairs))) {
        (Ok((caller, place)), Ok(Picked::These(ids))) => {
            let name = service::users::export_name(&state.context, &UserFilter::default());
            state.services.users.export_these(&caller, &ids).await.map(|chunks| (name, chunks, place))
        }
        (Ok((caller, place)), Ok(Picked::Matching(filter))) => {
            let name = service::users::export_name(&state.context, &filter);
            let query = UserListQuery { filter: *filter, ..UserListQuery::default() };
            state.services.users.export(&caller, &query).await.map(|chunks| (name, chunks, place))
        }
        (Err(error), _) | (_, Err(error)) => Err(error),
    };
    match outcome {
        Ok((name, chunks, place)) => csv(&name, chunks, place),
        Err(error) => refused(&state, &asked, &error),
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
    let outcome = match (caller(&state, &request), id.parse()) {
        (Ok((caller, place)), Ok(id)) => state.services.imports.report(&caller, id).await.map(|chunks| (chunks, place)),
        (Err(error), _) => Err(error),
        (_, Err(_)) => Err(Error::not_found()),
    };
    match outcome {
        Ok((chunks, place)) => csv("refused-rows.csv", chunks, place),
        Err(error) => refused(&state, &request, &error),
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
