//! How many descriptors the system gives this process, and how many of them connections may have.

use rustix::process::{Resource, getrlimit, setrlimit};

/// Kept for everything that is no connection of a client: the broker, files, those just accepted to be refused.
const RESERVE: usize = 64;

/// Kept for requests, so that spectators never take the last place.
const FOR_REQUESTS: usize = 256;

/// Raises the limit to what the system allows and tells what it is then; `None` where there is none.
pub fn raise() -> Option<usize> {
    let mut limit = getrlimit(Resource::Nofile);
    limit.current = limit.maximum;
    if let Err(error) = setrlimit(Resource::Nofile, limit) {
        tracing::debug!("the limit of open files stays as it is: {error}");
    }
    getrlimit(Resource::Nofile).current.map(|n| usize::try_from(n).unwrap_or(usize::MAX))
}

/// How many of so many descriptors are for connections. Of few a quarter is kept.
pub fn for_connections(limit: usize) -> usize {
    limit - RESERVE.min(limit / 4)
}

/// How many of so many connections may be spectators. Of few a quarter is kept.
pub fn for_spectators(connections: usize) -> usize {
    connections - FOR_REQUESTS.min(connections / 4)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reserve_is_kept_of_many_and_of_few() {
        assert_eq!([64, 256, 20_000].map(for_connections), [48, 192, 19_936]);
        assert_eq!([48, 192, 19_936].map(for_spectators), [36, 144, 19_680]);
    }
}
