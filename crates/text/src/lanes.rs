//! How are several numbers reckoned with at once?
//!
//! In wasm by its SIMD instructions, by name: the program for the page is compiled for size, where loops are not
//! turned into them. Elsewhere by plain loops, which the compiler turns into whatever the processor has.
//! **Invariant.** Both give the same results, bit for bit.

/// Whole numbers of 16 bits that are reckoned with at once.
pub const LANES: usize = 8;
/// Rows that trees are asked about at once.
pub const ROWS: usize = 16;
/// Columns that are turned into lanes at once.
pub const COLUMNS: usize = 4;
/// Leaves that a tree can have.
pub const LEAVES: usize = 16;

#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
mod machine {
    use super::{COLUMNS, LANES, LEAVES, ROWS};
    use core::arch::wasm32::{
        f32x4, f32x4_add, f32x4_extract_lane, f32x4_le, f32x4_splat, i8x16_add, i8x16_narrow_i16x8,
        i8x16_popcnt, i8x16_shuffle, i8x16_sub, i8x16_swizzle, i16x8, i16x8_add, i16x8_extract_lane,
        i16x8_narrow_i32x4, i16x8_shuffle, i32x4_add, i32x4_extend_high_i16x8, i32x4_extend_low_i16x8,
        i32x4_extract_lane, i32x4_shuffle, i32x4_splat, u8x16, u8x16_eq, u8x16_splat, u64x2_extract_lane,
        v128, v128_and, v128_andnot, v128_or,
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
    pub struct Longs(v128, v128);

    impl Longs {
        pub fn new() -> Self {
            Longs(i32x4_splat(0), i32x4_splat(0))
        }

        #[inline(always)]
        pub fn plus(self, other: Shorts) -> Self {
            Longs(
                i32x4_add(self.0, i32x4_extend_low_i16x8(other.0)),
                i32x4_add(self.1, i32x4_extend_high_i16x8(other.0)),
            )
        }

        pub fn numbers(self) -> [i32; LANES] {
            let (low, high) = (self.0, self.1);
            [
                i32x4_extract_lane::<0>(low),
                i32x4_extract_lane::<1>(low),
                i32x4_extract_lane::<2>(low),
                i32x4_extract_lane::<3>(low),
                i32x4_extract_lane::<0>(high),
                i32x4_extract_lane::<1>(high),
                i32x4_extract_lane::<2>(high),
                i32x4_extract_lane::<3>(high),
            ]
        }
    }

    #[derive(Clone, Copy, Debug)]
    pub struct Floats([v128; ROWS / 4]);

    impl Floats {
        pub fn splat(number: f32) -> Self {
            Floats([f32x4_splat(number); ROWS / 4])
        }

        #[inline(always)]
        pub fn columns(rows: &[[f32; COLUMNS]; ROWS]) -> [Floats; COLUMNS] {
            let mut columns = [Floats::splat(0.0); COLUMNS];
            for (at, rows) in rows.chunks_exact(4).enumerate() {
                let [one, two, three, four] = rows else { continue };
                let [one, two, three, four] = [one, two, three, four].map(|&[a, b, c, d]| f32x4(a, b, c, d));
                let (low, high) =
                    (i32x4_shuffle::<0, 4, 1, 5>(one, two), i32x4_shuffle::<2, 6, 3, 7>(one, two));
                let (under, over) =
                    (i32x4_shuffle::<0, 4, 1, 5>(three, four), i32x4_shuffle::<2, 6, 3, 7>(three, four));
                let turned = [
                    i32x4_shuffle::<0, 1, 4, 5>(low, under),
                    i32x4_shuffle::<2, 3, 6, 7>(low, under),
                    i32x4_shuffle::<0, 1, 4, 5>(high, over),
                    i32x4_shuffle::<2, 3, 6, 7>(high, over),
                ];
                for (column, turned) in columns.iter_mut().zip(turned) {
                    column.0[at] = turned;
                }
            }
            columns
        }

        #[inline(always)]
        pub fn at_most(&self, most: f32) -> Bits {
            let most = f32x4_splat(most);
            let [a, b, c, d] = self.0.map(|values| f32x4_le(values, most));
            Bits(i8x16_narrow_i16x8(i16x8_narrow_i32x4(a, b), i16x8_narrow_i32x4(c, d)))
        }

        #[inline(always)]
        pub fn add(&mut self, leaves: &Leaves, low: Bits, high: Bits) {
            let one = u8x16_splat(1);
            let first = |bits: v128| i8x16_popcnt(v128_andnot(i8x16_sub(bits, one), bits));
            // Eight where none is left below.
            let none = u8x16_eq(low.0, u8x16_splat(0));
            let at = i8x16_add(first(low.0), v128_and(none, first(high.0)));
            let [a, b, c, d] = leaves.0.map(|bytes| i8x16_swizzle(bytes, at));
            let pairs = |one: v128, two: v128| {
                let low = i8x16_shuffle::<0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23>(one, two);
                let high =
                    i8x16_shuffle::<8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31>(one, two);
                (low, high)
            };
            let ((lower, upper), (lower_more, upper_more)) = (pairs(a, b), pairs(c, d));
            let quads = |one: v128, two: v128| {
                let low = i16x8_shuffle::<0, 8, 1, 9, 2, 10, 3, 11>(one, two);
                let high = i16x8_shuffle::<4, 12, 5, 13, 6, 14, 7, 15>(one, two);
                (low, high)
            };
            let ((e, f), (g, h)) = (quads(lower, lower_more), quads(upper, upper_more));
            for (sum, leaf) in self.0.iter_mut().zip([e, f, g, h]) {
                *sum = f32x4_add(*sum, leaf);
            }
        }

        pub fn numbers(&self) -> [f32; ROWS] {
            let mut numbers = [0.0; ROWS];
            for (numbers, v) in numbers.chunks_exact_mut(4).zip(self.0) {
                numbers.copy_from_slice(&[
                    f32x4_extract_lane::<0>(v),
                    f32x4_extract_lane::<1>(v),
                    f32x4_extract_lane::<2>(v),
                    f32x4_extract_lane::<3>(v),
                ]);
            }
            numbers
        }
    }

    #[derive(Clone, Copy, Debug)]
    pub struct Bits(v128);

    impl Bits {
        pub fn all() -> Self {
            Bits(u8x16_splat(u8::MAX))
        }

        #[inline(always)]
        pub fn keep(self, at_most: Bits, bits: u8) -> Self {
            Bits(v128_and(self.0, v128_or(at_most.0, u8x16_splat(bits))))
        }

        pub fn numbers(self) -> [u8; ROWS] {
            let (low, high) = (u64x2_extract_lane::<0>(self.0), u64x2_extract_lane::<1>(self.0));
            (u128::from(low) | u128::from(high) << 64).to_le_bytes()
        }
    }

    /// The first bytes of all leaves, their second bytes, and so on.
    #[derive(Clone, Copy, Debug)]
    pub struct Leaves([v128; 4]);

    impl Leaves {
        pub fn new(leaves: [f32; LEAVES]) -> Self {
            let bytes = leaves.map(f32::to_le_bytes);
            Leaves([0, 1, 2, 3].map(|byte| {
                let [a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p] = bytes.map(|leaf| leaf[byte]);
                u8x16(a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p)
            }))
        }
    }
}

#[cfg(not(all(target_arch = "wasm32", target_feature = "simd128")))]
mod machine {
    use super::{COLUMNS, LANES, LEAVES, ROWS};

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
    pub struct Longs([i32; LANES]);

