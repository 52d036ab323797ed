//! Permutations drawn by counter: the same seed gives the same permutations on every system, in any order of drawing.

/// The finaliser of SplitMix64 over a counter. Source: Steele, Lea, Flood, *Fast splittable pseudorandom number
/// generators*, OOPSLA 2014.
pub(super) const fn draw(seed: u64, counter: u64) -> u64 {
    let mut z = seed.wrapping_add(counter.wrapping_add(1).wrapping_mul(0x9E37_79B9_7F4A_7C15));
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

/// Permutation number `index` of `size` things: things sorted by their draw.
pub(super) fn permutation(seed: u64, index: u64, size: usize) -> Vec<usize> {
    let stream = draw(seed, index);
    let mut drawn: Vec<(u64, usize)> = (0_u64..)
        .zip(0..size)
        .map(|(counter, thing)| (draw(stream, counter), thing))
        .collect();
    drawn.sort_unstable();
    drawn.into_iter().map(|(_, thing)| thing).collect()
}

#[cfg(test)]
mod tests {
    use super::{draw, permutation};

    /// First outputs of SplitMix64 seeded with 1234567, as published with the reference implementation.
    #[test]
    fn draws_are_those_of_the_reference() {
        let first: Vec<u64> = (0..3).map(|counter| draw(1_234_567, counter)).collect();
        assert_eq!(
            first,
            [
                6_457_827_717_110_365_317,
                3_203_168_211_198_807_973,
                9_817_491_932_198_370_423
            ]
        );
    }

    #[test]
    fn every_thing_is_there_once_and_positions_are_even() {
        let mut first = [0_u32; 4];
        for index in 0..4000 {
            let order = permutation(7, index, 4);
            let mut sorted = order.clone();
            sorted.sort_unstable();
            assert_eq!(sorted, [0, 1, 2, 3]);
            first[order[0]] += 1;
        }
        assert!(
            first.iter().all(|times| (880..1120).contains(times)),
            "{first:?}"
        );
    }
}
