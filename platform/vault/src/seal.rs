//! XChaCha20-Poly1305: what is sealed, under which key, bound to what.
//!
//! A sealed blob is `1 byte format · 24 bytes nonce · ciphertext · 16 bytes tag`. Its associated data names person, purpose and
//! column, so a blob moved to another row or column does not open. A wrapped key is `24 bytes nonce · 32 bytes · 16 bytes tag`,
//! bound to person and purpose. (XChaCha20-Poly1305: draft-irtf-cfrg-xchacha-03; nonces of 24 bytes may be drawn at random.)

use chacha20poly1305::aead::{AeadInOut, KeyInit};
use chacha20poly1305::{Key, Tag, XChaCha20Poly1305, XNonce};
use kernel::Id;
use store::StoreError;
use zeroize::Zeroizing;

use crate::{PersonId, Purpose};

const FORMAT: u8 = 1;
const NONCE: usize = 24;
const TAG: usize = 16;
const HEAD: usize = 1 + NONCE;
pub(crate) const WRAPPED: usize = NONCE + 32 + TAG;

/// A person's key for a purpose. Wiped when dropped.
pub(crate) type PersonKey = Zeroizing<[u8; 32]>;

fn binding(person: PersonId, purpose: Purpose, column: &str) -> Vec<u8> {
    let purpose = purpose.as_str().as_bytes();
    let mut bound = Vec::with_capacity(10 + purpose.len() + column.len());
    bound.extend(person.number().to_be_bytes());
    bound.extend(purpose);
    bound.push(0);
    bound.extend(column.as_bytes());
    bound
}

fn broken() -> StoreError {
    StoreError::misuse("a sealed value does not open: it was changed, moved, or sealed under another key")
}

/// Seals what `write` puts behind the head. `room` is at least its length, so that no plain text is left behind by a growing buffer.
pub(crate) fn seal(
    key: &PersonKey,
    nonce: &[u8; NONCE],
    (person, purpose, column): (PersonId, Purpose, &str),
    room: usize,
    write: impl FnOnce(&mut Vec<u8>) -> Result<(), StoreError>,
) -> Result<Vec<u8>, StoreError> {
    let mut blob = Vec::with_capacity(HEAD + room + TAG);
    blob.push(FORMAT);
    blob.extend(nonce);
    write(&mut blob)?;
    let (_, text) = blob.split_at_mut_checked(HEAD).ok_or_else(broken)?;
    let tag = XChaCha20Poly1305::new(&Key::from(**key))
        .encrypt_inout_detached(&XNonce::from(*nonce), &binding(person, purpose, column), text.into())
        .map_err(|_| broken())?;
    blob.extend(tag.as_slice());
    Ok(blob)
}

/// The plain text of a sealed blob, wiped when dropped.
pub(crate) fn unseal(
    key: &PersonKey,
    (person, purpose, column): (PersonId, Purpose, &str),
    blob: &[u8],
) -> Result<Zeroizing<Vec<u8>>, StoreError> {
    let (format, rest) = blob.split_first().ok_or_else(broken)?;
    if *format != FORMAT {
        return Err(StoreError::misuse(format!("sealed in a format this program does not know: {format}")));
    }
    let (nonce, rest) = rest.split_first_chunk::<NONCE>().ok_or_else(broken)?;
    let (text, tag) = rest.split_last_chunk::<TAG>().ok_or_else(broken)?;
    let mut text = Zeroizing::new(text.to_vec());
    XChaCha20Poly1305::new(&Key::from(**key))
        .decrypt_inout_detached(
            &XNonce::from(*nonce),
            &binding(person, purpose, column),
            text.as_mut_slice().into(),
            &Tag::from(*tag),
        )
        .map_err(|_| broken())?;
    Ok(text)
}

/// A person's key wrapped under the master key.
pub(crate) fn wrap(
    master: &XChaCha20Poly1305,
    nonce: &[u8; NONCE],
    (person, purpose): (PersonId, Purpose),
    key: &PersonKey,
) -> Result<Vec<u8>, StoreError> {
    let mut wrapped = Vec::with_capacity(WRAPPED);
    wrapped.extend(nonce);
    wrapped.extend(key.as_slice());
    let (_, inner) = wrapped.split_at_mut_checked(NONCE).ok_or_else(broken)?;
    let tag = master
        .encrypt_inout_detached(&XNonce::from(*nonce), &binding(person, purpose, "key"), inner.into())
        .map_err(|_| broken())?;
    wrapped.extend(tag.as_slice());
    Ok(wrapped)
}

/// The key in a wrapped one.
pub(crate) fn unwrap(
    master: &XChaCha20Poly1305,
    (person, purpose): (PersonId, Purpose),
    wrapped: &[u8],
) -> Result<PersonKey, StoreError> {
    let (nonce, rest) = wrapped.split_first_chunk::<NONCE>().ok_or_else(broken)?;
    let (inner, tag) = rest.split_last_chunk::<TAG>().ok_or_else(broken)?;
    let mut key: PersonKey = Zeroizing::new(*inner.first_chunk::<32>().ok_or_else(broken)?);
    master
        .decrypt_inout_detached(
            &XNonce::from(*nonce),
            &binding(person, purpose, "key"),
            key.as_mut_slice().into(),
            &Tag::from(*tag),
        )
        .map_err(|_| broken())?;
    Ok(key)
}
