//! A table that can be asked but not gone through: the one place where a hash map is allowed, because its order can
//! reach nobody.

use std::borrow::Borrow;
use std::collections::HashMap;
use std::hash::Hash;

/// Key → value, for millions of keys.
pub(crate) struct LookUp<K, V>(HashMap<K, V>);

impl<K, V> Default for LookUp<K, V> {
    fn default() -> Self {
        Self(HashMap::new())
    }
}

impl<K: Eq + Hash, V: Copy> LookUp<K, V> {
    /// What stands under the key.
    pub fn get<Q>(&self, key: &Q) -> Option<V>
    where
        K: Borrow<Q>,
        Q: Eq + Hash + ?Sized,
    {
        self.0.get(key).copied()
    }
    /// Puts the value under the key.
    pub fn put(&mut self, key: K, value: V) {
        self.0.insert(key, value);
    }
    /// What stood under the key first: the value given, if nothing did.
    pub fn first(&mut self, key: K, value: V) -> V {
        *self.0.entry(key).or_insert(value)
    }
}