    impl Longs {
        pub fn new() -> Self {
            Longs([0; LANES])
        }

        #[inline(always)]
        pub fn plus(mut self, other: Shorts) -> Self {
            for (number, other) in self.0.iter_mut().zip(other.0) {
                *number = number.wrapping_add(i32::from(other));
            }
            self
        }

        pub fn numbers(self) -> [i32; LANES] {
            self.0
        }
    }

    #[derive(Clone, Copy, Debug)]
    pub struct Floats([f32; ROWS]);

    impl Floats {
        pub fn splat(number: f32) -> Self {
            Floats([number; ROWS])
        }

        #[inline(always)]
        pub fn columns(rows: &[[f32; COLUMNS]; ROWS]) -> [Floats; COLUMNS] {
            let mut columns = [Floats::splat(0.0); COLUMNS];
            for (at, row) in rows.iter().enumerate() {
                for (column, &value) in columns.iter_mut().zip(row) {
                    column.0[at] = value;
                }
            }
            columns
        }

        #[inline(always)]
        pub fn at_most(&self, most: f32) -> Bits {
            Bits(self.0.map(|value| if value <= most { u8::MAX } else { 0 }))
        }

        #[inline(always)]
        pub fn add(&mut self, leaves: &Leaves, low: Bits, high: Bits) {
            for (sum, (low, high)) in self.0.iter_mut().zip(low.0.into_iter().zip(high.0)) {
                let left = u16::from_le_bytes([low, high]);
                // There is always a leaf left.
                *sum += leaves.0[left.trailing_zeros() as usize % LEAVES];
            }
        }

        pub fn numbers(&self) -> [f32; ROWS] {
            self.0
        }
    }

    #[derive(Clone, Copy, Debug)]
    pub struct Bits([u8; ROWS]);

    impl Bits {
        pub fn all() -> Self {
            Bits([u8::MAX; ROWS])
        }

        #[inline(always)]
        pub fn keep(mut self, at_most: Bits, bits: u8) -> Self {
            for (mine, at_most) in self.0.iter_mut().zip(at_most.0) {
                *mine &= at_most | bits;
            }
            self
        }

        pub fn numbers(self) -> [u8; ROWS] {
            self.0
        }
    }

    #[derive(Clone, Copy, Debug)]
    pub struct Leaves([f32; LEAVES]);

