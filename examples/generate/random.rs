//! Random numbers that are the same on every machine.
//!
//! The generator is SplitMix64 (Steele, Lea and Flood, *Fast splittable pseudorandom number
//! generators*, OOPSLA 2014), with the constants of Vigna's reference code. Everything made of it
//! uses integers and the operations that IEEE 754 defines to the last bit (`+ - * / sqrt`): the
//! logarithms and powers of a standard library differ from one system to the next.

/// A sequence of random numbers.
#[derive(Clone, Debug)]
pub struct Random(u64);

impl Random {
    /// The sequence of a seed.
    pub fn new(seed: u64) -> Self {
        Random(seed)
    }

    /// The sequence that belongs to one thing of many, whatever the others drew.
    pub fn of(seed: u64, thing: u64) -> Self {
        Random(Random(seed ^ Random(thing).next()).next())
    }

    /// Any number.
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number from 0 to before `end`; 0 where there is none.
    pub fn below(&mut self, end: usize) -> usize {
        ((u128::from(self.next()) * end as u128) >> 64) as usize
    }

    /// A number of a range, both ends included.
    pub fn between(&mut self, least: usize, most: usize) -> usize {
        least + self.below(most - least + 1)
    }

    /// True so many times in a hundred.
    pub fn chance(&mut self, percent: u8) -> bool {
        self.below(100) < usize::from(percent)
    }

    /// One of several.
    pub fn pick<'t, T>(&mut self, all: &'t [T]) -> &'t T {
        &all[self.below(all.len())]
    }

    /// One of several words.
    pub fn word<'t, S: AsRef<str>>(&mut self, all: &'t [S]) -> &'t str {
        self.pick(all).as_ref()
    }

    /// A rank below `end` that is drawn about as often as words of that rank occur (Zipf's law with
    /// exponent 1): first a power of two, each as likely as the others, then a rank within it.
    pub fn zipf(&mut self, end: usize) -> usize {
        let octaves = (end + 1).ilog2() as usize + 1;
        loop {
            let first = 1_usize << self.below(octaves);
            let rank = first + self.below(first) - 1;
            if rank < end {
                return rank;
            }
        }
    }

    /// A size whose logarithm is normally distributed, with the mean `mean` and the spread of
    /// `sigma` in the logarithm.
    pub fn log_normal(&mut self, mean: f64, sigma: f64) -> f64 {
        // Twelve uniform numbers have variance 1 and are near enough to normal.
        let uniform = |random: &mut Self| (random.next() >> 11) as f64 / (1_u64 << 53) as f64;
        let normal = (0..12).map(|_| uniform(self)).sum::<f64>() - 6.0;
        mean * exp(sigma * normal - sigma * sigma / 2.0)
    }
}

/// e to the power of `x`, near enough, from multiplications only: (1 + x / 2^20)^(2^20).
fn exp(x: f64) -> f64 {
    let mut power = 1.0 + x / f64::from(1 << 20);
    for _ in 0..20 {
        power *= power;
    }
    power
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_those_of_the_reference_code() {
        let mut random = Random::new(1_234_567);
        let drawn = [random.next(), random.next(), random.next()];
        assert_eq!(
            drawn,
            [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423]
        );
    }

    #[test]
    fn the_first_ranks_are_drawn_most() {
        let mut random = Random::new(1);
        let drawn: Vec<usize> = (0..10_000).map(|_| random.zipf(1000)).collect();
        let times = |rank| drawn.iter().filter(|&&other| other == rank).count();
        assert!(drawn.iter().all(|&rank| rank < 1000));
        assert!(times(0) > 5 * times(20), "{} {}", times(0), times(20));
    }

    #[test]
    fn sizes_have_the_mean_that_was_asked_for() {
        let mut random = Random::new(1);
        let sum: f64 = (0..20_000).map(|_| random.log_normal(10_000.0, 1.0)).sum();
        let mean = sum / 20_000.0;
        assert!((9_500.0..10_500.0).contains(&mean), "{mean}");
    }
}
