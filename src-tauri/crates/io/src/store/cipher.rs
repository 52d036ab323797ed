//! The sealed form of a project file: a head that says how it is locked, then the whole file under one authenticated
//! cipher. Nothing here is of our own making: Argon2id (RFC 9106) and XChaCha20-Poly1305 from RustCrypto.
//!
//! | bytes | what |
//! |---|---|
//! | 8 | `YHSEALED` |
//! | 2 | version of this form, big-endian |
//! | 1, 1 | cipher, key derivation |
//! | 2 × 102 | slots: kind, memory (KiB), passes, lanes, salt 16, nonce 24, file key under the slot's key 48 |
//! | 24 | nonce of the content, new for every writing |
//! | 32 | SHA-256 of the head so far: tells damage from a wrong password |
//! | rest | content and its tag; the head is authenticated with it |

use argon2::{Algorithm, Argon2, Params, Version};
use chacha20poly1305::aead::{AeadInOut, KeyInit};
use chacha20poly1305::{Tag, XChaCha20Poly1305, XNonce};
use sha2::{Digest, Sha256};
use zeroize::{Zeroize, Zeroizing};

use super::{Kept, StoreError};

const MAGIC: &[u8; 8] = b"YHSEALED";
/// Newest version of the form this program knows.
const FORM: u16 = 1;
/// XChaCha20-Poly1305; another cipher (SM4, say) takes another number.
const CIPHER: u8 = 1;
/// Argon2id, version 1.3.
const DERIVATION: u8 = 1;
const KEY: usize = 32;
const SALT: usize = 16;
const NONCE: usize = 24;
const TAG: usize = 16;
/// Part of a slot that its wrapped key is bound to.
const SLOT_OPEN: usize = 13 + SALT + NONCE;
const SLOT: usize = SLOT_OPEN + KEY + TAG;
const FIXED: usize = 12;
const SLOTS_END: usize = FIXED + 2 * SLOT;
const HEAD: usize = SLOTS_END + NONCE;
/// First byte of the content.
pub(super) const CONTENT_AT: usize = HEAD + 32;
/// Work of a guess: 64 MiB, three passes, one lane (OWASP's and reliability's measure; well below a second).
const MEMORY: u32 = 64 << 10;
const PASSES: u32 = 3;
const LANES: u32 = 1;
/// More than this no file may ask of the computer that opens it.
const MOST_MEMORY: u32 = 1 << 20;
const MOST_PASSES: u32 = 16;
const MOST_LANES: u32 = 8;
/// Fewest characters of a password.
const SHORTEST: usize = 8;
/// Letters of a recovery key: none that is read as another (no I, L, O, U).
const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const RECOVERY_LETTERS: usize = 32;

/// A password or recovery key as typed. Wiped when dropped, never shown.
/// 密码或恢复密钥
#[derive(Clone)]
pub struct Password(Zeroizing<String>);

impl std::fmt::Debug for Password {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Password(…)")
    }
}

impl Password {
    /// What was typed, taken as it is.
    pub fn new(text: String) -> Self {
        Self(Zeroizing::new(text))
    }
    /// Whether it is long enough to be set (eight characters).
    pub fn long_enough(&self) -> bool {
        self.0.chars().count() >= SHORTEST
    }
    /// As a recovery key, however it was typed: without spaces and hyphens, in capitals, look-alikes read as meant.
    fn recovery(&self) -> Zeroizing<String> {
        let letters = self.0.chars().filter(|c| !c.is_whitespace() && *c != '-');
        let meant = |c: char| match c.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            other => other,
        };
        Zeroizing::new(letters.map(meant).collect())
    }
}

/// The second way in, to be printed and kept elsewhere: eight groups of four letters.
/// 恢复密钥
pub type RecoveryKey = Zeroizing<String>;

/// The key of the content; made once per sealed project, wiped when dropped.
#[derive(Clone)]
pub(super) struct Key(Zeroizing<[u8; KEY]>);

/// How the key is locked: one slot for the password, one for the recovery key. Holds nothing secret.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Slots(Vec<u8>);

