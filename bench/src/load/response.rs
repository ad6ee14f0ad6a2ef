use std::ops::Range;

/// One whole answer at the beginning of a buffer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    pub status: u16,
    /// Where the body stands in the buffer; the answer ends where it ends.
    pub body: Range<usize>,
    /// The server will close the connection after it.
    pub closes: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Parsed {
    /// More bytes are to come.
    Partial,
    Whole(Answer),
    /// Not something this parser reads: it knows HTTP/1.1 with a Content-Length, which is what Hanse sends.
    Broken,
}

/// Reads one answer from the beginning of `bytes`.
pub fn parse(bytes: &[u8]) -> Parsed {
    match parse_head(bytes) {
        Some(Ok(answer)) if answer.body.end <= bytes.len() => Parsed::Whole(answer),
        Some(Ok(_)) | None => Parsed::Partial,
        Some(Err(Unreadable)) => Parsed::Broken,
    }
}

struct Unreadable;

/// `None` while the head is incomplete.
fn parse_head(bytes: &[u8]) -> Option<Result<Answer, Unreadable>> {
    let mut rest = bytes;
    let (first, after) = line(rest)?;
    rest = after;
    let Some(status) = status_of(first) else { return Some(Err(Unreadable)) };
    let mut length = if status == 204 || status == 304 { Some(0) } else { None };
    let mut closes = false;
    loop {
        let (header, after) = line(rest)?;
        rest = after;
        if header.is_empty() {
            break;
        }
        if let Some(value) = value_of(header, b"content-length") {
            length = Some(match number(value) {
                Some(length) => length,
                None => return Some(Err(Unreadable)),
            });
        } else if value_of(header, b"transfer-encoding").is_some() {
            return Some(Err(Unreadable));
        } else if let Some(value) = value_of(header, b"connection") {
            closes = value.eq_ignore_ascii_case(b"close");
        }
    }
    let start = bytes.len() - rest.len();
    Some(match length {
        Some(length) => Ok(Answer { status, body: start..start + length, closes }),
        None => Err(Unreadable),
    })
}

/// The first line without its end, and what follows it.
fn line(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let end = bytes.iter().position(|byte| *byte == b'\n')?;
    let (line, rest) = bytes.split_at_checked(end)?;
    Some((line.strip_suffix(b"\r").unwrap_or(line), rest.get(1..)?))
}

fn status_of(line: &[u8]) -> Option<u16> {
    let digits = line.strip_prefix(b"HTTP/1.1 ")?.get(..3)?;
    u16::try_from(number(digits)?).ok()
}

fn value_of<'a>(header: &'a [u8], name: &[u8]) -> Option<&'a [u8]> {
    let (start, rest) = header.split_at_checked(name.len())?;
    let value = rest.strip_prefix(b":")?;
    start.eq_ignore_ascii_case(name).then(|| value.trim_ascii())
}

fn number(digits: &[u8]) -> Option<usize> {
    if digits.is_empty() || digits.len() > 12 {
        return None;
    }
    digits.iter().try_fold(0_usize, |sum, digit| {
        let digit = digit.checked_sub(b'0').filter(|digit| *digit < 10)?;
        Some(sum * 10 + usize::from(digit))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const ANSWER: &[u8] =
        b"HTTP/1.1 201 Created\r\ncontent-type: application/json\r\nCONTENT-LENGTH:  13\r\ndate: x\r\n\r\n{\"id\":\"ord_\"}";

    #[test]
    fn an_answer_cut_anywhere_is_partial_until_its_last_byte() {
        for cut in 0..ANSWER.len() {
            assert_eq!(parse(&ANSWER[..cut]), Parsed::Partial, "cut at {cut}");
        }
        let Parsed::Whole(answer) = parse(ANSWER) else { panic!("whole") };
        assert_eq!(answer.status, 201);
        assert_eq!(&ANSWER[answer.body], b"{\"id\":\"ord_\"}");
        assert!(!answer.closes);
    }

    #[test]
    fn what_follows_an_answer_is_left_alone() {
        let Parsed::Whole(answer) = parse(&[ANSWER, ANSWER].concat()) else { panic!("whole") };
        assert_eq!(answer.body.end, ANSWER.len());
    }

    #[test]
    fn no_content_has_no_body_and_close_is_noticed() {
        let Parsed::Whole(answer) = parse(b"HTTP/1.1 204 No Content\r\nConnection: Close\r\n\r\n") else {
            panic!("whole")
        };
        assert_eq!((answer.status, answer.body.len(), answer.closes), (204, 0, true));
    }

    #[test]
    fn what_it_cannot_read_is_broken() {
        for bytes in [
            &b"HTTP/2 200\r\n\r\n"[..],
            b"HTTP/1.1 2x0 OK\r\n\r\n",
            b"HTTP/1.1 200 OK\r\n\r\n",
            b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
        ] {
            assert_eq!(parse(bytes), Parsed::Broken, "{}", String::from_utf8_lossy(bytes));
        }
    }
}
