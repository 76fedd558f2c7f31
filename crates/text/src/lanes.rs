//! How are eight numbers reckoned with at once?
//!
//! In wasm by its SIMD instructions, by name: the program for the page is compiled for size, where loops are not
//! turned into them. Elsewhere by plain loops, which the compiler turns into whatever the processor has.
//! **Invariant.** Both give the same results, bit for bit.

/// Numbers that are reckoned with at once.
pub const LANES: usize = 8;

#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
mod machine {
    use super::LANES;
    use core::arch::wasm32::{
        f32x4, f32x4_le, f32x4_splat, i16x8, i16x8_add, i16x8_extract_lane, u32x4_extract_lane, u32x4_splat,
        v128, v128_and, v128_or,
    };

    #[derive(Clone, Copy, Debug)]
    pub struct Shorts(v128);

    impl Shorts {
        pub fn new([a, b, c, d, e, f, g, h]: [i16; LANES]) -> Self {
            Shorts(i16x8(a, b, c, d, e, f, g, h))
        }

        #[inline(always)]
        pub fn plus(self, other: Shorts) -> Self {
            Shorts(i16x8_add(self.0, other.0))
        }

        pub fn numbers(self) -> [i16; LANES] {
            let v = self.0;
            [
                i16x8_extract_lane::<0>(v),
                i16x8_extract_lane::<1>(v),
                i16x8_extract_lane::<2>(v),
                i16x8_extract_lane::<3>(v),
                i16x8_extract_lane::<4>(v),
                i16x8_extract_lane::<5>(v),
                i16x8_extract_lane::<6>(v),
                i16x8_extract_lane::<7>(v),
            ]
        }
    }

    #[derive(Clone, Copy, Debug)]
    pub struct Floats(v128, v128);

    impl Floats {
        pub fn new([a, b, c, d, e, f, g, h]: [f32; LANES]) -> Self {
            Floats(f32x4(a, b, c, d), f32x4(e, f, g, h))
        }
    }

    #[derive(Clone, Copy, Debug)]
    pub struct Bits(v128, v128);

    impl Bits {
        pub fn all() -> Self {
            Bits(u32x4_splat(u32::MAX), u32x4_splat(u32::MAX))
        }

        #[inline(always)]
        pub fn keep_where_more(self, values: Floats, than: f32, bits: u32) -> Self {
            let (than, bits) = (f32x4_splat(than), u32x4_splat(bits));
            Bits(
                v128_and(self.0, v128_or(f32x4_le(values.0, than), bits)),
                v128_and(self.1, v128_or(f32x4_le(values.1, than), bits)),
            )
        }

        pub fn numbers(self) -> [u32; LANES] {
            [
                u32x4_extract_lane::<0>(self.0),
                u32x4_extract_lane::<1>(self.0),
                u32x4_extract_lane::<2>(self.0),
                u32x4_extract_lane::<3>(self.0),
                u32x4_extract_lane::<0>(self.1),
                u32x4_extract_lane::<1>(self.1),
                u32x4_extract_lane::<2>(self.1),
                u32x4_extract_lane::<3>(self.1),
            ]
        }
    }
}

#[cfg(not(all(target_arch = "wasm32", target_feature = "simd128")))]
mod machine {
    use super::LANES;

    #[derive(Clone, Copy, Debug)]
    pub struct Shorts([i16; LANES]);

    impl Shorts {
        pub fn new(numbers: [i16; LANES]) -> Self {
            Shorts(numbers)
        }

        #[inline(always)]
        pub fn plus(mut self, other: Shorts) -> Self {
            for (number, other) in self.0.iter_mut().zip(other.0) {
                *number = number.wrapping_add(other);
            }
            self
        }

        pub fn numbers(self) -> [i16; LANES] {
            self.0
        }
    }

    #[derive(Clone, Copy, Debug)]
    pub struct Floats([f32; LANES]);

    impl Floats {
        pub fn new(numbers: [f32; LANES]) -> Self {
            Floats(numbers)
        }
    }

    #[derive(Clone, Copy, Debug)]
    pub struct Bits([u32; LANES]);

    impl Bits {
        pub fn all() -> Self {
            Bits([u32::MAX; LANES])
        }

        #[inline(always)]
        pub fn keep_where_more(mut self, values: Floats, than: f32, bits: u32) -> Self {
            for (mine, value) in self.0.iter_mut().zip(values.0) {
                *mine &= if value <= than { u32::MAX } else { bits };
            }
            self
        }

        pub fn numbers(self) -> [u32; LANES] {
            self.0
        }
    }
}

/// Eight whole numbers of 16 bits, which wrap around.
#[derive(Clone, Copy, Debug)]
pub struct Shorts(machine::Shorts);

impl Shorts {
    /// These.
    pub fn new(numbers: [i16; LANES]) -> Self {
        Shorts(machine::Shorts::new(numbers))
    }

    /// The sum with others.
    #[inline(always)]
    pub fn plus(self, other: Shorts) -> Self {
        Shorts(self.0.plus(other.0))
    }

    /// As an array.
    pub fn numbers(self) -> [i16; LANES] {
        self.0.numbers()
    }
}

/// Eight numbers of 32 bits with a point.
#[derive(Clone, Copy, Debug)]
pub struct Floats(machine::Floats);

impl Floats {
    /// These.
    pub fn new(numbers: [f32; LANES]) -> Self {
        Floats(machine::Floats::new(numbers))
    }
}

/// Eight sets of 32 bits.
#[derive(Clone, Copy, Debug)]
pub struct Bits(machine::Bits);

impl Bits {
    /// All bits are there.
    pub fn all() -> Self {
        Bits(machine::Bits::all())
    }

    /// Where a value is more than a number, or none at all, these bits are kept and the others go.
    #[inline(always)]
    pub fn keep_where_more(self, values: Floats, than: f32, bits: u32) -> Self {
        Bits(self.0.keep_where_more(values.0, than, bits))
    }

    /// As an array.
    pub fn numbers(self) -> [u32; LANES] {
        self.0.numbers()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lanes_do_not_mix() {
        let values = [0.0, 1.0, 2.0, f32::NAN, -1.0, 1.5, f32::INFINITY, 1.0];
        let kept = Bits::all().keep_where_more(Floats::new(values), 1.0, 6).numbers();
        assert_eq!(kept, [u32::MAX, u32::MAX, 6, 6, u32::MAX, 6, 6, u32::MAX]);
        let sum = Shorts::new([1, 2, 3, 4, 5, 6, 7, i16::MAX]).plus(Shorts::new([1; LANES])).numbers();
        assert_eq!(sum, [2, 3, 4, 5, 6, 7, 8, i16::MIN]);
    }
}
