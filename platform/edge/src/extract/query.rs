//! Query parameters.

use std::str::FromStr;

use axum::extract::FromRequestParts;
use axum::http::StatusCode;
use axum::http::request::Parts;
use kernel::Refusal;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer};

use super::mistake::Mistake;
use crate::ApiError;

/// Query parameters as `T`, which should `deny_unknown_fields`: a misspelt filter that is ignored shows the wrong rows. No
/// `#[serde(flatten)]`: it turns numbers into text. Mistakes are 400, with a code that says which: `field_unknown`,
/// `field_unknown_word` with the words there are, `field_out_of_range`, `invalid_query` …
#[derive(Debug, Clone, Copy)]
pub struct Query<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for Query<T> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, ApiError> {
        let read = axum::extract::Query::<T>::try_from_uri(&parts.uri);
        let unusable = |told: &str| {
            let (place, told) = told.split_once(": ").unwrap_or(("", told));
            let mistake = Mistake::of(told);
            let refusal = match mistake {
                Mistake::Unknown(name) => mistake.refusal(name, told),
                Mistake::Missing(name) => mistake.refusal(name, told),
                Mistake::Said(why) => Refusal::invalid("invalid_query").with("parameter", place).with("why", why),
                _ => mistake.refusal(place, told),
            };
            ApiError::with_status(StatusCode::BAD_REQUEST, refusal)
        };
        let axum::extract::Query(value) = read.map_err(|rejection| {
            let told = rejection.body_text();
            unusable(told.strip_prefix("Failed to deserialize query string: ").unwrap_or(&told))
        })?;
        // No text of people's holds it, and PostgreSQL compares with none that does.
        let zero = |pair: &&str| pair.contains("%00");
        if let Some(pair) = parts.uri.query().and_then(|query| query.split('&').find(zero)) {
            let name = pair.split('=').next().unwrap_or_default();
            let refusal = Refusal::invalid("invalid_query").with("parameter", name).with("why", "");
            return Err(ApiError::with_status(StatusCode::BAD_REQUEST, refusal));
        }
        Ok(Self(value))
    }
}

/// The most values of one filter.
const MOST_VALUES: usize = 200;

/// Several values of one filter, separated by commas: `status=paid,shipped`. Any of them matches; none is no filter. At most 200.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Several<T>(pub Vec<T>);

impl<T> Default for Several<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<'de, T: FromStr> Deserialize<'de> for Several<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        let values: Vec<&str> = text.split(',').filter(|value| !value.is_empty()).collect();
        if values.len() > MOST_VALUES {
            return Err(serde::de::Error::custom(format!("{} values; at most {MOST_VALUES}", values.len())));
        }
        let unknown = |value: &str| {
            let shown: String = value.chars().take(40).collect();
            serde::de::Error::custom(format!("not a word this filter knows: {shown}"))
        };
        let parsed: Result<_, _> = values.into_iter().map(|value| value.parse().map_err(|_| unknown(value))).collect();
        parsed.map(Several)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::Request;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct List {
        #[serde(default)]
        limit: crate::Limit,
        pieces: Option<Several<u32>>,
        #[expect(dead_code, reason = "read by serde only")]
        word: Option<Word>,
    }

    #[derive(Debug, Deserialize)]
    #[serde(rename_all = "snake_case")]
    enum Word {
        Paid,
    }

    async fn read(uri: &str) -> Result<List, ApiError> {
        let (mut parts, ()) = Request::get(uri).body(()).unwrap().into_parts();
        Query::<List>::from_request_parts(&mut parts, &()).await.map(|Query(list)| list)
    }

    #[tokio::test]
    async fn filters_are_read_and_mistakes_are_named() {
        let list = read("/orders?pieces=1,2&limit=7").await.unwrap();
        assert_eq!((list.limit.rows(), list.pieces), (7, Some(Several(vec![1, 2]))));
        assert_eq!(read("/orders").await.unwrap().limit.rows(), 50);
        for (uri, parameter) in [
            ("/o?limit=0", "limit"),
            ("/o?limit=5000", "limit"),
            ("/o?pieces=x", "pieces"),
            ("/o?nope=1", "nope"),
            ("/o?word=funny", "word"),
            ("/o?pieces=&limit=%31%00", "limit"),
            ("/o?pieces=%2C%00", "pieces"),
        ] {
            let Err(ApiError::Refused { refusal, status, .. }) = read(uri).await else { panic!("{uri} was taken") };
            let code = match uri {
                "/o?nope=1" => "field_unknown",
                "/o?word=funny" => "field_unknown_word",
                "/o?limit=0" | "/o?limit=5000" => "field_out_of_range",
                "/o?pieces=x" | "/o?pieces=%2C%00" => "invalid_query",
                _ => "field_unusable",
            };
            assert_eq!((status.as_u16(), refusal.code, refusal.facts[0].1.as_str()), (400, code, parameter));
        }
    }
}
