use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::load::{Parsed, parse};

const PATIENCE: Duration = Duration::from_secs(60);

/// A plain blocking client, one connection a request: for preparing a scenario and looking at its end, not for load.
#[derive(Clone, Debug)]
pub struct Client {
    pub address: SocketAddr,
    pub api_key: String,
}

#[derive(Clone, Debug)]
pub struct Reply {
    pub status: u16,
    pub body: Vec<u8>,
}

impl Reply {
    pub fn json(&self) -> Result<Value> {
        let seen = || format!("status {}, body {}", self.status, String::from_utf8_lossy(&self.body));
        if !(200..300).contains(&self.status) {
            bail!("refused: {}", seen());
        }
        serde_json::from_slice(&self.body).with_context(seen)
    }
}

impl Client {
    pub fn get(&self, path: &str) -> Result<Reply> {
        self.send("GET", path, None, "", &[])
    }

    /// `key` is the idempotency key.
    pub fn post(&self, path: &str, key: &str, body: &Value) -> Result<Reply> {
        self.send("POST", path, Some(key), "application/json", body.to_string().as_bytes())
    }

    /// Sends a file as it is.
    pub fn upload(&self, path: &str, key: &str, file: &[u8]) -> Result<Reply> {
        self.send("POST", path, Some(key), "application/octet-stream", file)
    }

    fn send(&self, method: &str, path: &str, key: Option<&str>, kind: &str, body: &[u8]) -> Result<Reply> {
        let what = || format!("{method} {path} on {}", self.address);
        let mut head = format!(
            "{method} {path} HTTP/1.1\r\nHost: {}\r\nAuthorization: Bearer {}\r\nConnection: close\r\n",
            self.address, self.api_key
        );
        if let Some(key) = key {
            head.push_str(&format!(
                "Idempotency-Key: {key}\r\nContent-Type: {kind}\r\nContent-Length: {}\r\n",
                body.len()
            ));
        }
        head.push_str("\r\n");
        let mut stream = TcpStream::connect_timeout(&self.address, PATIENCE).with_context(what)?;
        stream.set_read_timeout(Some(PATIENCE))?;
        stream.set_nodelay(true)?;
        stream.write_all(&[head.as_bytes(), body].concat()).with_context(what)?;
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).with_context(what)?;
        match parse(&bytes) {
            Parsed::Whole(answer) => {
                Ok(Reply { status: answer.status, body: bytes.get(answer.body).unwrap_or_default().to_vec() })
            }
            Parsed::Partial | Parsed::Broken => {
                bail!("{}: unreadable answer {:?}", what(), String::from_utf8_lossy(&bytes))
            }
        }
    }
}
