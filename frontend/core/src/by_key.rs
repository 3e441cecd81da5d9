//! Things in the order of their keys, in a row.
//!
//! For maps that grow at their end and have some thousand entries at most. The standard library's tree is 20 KB of the
//! page's code.

/// Values by key; each key once.
#[derive(Clone, Debug)]
pub struct ByKey<K, V>(Vec<(K, V)>);

impl<K, V> Default for ByKey<K, V> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<K: Ord + Copy, V> ByKey<K, V> {
    /// All of them.
    pub fn all(&self) -> &[(K, V)] {
        &self.0
    }

    /// Those from one key to another, both included.
    pub fn between(&self, first: K, last: K) -> &[(K, V)] {
        let from = self.0.partition_point(|(key, _)| *key < first);
        let rest = &self.0[from..];
        &rest[..rest.partition_point(|(key, _)| *key <= last)]
    }

    /// The last one before a key.
    pub fn before_mut(&mut self, key: K) -> Option<(K, &mut V)> {
        let end = self.0.partition_point(|(known, _)| *known < key);
        self.0[..end].last_mut().map(|(key, value)| (*key, value))
    }

    /// The value of a key.
    pub fn get(&self, key: K) -> Option<&V> {
        let at = self.place(key).ok()?;
        Some(&self.0[at].1)
    }

    /// Sets the value of a key; whether it had none.
    pub fn insert(&mut self, key: K, value: V) -> bool {
        match self.place(key) {
            Ok(at) => {
                self.0[at].1 = value;
                false
            }
            Err(at) => {
                self.0.insert(at, (key, value));
                true
            }
        }
    }

    /// The value of a key, the default one where it had none.
    pub fn or_default(&mut self, key: K) -> &mut V
    where
        V: Default,
    {
        let at = self.place(key).unwrap_or_else(|at| {
            self.0.insert(at, (key, V::default()));
            at
        });
        &mut self.0[at].1
    }

    /// Takes away what a key has.
    pub fn remove(&mut self, key: K) -> Option<V> {
        let at = self.place(key).ok()?;
        Some(self.0.remove(at).1)
    }

    fn place(&self, key: K) -> Result<usize, usize> {
        self.0.binary_search_by(|(known, _)| known.cmp(&key))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn as_the_standard_librarys_tree() {
        let (mut own, mut other) = (ByKey::default(), BTreeMap::new());
        let mut seed = 7_u32;
        for i in 0..500_u32 {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let key = seed >> 26;
            match i % 4 {
                0 | 1 => assert_eq!(own.insert(key, i), other.insert(key, i).is_none()),
                2 => {
                    *own.or_default(key) += 1;
                    *other.entry(key).or_default() += 1;
                }
                _ => assert_eq!(own.remove(key), other.remove(&key)),
            }
            assert!(own.all().iter().map(|(key, value)| (key, value)).eq(&other));
            assert_eq!(own.get(key), other.get(&key));
            let between = own.between(key, key + 9).iter().map(|(key, value)| (key, value));
            assert!(between.eq(other.range(key..=key + 9)));
            let before = own.before_mut(key).map(|(key, value)| (key, *value));
            assert_eq!(before, other.range(..key).next_back().map(|(key, value)| (*key, *value)));
        }
    }
}