fn other(what: &str) -> StoreError {
    StoreError::Other {
        detail: what.to_owned(),
    }
}

fn damaged() -> StoreError {
    StoreError::Damaged {
        detail: "sealed".to_owned(),
    }
}

fn random<const N: usize>() -> Kept<[u8; N]> {
    let mut bytes = [0_u8; N];
    getrandom::fill(&mut bytes).map_err(|error| other(&error.to_string()))?;
    Ok(bytes)
}

fn part<const N: usize>(bytes: &[u8], at: usize) -> Kept<[u8; N]> {
    bytes
        .get(at..at + N)
        .and_then(|part| part.try_into().ok())
        .ok_or_else(damaged)
}

fn cipher(key: &[u8; KEY]) -> XChaCha20Poly1305 {
    XChaCha20Poly1305::new(key.into())
}

/// The key of a slot from what was typed; `slot` begins with kind, memory, passes, lanes and salt.
fn derived(typed: &str, slot: &[u8]) -> Kept<Zeroizing<[u8; KEY]>> {
    let number = |at| part::<4>(slot, at).map(u32::from_be_bytes);
    let (memory, passes, lanes) = (number(1)?, number(5)?, number(9)?);
    if memory > MOST_MEMORY || passes > MOST_PASSES || lanes > MOST_LANES {
        return Err(damaged());
    }
    let params = Params::new(memory, passes, lanes, Some(KEY)).map_err(|_| damaged())?;
    let mut key = Zeroizing::new([0_u8; KEY]);
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(
            typed.as_bytes(),
            &part::<SALT>(slot, 13)?,
            key.as_mut_slice(),
        )
        .map_err(|error| other(&error.to_string()))?;
    Ok(key)
}

/// What a slot's wrapped key is bound to: the fixed head and the slot's open part.
fn bound(slot: &[u8]) -> Vec<u8> {
    let mut bound = fixed();
    bound.extend_from_slice(slot.get(..SLOT_OPEN).unwrap_or_default());
    bound
}

fn fixed() -> Vec<u8> {
    let mut head = MAGIC.to_vec();
    head.extend_from_slice(&FORM.to_be_bytes());
    head.extend_from_slice(&[CIPHER, DERIVATION]);
    head
}

fn slot(kind: u8, typed: &str, key: &Key) -> Kept<Vec<u8>> {
    let mut slot = vec![kind];
    for number in [MEMORY, PASSES, LANES] {
        slot.extend_from_slice(&number.to_be_bytes());
    }
    slot.extend_from_slice(&random::<SALT>()?);
    let nonce = random::<NONCE>()?;
    slot.extend_from_slice(&nonce);
    let lock = derived(typed, &slot)?;
    let mut wrapped = Zeroizing::new(*key.0);
    let tag = cipher(&lock)
        .encrypt_inout_detached(
            &XNonce::from(nonce),
            &bound(&slot),
            wrapped.as_mut_slice().into(),
        )
        .map_err(|_| damaged())?;
    slot.extend_from_slice(wrapped.as_slice());
    slot.extend_from_slice(&tag);
    Ok(slot)
}

/// Whether a file begins as a sealed one does.
pub(super) fn is_sealed(head: &[u8]) -> bool {
    head.starts_with(MAGIC)
}

impl Key {
    /// A key nobody has had before.
    pub fn fresh() -> Kept<Self> {
        Ok(Self(Zeroizing::new(random::<KEY>()?)))
    }

    /// Locks the key with a password and with a recovery key made here.
    pub fn locked(&self, password: &Password) -> Kept<(Slots, RecoveryKey)> {
        let letters = Zeroizing::new(random::<RECOVERY_LETTERS>()?);
        let mut plain = Zeroizing::new(String::new());
        let mut shown = Zeroizing::new(String::new());
        for (at, byte) in letters.iter().enumerate() {
            let letter = LETTERS[usize::from(byte % 32)] as char;
            plain.push(letter);
            if at > 0 && at % 4 == 0 {
                shown.push('-');
            }
            shown.push(letter);
        }
        let mut slots = slot(1, &password.0, self)?;
        slots.extend(slot(2, &plain, self)?);
        Ok((Slots(slots), shown))
    }