    impl Leaves {
        pub fn new(leaves: [f32; LEAVES]) -> Self {
            Leaves(leaves)
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

impl Default for Shorts {
    /// Zeros.
    fn default() -> Self {
        Shorts::new([0; LANES])
    }
}

/// Eight whole numbers of 32 bits, which wrap around.
#[derive(Clone, Copy, Debug)]
pub struct Longs(machine::Longs);

impl Longs {
    /// The sum with shorter ones.
    #[inline(always)]
    pub fn plus(self, other: Shorts) -> Self {
        Longs(self.0.plus(other.0))
    }

    /// As an array.
    pub fn numbers(self) -> [i32; LANES] {
        self.0.numbers()
    }
}

impl Default for Longs {
    /// Zeros.
    fn default() -> Self {
        Longs(machine::Longs::new())
    }
}

/// A number of 32 bits with a point for each row.
#[derive(Clone, Copy, Debug)]
pub struct Floats(machine::Floats);

impl Floats {
    /// The same one for each row.
    pub fn splat(number: f32) -> Self {
        Floats(machine::Floats::splat(number))
    }

    /// A few columns of the rows.
    #[inline(always)]
    pub fn columns(rows: &[[f32; COLUMNS]; ROWS]) -> [Floats; COLUMNS] {
        machine::Floats::columns(rows).map(Floats)
    }

    /// Where it is no more than a number, all bits; where it is more, or no number at all, none.
    #[inline(always)]
    pub fn at_most(&self, most: f32) -> Bits {
        Bits(self.0.at_most(most))
    }

    /// Adds for each row the first leaf that is left of a tree: the bits of the first eight leaves, and of the others.
    #[inline(always)]
    pub fn add(&mut self, leaves: &Leaves, low: Bits, high: Bits) {
        self.0.add(&leaves.0, low.0, high.0);
    }

    /// As an array.
    pub fn numbers(&self) -> [f32; ROWS] {
        self.0.numbers()
    }
}

/// A set of eight bits for each row.
#[derive(Clone, Copy, Debug)]
pub struct Bits(machine::Bits);

impl Bits {
    /// All bits are there.
    pub fn all() -> Self {
        Bits(machine::Bits::all())
    }

    /// Where there are none in `at_most`, these bits are kept and the others go.
    #[inline(always)]
    pub fn keep(self, at_most: Bits, bits: u8) -> Self {
        Bits(self.0.keep(at_most.0, bits))
    }

    /// As an array.
    pub fn numbers(self) -> [u8; ROWS] {
        self.0.numbers()
    }
}

/// The leaves of a tree, laid out for [`Floats::add`].
#[derive(Clone, Copy, Debug)]
pub struct Leaves(machine::Leaves);

impl Leaves {
    /// These.
    pub fn new(leaves: [f32; LEAVES]) -> Self {
        Leaves(machine::Leaves::new(leaves))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lanes_do_not_mix() {
        let sum = Shorts::new([1, 2, 3, 4, 5, 6, 7, i16::MAX]).plus(Shorts::new([1; LANES])).numbers();
        assert_eq!(sum, [2, 3, 4, 5, 6, 7, 8, i16::MIN]);
        let longs = Longs::default().plus(Shorts::new(sum)).plus(Shorts::new([-9, 0, 0, 0, 0, 0, 0, -1]));
        assert_eq!(longs.numbers(), [-7, 3, 4, 5, 6, 7, 8, i32::from(i16::MIN) - 1]);
        let rows: [[f32; COLUMNS]; ROWS] =
            std::array::from_fn(|row| std::array::from_fn(|column| (row * 10 + column) as f32));
        for (column, values) in Floats::columns(&rows).iter().enumerate() {
            assert_eq!(values.numbers(), rows.map(|row| row[column]));
            let expected = std::array::from_fn(|row| if row <= 7 { u8::MAX } else { 6 });
            assert_eq!(Bits::all().keep(values.at_most((70 + column) as f32), 6).numbers(), expected);
        }
        assert_eq!(Floats::splat(f32::NAN).at_most(1.0).numbers(), [0; ROWS]);
    }

    #[test]
    fn of_each_row_the_first_leaf_that_is_left_is_added() {
        let leaves: [f32; LEAVES] = std::array::from_fn(|leaf| leaf as f32 * 0.37 - 3.0);
        let rows = |row: usize| (1u16 << row) | 0x8000 | ((row as u16).wrapping_mul(0x1231) << (row % 8));
        let bits = |high: bool| {
            // Bit by bit: a row keeps its bit where its value is no more than 0.
            let plane = |row: usize| rows(row).to_le_bytes()[usize::from(high)];
            (0..8).fold(Bits::all(), |left, bit| {
                let values =
                    std::array::from_fn(|row| [if plane(row) >> bit & 1 == 1 { 0.0 } else { 1.0 }; COLUMNS]);
                left.keep(Floats::columns(&values)[0].at_most(0.0), !(1 << bit))
            })
        };
        let (low, high) = (bits(false), bits(true));
        let mut sums = Floats::splat(1.5);
        sums.add(&Leaves::new(leaves), low, high);
        let expected = std::array::from_fn(|row| 1.5 + leaves[rows(row).trailing_zeros() as usize]);
        assert_eq!(sums.numbers(), expected);
    }
}
