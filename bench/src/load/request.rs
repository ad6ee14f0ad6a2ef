use std::io::Write;

/// Room for the digits of a body's length; the value is right-aligned in spaces, which HTTP allows before a value.
const LENGTH_DIGITS: usize = 7;

/// The part of a request that is the same every time, written once: `POST /v1/orders`, host, key, content type.
#[derive(Clone, Debug)]
pub struct RequestHead {
    /// Method and path.
    line: Vec<u8>,
    /// What follows the path.
    rest: Vec<u8>,
    run: String,
}

impl RequestHead {
    /// `run` makes idempotency keys unique between runs against one server.
    pub fn new(method: &str, path: &str, host: &str, api_key: &str, run: &str) -> Self {
        let line = format!("{method} {path}").into_bytes();
        let rest = format!(" HTTP/1.1\r\nHost: {host}\r\nAuthorization: Bearer {api_key}\r\n").into_bytes();
        Self { line, rest, run: run.to_owned() }
    }

    /// Writes a whole request with idempotency key number `key` and the JSON body that `body` appends.
    pub fn with_body(&self, out: &mut Vec<u8>, key: u64, body: impl FnOnce(&mut Vec<u8>)) {
        self.below(out, "", key, body);
    }

    /// The same with `path` behind the head's own.
    pub fn below(&self, out: &mut Vec<u8>, path: &str, key: u64, body: impl FnOnce(&mut Vec<u8>)) {
        for part in [self.line.as_slice(), path.as_bytes(), &self.rest] {
            out.extend_from_slice(part);
        }
        out.extend_from_slice(b"Idempotency-Key: ");
        out.extend_from_slice(self.run.as_bytes());
        put_number(out, key);
        out.extend_from_slice(b"\r\nContent-Type: application/json\r\nContent-Length:");
        let length_at = out.len();
        out.extend_from_slice(&[b' '; LENGTH_DIGITS + 1]);
        out.extend_from_slice(b"\r\n\r\n");
        let body_at = out.len();
        body(out);
        let mut length = out.len() - body_at;
        for digit in out.iter_mut().skip(length_at).take(LENGTH_DIGITS + 1).rev() {
            *digit = b'0' + u8::try_from(length % 10).unwrap_or(0);
            length /= 10;
            if length == 0 {
                break;
            }
        }
    }

    /// Writes a whole request without a body or a key, as for GET, with `path` behind the head's own.
    pub fn bare_below(&self, out: &mut Vec<u8>, path: &str) {
        for part in [self.line.as_slice(), path.as_bytes(), &self.rest, b"\r\n"] {
            out.extend_from_slice(part);
        }
    }
}

/// Appends a number in decimal.
pub fn put_number(out: &mut Vec<u8>, number: u64) {
    // Writing into a Vec cannot fail.
    let _ = write!(out, "{number}");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_may_go_on_below_the_head() {
        let head = RequestHead::new("POST", "/v1/orders/", "h", "key", "pay-");
        let mut out = Vec::new();
        head.below(&mut out, "ord_1/payments", 7, |body| body.extend_from_slice(b"{}"));
        let text = String::from_utf8(out).unwrap();
        assert!(text.starts_with("POST /v1/orders/ord_1/payments HTTP/1.1\r\nHost: h\r\n"), "{text}");
        assert!(text.contains("\r\nIdempotency-Key: pay-7\r\n") && text.ends_with("\r\n\r\n{}"));
    }

    #[test]
    fn a_request_states_the_length_of_its_body() {
        let head = RequestHead::new("POST", "/v1/orders", "127.0.0.1:80", "key", "run-");
        for length in [0, 7, 10, 512, 99_999] {
            let mut out = b"before".to_vec();
            head.with_body(&mut out, 42, |body| body.resize(body.len() + length, b'x'));
            let text = String::from_utf8(out).unwrap();
            let (lines, body) = text.strip_prefix("before").unwrap().split_once("\r\n\r\n").unwrap();
            assert!(
                lines.starts_with("POST /v1/orders HTTP/1.1\r\nHost: 127.0.0.1:80\r\nAuthorization: Bearer key\r\n")
            );
            assert!(lines.contains("\r\nIdempotency-Key: run-42\r\n"));
            let stated = lines.split_once("Content-Length:").unwrap().1;
            assert_eq!(stated.trim_start().parse::<usize>().unwrap(), length);
            assert!(stated.starts_with(' '));
            assert_eq!(body.len(), length);
        }
    }
}