    /// The content in sealed form, with a nonce of its own.
    pub fn seal(&self, slots: &Slots, content: &[u8]) -> Kept<Vec<u8>> {
        let mut sealed = Vec::with_capacity(CONTENT_AT + content.len() + TAG);
        sealed.extend(fixed());
        sealed.extend_from_slice(&slots.0);
        let nonce = random::<NONCE>()?;
        sealed.extend_from_slice(&nonce);
        let digest = Sha256::digest(&sealed);
        sealed.extend_from_slice(&digest);
        sealed.extend_from_slice(content);
        let (head, body) = sealed.split_at_mut(CONTENT_AT);
        let tag = cipher(&self.0).encrypt_inout_detached(&XNonce::from(nonce), head, body.into());
        let Ok(tag) = tag else {
            // What stands there is still readable.
            sealed.zeroize();
            return Err(damaged());
        };
        sealed.extend_from_slice(&tag);
        Ok(sealed)
    }

    /// The content of a sealed file.
    ///
    /// # Errors
    /// [`StoreError::Damaged`]: not a byte of it is believed when one does not fit.
    pub fn unseal(&self, mut sealed: Vec<u8>) -> Kept<Zeroizing<Vec<u8>>> {
        Slots::read(&sealed)?;
        let nonce = part::<NONCE>(&sealed, SLOTS_END)?;
        let end = sealed.len().checked_sub(TAG).ok_or_else(damaged)?;
        let tag = Tag::from(part::<TAG>(&sealed, end)?);
        sealed.truncate(end);
        let (head, body) = sealed
            .split_at_mut_checked(CONTENT_AT)
            .ok_or_else(damaged)?;
        cipher(&self.0)
            .decrypt_inout_detached(&XNonce::from(nonce), head, body.into(), &tag)
            .map_err(|_| damaged())?;
        sealed.drain(..CONTENT_AT);
        Ok(Zeroizing::new(sealed))
    }
}

impl Slots {
    /// The slots of a sealed file, from its first bytes; the head is checked against its own sum.
    ///
    /// # Errors
    /// [`StoreError::NewerSeal`] when it was locked in a way this program does not know, [`StoreError::Damaged`].
    pub fn read(file: &[u8]) -> Kept<Self> {
        let head = file.get(..HEAD).ok_or_else(damaged)?;
        if !is_sealed(head) {
            return Err(StoreError::NotAProject);
        }
        let found = u16::from_be_bytes(part::<2>(head, 8)?);
        if found > FORM {
            return Err(StoreError::NewerSeal { found, known: FORM });
        }
        let sound = file.get(HEAD..CONTENT_AT) == Some(Sha256::digest(head).as_slice());
        if !sound || head.get(..FIXED) != Some(fixed().as_slice()) {
            return Err(damaged());
        }
        Ok(Self(
            head.get(FIXED..SLOTS_END).ok_or_else(damaged)?.to_vec(),
        ))
    }

    /// The key, if the password or the recovery key fits.
    ///
    /// # Errors
    /// [`StoreError::WrongPassword`].
    pub fn unlock(&self, typed: &Password) -> Kept<Key> {
        let recovery = typed.recovery();
        for slot in self.0.chunks(SLOT) {
            let recovers = slot.first() == Some(&2);
            if recovers && recovery.len() != RECOVERY_LETTERS {
                continue;
            }
            let lock = derived(if recovers { &recovery } else { &typed.0 }, slot)?;
            let mut key = Zeroizing::new(part::<KEY>(slot, SLOT_OPEN)?);
            let tag = Tag::from(part::<TAG>(slot, SLOT_OPEN + KEY)?);
            let nonce = XNonce::from(part::<NONCE>(slot, 13 + SALT)?);
            let fits = cipher(&lock).decrypt_inout_detached(
                &nonce,
                &bound(slot),
                key.as_mut_slice().into(),
                &tag,
            );
            if fits.is_ok() {
                return Ok(Key(key));
            }
        }
        Err(StoreError::WrongPassword)
    }
}
