(module
  (type 0 (func (param i32) (result v128)))
  (type 1 (func (param i32 v128)))
  (type 2 (func (param v128 v128) (result v128)))
  (type 3 (func (param i64) (result v128)))
  (type 4 (func (param f32) (result v128)))
  (type 5 (func (param f64) (result v128)))
  (type 6 (func (param v128) (result i32)))
  (type 7 (func (param v128 i32) (result v128)))
  (type 8 (func (param v128) (result i64)))
  (type 9 (func (param v128 i64) (result v128)))
  (type 10 (func (param v128) (result f32)))
  (type 11 (func (param v128 f32) (result v128)))
  (type 12 (func (param v128) (result f64)))
  (type 13 (func (param v128 f64) (result v128)))
  (type 14 (func (param v128) (result v128)))
  (type 15 (func (param v128 v128 v128) (result v128)))
  (type 16 (func (param i32 v128) (result v128)))
  (import "m" "m" (memory 1 2 shared))

  (func 0 $v128.load (type 0) (param i32) (result v128)
    local.get 0
    v128.load offset=7
  )

  (func 1 $v128.load8x8_s (type 0) (param i32) (result v128)
    local.get 0
    v128.load8x8_s offset=7
  )

  (func 2 $v128.load8x8_u (type 0) (param i32) (result v128)
    local.get 0
    v128.load8x8_u offset=7
  )

  (func 3 $v128.load16x4_s (type 0) (param i32) (result v128)
    local.get 0
    v128.load16x4_s offset=7
  )

  (func 4 $v128.load16x4_u (type 0) (param i32) (result v128)
    local.get 0
    v128.load16x4_u offset=7
  )

  (func 5 $v128.load32x2_s (type 0) (param i32) (result v128)
    local.get 0
    v128.load32x2_s offset=7
  )

  (func 6 $v128.load32x2_u (type 0) (param i32) (result v128)
    local.get 0
    v128.load32x2_u offset=7
  )

  (func 7 $v128.load8_splat (type 0) (param i32) (result v128)
    local.get 0
    v128.load8_splat offset=7
  )

  (func 8 $v128.load16_splat (type 0) (param i32) (result v128)
    local.get 0
    v128.load16_splat offset=7
  )

  (func 9 $v128.load32_splat (type 0) (param i32) (result v128)
    local.get 0
    v128.load32_splat offset=7
  )

  (func 10 $v128.load64_splat (type 0) (param i32) (result v128)
    local.get 0
    v128.load64_splat offset=7
  )

  (func 11 $v128.store (type 1) (param i32 v128)
    local.get 0
    local.get 1
    v128.store offset=7
  )

  (func 12 $i8x16.swizzle (type 2) (param v128 v128) (result v128)
    local.get 0
    local.get 1
    i8x16.swizzle
  )

  (func 13 $i8x16.splat (type 0) (param i32) (result v128)
    local.get 0
    i8x16.splat
  )

  (func 14 $i16x8.splat (type 0) (param i32) (result v128)
    local.get 0
    i16x8.splat
  )

  (func 15 $i32x4.splat (type 0) (param i32) (result v128)
    local.get 0
    i32x4.splat
  )

  (func 16 $i64x2.splat (type 3) (param i64) (result v128)
    local.get 0
    i64x2.splat
  )

  (func 17 $f32x4.splat (type 4) (param f32) (result v128)
    local.get 0
    f32x4.splat
  )

  (func 18 $f64x2.splat (type 5) (param f64) (result v128)
    local.get 0
    f64x2.splat
  )

  (func 19 $i8x16.extract_lane_s (type 6) (param v128) (result i32)
    local.get 0
    i8x16.extract_lane_s 1
  )

  (func 20 $i8x16.extract_lane_u (type 6) (param v128) (result i32)
    local.get 0
    i8x16.extract_lane_u 1
  )

  (func 21 $i8x16.replace_lane (type 7) (param v128 i32) (result v128)
    local.get 0
    local.get 1
    i8x16.replace_lane 1
  )

  (func 22 $i16x8.extract_lane_s (type 6) (param v128) (result i32)
    local.get 0
    i16x8.extract_lane_s 1
  )

  (func 23 $i16x8.extract_lane_u (type 6) (param v128) (result i32)
    local.get 0
    i16x8.extract_lane_u 1
  )

  (func 24 $i16x8.replace_lane (type 7) (param v128 i32) (result v128)
    local.get 0
    local.get 1
    i16x8.replace_lane 1
  )

  (func 25 $i32x4.extract_lane (type 6) (param v128) (result i32)
    local.get 0
    i32x4.extract_lane 1
  )

  (func 26 $i32x4.replace_lane (type 7) (param v128 i32) (result v128)
    local.get 0
    local.get 1
    i32x4.replace_lane 1
  )

  (func 27 $i64x2.extract_lane (type 8) (param v128) (result i64)
    local.get 0
    i64x2.extract_lane 1
  )

  (func 28 $i64x2.replace_lane (type 9) (param v128 i64) (result v128)
    local.get 0
    local.get 1
    i64x2.replace_lane 1
  )

  (func 29 $f32x4.extract_lane (type 10) (param v128) (result f32)
    local.get 0
    f32x4.extract_lane 1
  )

  (func 30 $f32x4.replace_lane (type 11) (param v128 f32) (result v128)
    local.get 0
    local.get 1
    f32x4.replace_lane 1
  )

  (func 31 $f64x2.extract_lane (type 12) (param v128) (result f64)
    local.get 0
    f64x2.extract_lane 1
  )

  (func 32 $f64x2.replace_lane (type 13) (param v128 f64) (result v128)
    local.get 0
    local.get 1
    f64x2.replace_lane 1
  )

  (func 33 $i8x16.eq (type 2) (param v128 v128) (result v128)
    local.get 0
    local.get 1
    i8x16.eq
  )

  (func 34 $i8x16.ne (type 2) (param v128 v128) (result v128)
    local.get 0
    local.get 1
    i8x16.ne
  )

  (func 35 $i8x16.lt_s (type 2) (param v128 v128) (result v128)
    local.get 0
    local.get 1
    i8x16.lt_s
  )

  (func 36 $i8x16.lt_u (type 2) (param v128 v128) (result v128)
    local.get 0
    local.get 1
    i8x16.lt_u
  )

  (func 37 $i8x16.gt_s (type 2) (param v128 v128) (result v128)
    local.get 0
    local.get 1
    i8x16.gt_s
  )

  (func 38 $i8x16.gt_u (type 2) (param v128 v128) (result v128)
    local.get 0
    local.get 1
    i8x16.gt_u
  )

  (func 39 $i8x16.le_s (type 2) (param v128 v128) (result v128)
    local.get 0
    local.get 1
    i8x16.le_s
  )

  (func 40 $i8x16.le_u (type 2) (param v128 v128) (result v128)
    local.get 0
    local.get 1
    i8x16.le_u
  )

  (func 41 $i8x16.ge_s (type 2) (param v128 v128) (result v128)
    local.get 0
    local.get 1
    i8x16.ge_s
  )

  (func 42 $i8x16.ge_u (type 2) (param v128 v128) (result v128)
    local.get 0
    local.get 1
    i8x16.ge_u
  )

  (func 43 $i16x8.eq (type 2) (param v128 v128) (result v128)
    local.get 0
    local.get 1
    i16x8.eq
  )

  (func 44 $i16x8.ne (type 2) (param v128 v128) (result v128)
    local.get 0
    local.get 1
    i16x8.ne
  )

  (func 45 $i16x8.lt_s (type 2) (param v128 v128) (result v128)
    local.get 0
    local.get 1
    i16x8.lt_s
  )

  (func 46 $i16x8.lt_u (type 2) (param v128 v128) (result v128)
    local.get 0
    local.get 1
    i16x8.lt_u
  )

  (func 47 $i16x8.gt_s (type 2) (param v128 v128) (result v128)
    local.get 0
    local.get 1
    i16x8.gt_s
  )

  (func 48 $i16x8.gt_u (type 2) (param v128 v128) (result v128)
    local.get 0
    local.get 1
    i16x8.gt_u
  )

  (func 49 $i16x8.le_s (type 2) (param v128 v128) (result v128)
    local.get 0
    local.get 1
    i16x8.le_s
  )

  (func 50 $i16x8.le_u (type 2) (param v128 v128) (result v128)
    local.get 0
    local.get 1
    i16x8.le_u
  )

  (func 51 $i16x8.ge_s (type 2) (param v128 v128) (result v128)
    local.get 0
    local.get 1
    i16x8.ge_s
  )

  (func 52 $i16x8.ge_u (type 2) (param v128 v128) (result v128)
    local.get 0
    local.get 1
    i16x8.ge_u
  )

  (func 53 $i32x4.eq (type 2) (param v128 v128) (result v128)
    local.get 0
    local.get 1
    i32x4.eq
  )

  (func 54 $i32x4.ne (type 2) (param v128 v128) (result v128)
    local.get 0
    local.get 1
    i32x4.ne
  )

  (func 55 $i32x4.lt_s (type 2) (param v128 v128) (result v128)
    local.get 0
    local.get 1
    i32x4.lt_s
  )

  (func 56 $i32x4.lt_u (type 2) (param v128 v128) (result v128)
    local.get 0
    local.get 1
    i32x4.lt_u
  )

  (func 57 $i32x4.gt_s (type 2) (param v128 v128) (result v128)
    local.get 0
    local.get 1
    i32x4.gt_s
  )

  (func 58 $i32x4.gt_u (type 2) (param v128 v128) (result v128)
    local.get 0
    local.get 1
    i32x4.gt_u
  )

  (func 59 $i32x4.le_s (type 2) (param v128 v128) (result v128)
    local.get 0
    local.get 1
    i32x4.le_s
  )

  (func 60 $i32x4.le_u (type 2) (param v128 v128) (result v128)
    local.get 0
    local.get 1
    i32x4.le_u
  )

  (func 61 $i32x4.ge_s (type 2) (param v128 v128) (result v128)
    local.get 0
    local.get 1
    i32x4.ge_s
  )

  (func 62 $i32x4.ge_u (type 2) (param v128 v128) (result v128)
    local.get 0
    local.get 1
    i32x4.ge_u
  )

  (func 63 $f32x4.eq (type 2) (param v128 v128) (result v128)
    local.get 0
    local.get 1
    f32x4.eq
  )

  (func 64 $f32x4.ne (type 2) (param v128 v128) (result v128)
    local.get 0
    local.get 1
    f32x4.ne
  )

  (func 65 $f32x4.lt (type 2) (param v128 v128) (result v128)
    local.get 0
    local.get 1
    f32x4.lt
  )

  (func 66 $f32x4.gt (type 2) (param v128 v128) (result v128)
    local.get 0
    local.get 1
    f32x4.gt
  )

  (func 67 $f32x4.le (type 2) (param v128 v128) (result v128)
    local.get 0
    local.get 1
    f32x4.le
  )

  (func 68 $f32x4.ge (type 2) (param v128 v128) (result v128)
    local.get 0
    local.get 1
    f32x4.ge
  )

  (func 69 $f64x2.eq (type 2) (param v128 v128) (result v128)
    local.get 0
    local.get 1
    f64x2.eq
  )

  (func 70 $f64x2.ne (type 2) (param v128 v128) (result v128)
    local.get 0
    local.get 1
    f64x2.ne
  )

  (func 71 $f64x2.lt (type 2) (param v128 v128) (result v128)
    local.get 0
    local.get 1
    f64x2.lt
  )

  (func 72 $f64x2.gt (type 2) (param v128 v128) (result v128)
    local.get 0
    local.get 1
    f64x2.gt
  )

  (func 73 $f64x2.le (type 2) (param v128 v128) (result v128)
    local.get 0
    local.get 1
    f64x2.le
  )

  (func 74 $f64x2.ge (type 2) (param v128 v128) (result v128)
    local.get 0
    local.get 1
    f64x2.ge
  )

  (func 75 $v128.not (type 14) (param v128) (result v128)
    local.get 0
    v128.not
  )

  (func 76 $v128.and (type 2) (param v128 v128) (result v128)
    local.get 0
    local.get 1
    v128.and
  )

  (func 77 $v128.andnot (type 2) (param v128 v128) (result v128)
    local.get 0
    local.get 1
    v128.andnot
  )

  (func 78 $v128.or (type 2) (param v128 v128) (result v128)
    local.get 0
    local.get 1
    v128.or
  )

  (func 79 $v128.xor (type 2) (param v128 v128) (result v128)
    local.get 0
    local.get 1
    v128.xor
  )

  (func 80 $v128.bitselect (type 15) (param v128 v128 v128) (result v128)
    local.get 0
    local.get 1
    local.get 2
    v128.bitselect
  )

  (func 81 $v128.any_true (type 6) (param v128) (result i32)
    local.get 0
    v128.any_true
  )

  (func 82 $v128.load8_lane (type 16) (param i32 v128) (result v128)
    local.get 0
    local.get 1
    v128.load8_lane offset=7 1
  )

  (func 83 $v128.load16_lane (type 16) (param i32 v128) (result v128)
    local.get 0
    local.get 1
    v128.load16_lane offset=7 1
  )

  (func 84 $v128.load32_lane (type 16) (param i32 v128) (result v128)
    local.get 0
    local.get 1
    v128.load32_lane offset=7 1
  )

  (func 85 $v128.load64_lane (type 16) (param i32 v128) (result v128)
    local.get 0
    local.get 1
    v128.load64_lane offset=7 1
  )

  (func 86 $v128.store8_lane (type 1) (param i32 v128)
    local.get 0
    local.get 1
    v128.store8_lane offset=7 1
  )

  (func 87 $v128.store16_lane (type 1) (param i32 v128)
    local.get 0
    local.get 1
    v128.store16_lane offset=7 1
  )

  (func 88 $v128.store32_lane (type 1) (param i32 v128)
    local.get 0
    local.get 1
    v128.store32_lane offset=7 1
  )

  (func 89 $v128.store64_lane (type 1) (param i32 v128)
    local.get 0
    local.get 1
    v128.store64_lane offset=7 1
  )

  (func 90 $v128.load32_zero (type 0) (param i32) (result v128)
    local.get 0
    v128.load32_zero offset=7
  )

  (func 91 $v128.load64_zero (type 0) (param i32) (result v128)
    local.get 0
    v128.load64_zero offset=7
  )

  (func 92 $f32x4.demote_f64x2_zero (type 14) (param v128) (result v128)
    local.get 0
    f32x4.demote_f64x2_zero
  )

  (func 93 $f64x2.promote_low_f32x4 (type 14) (param v128) (result v128)
    local.get 0
    f64x2.promote_low_f32x4
  )

  (func 94 $i8x16.abs (type 14) (param v128) (result v128)
    local.get 0
    i8x16.abs
  )

  (func 95 $i8x16.neg (type 14) (param v128) (result v128)
    local.get 0
    i8x16.neg
  )

  (func 96 $i8x16.popcnt (type 14) (param v128) (result v128)
    local.get 0
    i8x16.popcnt
  )

  (func 97 $i8x16.all_true (type 6) (param v128) (result i32)
    local.get 0
    i8x16.all_true
  )

  (func 98 $i8x16.bitmask (type 6) (param v128) (result i32)
    local.get 0
    i8x16.bitmask
  )

  (func 99 $i8x16.narrow_i16x8_s (type 2) (param v128 v128) (result v128)
    local.get 0
    local.get 1
    i8x16.narrow_i16x8_s
  )

  (func 100 $i8x16.narrow_i16x8_u (type 2) (param v128 v128) (result v128)
    local.get 0
    local.get 1
    i8x16.narrow_i16x8_u
  )

  (func 101 $f32x4.ceil (type 14) (param v128) (result v128)
    local.get 0
    f32x4.ceil
  )

  (func 102 $f32x4.floor (type 14) (param v128) (result v128)
    local.get 0
    f32x4.floor
  )

  (func 103 $f32x4.trunc (type 14) (param v128) (result v128)
    local.get 0
    f32x4.trunc
  )

  (func 104 $f32x4.nearest (type 14) (param v128) (result v128)
    local.get 0
    f32x4.nearest
  )

  (func 105 $i8x16.shl (type 7) (param v128 i32) (result v128)
    local.get 0
    local.get 1
    i8x16.shl
  )

  (func 106 $i8x16.shr_s (type 7) (param v128 i32) (result v128)
    local.get 0
    local.get 1
    i8x16.shr_s
  )

  (func 107 $i8x16.shr_u (type 7) (param v128 i32) (result v128)
    local.get 0
    local.get 1
    i8x16.shr_u
  )

  (func 108 $i8x16.add (type 2) (param v128 v128) (result v128)
    local.get 0
    local.get 1
    i8x16.add
  )

  (func 109 $i8x16.add_sat_s (type 2) (param v128 v128) (result v128)
    local.get 0
    local.get 1
    i8x16.add_sat_s
  )

  (func 110 $i8x16.add_sat_u (type 2) (param v128 v128) (result v128)
    local.get 0
    local.get 1
    i8x16.add_sat_u
  )

  (func 111 $i8x16.sub (type 2) (param v128 v128) (result v128)
    local.get 0
    local.get 1
    i8x16.sub
  )

  (func 112 $i8x16.sub_sat_s (type 2) (param v128 v128) (result v128)
    local.get 0
    local.get 1
    i8x16.sub_sat_s
  )

  (func 113 $i8x16.sub_sat_u (type 2) (param v128 v128) (result v128)
    local.get 0
    local.get 1
    i8x16.sub_sat_u
  )

  (func 114 $f64x2.ceil (type 14) (param v128) (result v128)
    local.get 0
    f64x2.ceil
  )

  (func 115 $f64x2.floor (type 14) (param v128) (result v128)
    local.get 0
    f64x2.floor
  )

  (func 116 $i8x16.min_s (type 2) (param v128 v128) (result v128)
    local.get 0
    local.get 1
    i8x16.min_s
  )

  (func 117 $i8x16.min_u (type 2) (param v128 v128) (result v128)
    local.get 0
    local.get 1
    i8x16.min_u
  )

  (func 118 $i8x16.max_s (type 2) (param v128 v128) (result v128)
    local.get 0
    local.get 1
    i8x16.max_s
  )

  (func 119 $i8x16.max_u (type 2) (param v128 v128) (result v128)
    local.get 0
    local.get 1
    i8x16.max_u
  )

  (func 120 $f64x2.trunc (type 14) (param v128) (result v128)
    local.get 0
    f64x2.trunc
  )

  (func 121 $i8x16.avgr_u (type 2) (param v128 v128) (result v128)
    local.get 0
    local.get 1
    i8x16.avgr_u
  )

  (func 122 $i16x8.extadd_pairwise_i8x16_s (type 14) (param v128) (result v128)
    local.get 0
    i16x8.extadd_pairwise_i8x16_s
  )

  (func 123 $i16x8.extadd_pairwise_i8x16_u (type 14) (param v128) (result v128)
    local.get 0
    i16x8.extadd_pairwise_i8x16_u
  )

  (func 124 $i32x4.extadd_pairwise_i16x8_s (type 14) (param v128) (result v128)
    local.get 0
    i32x4.extadd_pairwise_i16x8_s
  )

  (func 125 $i32x4.extadd_pairwise_i16x8_u (type 14) (param v128) (result v128)
    local.get 0
    i32x4.extadd_pairwise_i16x8_u
  )

  (func 126 $i16x8.abs (type 14) (param v128) (result v128)
    local.get 0
    i16x8.abs
  )

  (func 127 $i16x8.neg (type 14) (param v128) (result v128)
    local.get 0
    i16x8.neg
  )

  (func 128 $i16x8.q15mulr_sat_s (type 2) (param v128 v128) (result v128)
    local.get 0
    local.get 1
    i16x8.q15mulr_sat_s
  )

  (func 129 $i16x8.all_true (type 6) (param v128) (result i32)
    local.get 0
    i16x8.all_true
  )

  (func 130 $i16x8.bitmask (type 6) (param v128) (result i32)
    local.get 0
    i16x8.bitmask
  )

  (func 131 $i16x8.narrow_i32x4_s (type 2) (param v128 v128) (result v128)
    local.get 0
    local.get 1
    i16x8.narrow_i32x4_s
  )

  (func 132 $i16x8.narrow_i32x4_u (type 2) (param v128 v128) (result v128)
    local.get 0
    local.get 1
    i16x8.narrow_i32x4_u
  )

  (func 133 $i16x8.extend_low_i8x16_s (type 14) (param v128) (result v128)
    local.get 0
    i16x8.extend_low_i8x16_s
  )

  (func 134 $i16x8.extend_high_i8x16_s (type 14) (param v128) (result v128)
    local.get 0
    i16x8.extend_high_i8x16_s
  )

  (func 135 $i16x8.extend_low_i8x16_u (type 14) (param v128) (result v128)
    local.get 0
    i16x8.extend_low_i8x16_u
  )

  (func 136 $i16x8.extend_high_i8x16_u (type 14) (param v128) (result v128)
    local.get 0
    i16x8.extend_high_i8x16_u
  )

  (func 137 $i16x8.shl (type 7) (param v128 i32) (result v128)
    local.get 0
    local.get 1
    i16x8.shl
  )

  (func 138 $i16x8.shr_s (type 7) (param v128 i32) (result v128)
    local.get 0
    local.get 1
    i16x8.shr_s
  )

  (func 139 $i16x8.shr_u (type 7) (param v128 i32) (result v128)
    local.get 0
    local.get 1
    i16x8.shr_u
  )

  (func 140 $i16x8.add (type 2) (param v128 v128) (result v128)
    local.get 0
    local.get 1
    i16x8.add
  )

  (func 141 $i16x8.add_sat_s (type 2) (param v128 v128) (result v128)
    local.get 0
    local.get 1
    i16x8.add_sat_s
  )

  (func 142 $i16x8.add_sat_u (type 2) (param v128 v128) (result v128)
    local.get 0
    local.get 1
    i16x8.add_sat_u
  )

  (func 143 $i16x8.sub (type 2) (param v128 v128) (result v128)
    local.get 0
    local.get 1
    i16x8.sub
  )

  (func 144 $i16x8.sub_sat_s (type 2) (param v128 v128) (result v128)
    local.get 0
    local.get 1
    i16x8.sub_sat_s
  )

  (func 145 $i16x8.sub_sat_u (type 2) (param v128 v128) (result v128)
    local.get 0
    local.get 1
    i16x8.sub_sat_u
  )

  (func 146 $f64x2.nearest (type 14) (param v128) (result v128)
    local.get 0
    f64x2.nearest
  )

  (func 147 $i16x8.mul (type 2) (param v128 v128) (result v128)
    local.get 0
    local.get 1
    i16x8.mul
  )

  (func 148 $i16x8.min_s (type 2) (param v128 v128) (result v128)
    local.get 0
    local.get 1
    i16x8.min_s
  )

  (func 149 $i16x8.min_u (type 2) (param v128 v128) (result v128)
    local.get 0
    local.get 1
    i16x8.min_u
  )

  (func 150 $i16x8.max_s (type 2) (param v128 v128) (result v128)
    local.get 0
    local.get 1
    i16x8.max_s
  )

  (func 151 $i16x8.max_u (type 2) (param v128 v128) (result v128)
    local.get 0
    local.get 1
    i16x8.max_u
  )

  (func 152 $i16x8.avgr_u (type 2) (param v128 v128) (result v128)
    local.get 0
    local.get 1
    i16x8.avgr_u
  )

  (func 153 $i16x8.extmul_low_i8x16_s (type 2) (param v128 v128) (result v128)
    local.get 0
    local.get 1
    i16x8.extmul_low_i8x16_s
  )

  (func 154 $i16x8.extmul_high_i8x16_s (type 2) (param v128 v128) (result v128)
    local.get 0
    local.get 1
    i16x8.extmul_high_i8x16_s
  )

  (func 155 $i16x8.extmul_low_i8x16_u (type 2) (param v128 v128) (result v128)
    local.get 0
    local.get 1
    i16x8.extmul_low_i8x16_u
  )

  (func 156 $i16x8.extmul_high_i8x16_u (type 2) (param v128 v128) (result v128)
    local.get 0
    local.get 1
    i16x8.extmul_high_i8x16_u
  )

  (func 157 $i32x4.abs (type 14) (param v128) (result v128)
    local.get 0
    i32x4.abs
  )

  (func 158 $i32x4.neg (type 14) (param v128) (result v128)
    local.get 0
    i32x4.neg
  )

  (func 159 $i32x4.all_true (type 6) (param v128) (result i32)
    local.get 0
    i32x4.all_true
  )

  (func 160 $i32x4.bitmask (type 6) (param v128) (result i32)
    local.get 0
    i32x4.bitmask
  )

  (func 161 $i32x4.extend_low_i16x8_s (type 14) (param v128) (result v128)
    local.get 0
    i32x4.extend_low_i16x8_s
  )

  (func 162 $i32x4.extend_high_i16x8_s (type 14) (param v128) (result v128)
    local.get 0
    i32x4.extend_high_i16x8_s
  )

  (func 163 $i32x4.extend_low_i16x8_u (type 14) (param v128) (result v128)
    local.get 0
    i32x4.extend_low_i16x8_u
  )

  (func 164 $i32x4.extend_high_i16x8_u (type 14) (param v128) (result v128)
    local.get 0
    i32x4.extend_high_i16x8_u
  )

  (func 165 $i32x4.shl (type 7) (param v128 i32) (result v128)
    local.get 0
    local.get 1
    i32x4.shl
  )

  (func 166 $i32x4.shr_s (type 7) (param v128 i32) (result v128)
    local.get 0
    local.get 1
    i32x4.shr_s
  )

  (func 167 $i32x4.shr_u (type 7) (param v128 i32) (result v128)
    local.get 0
    local.get 1
    i32x4.shr_u
  )

  (func 168 $i32x4.add (type 2) (param v128 v128) (result v128)
    local.get 0
    local.get 1
    i32x4.add
  )

  (func 169 $i32x4.sub (type 2) (param v128 v128) (result v128)
    local.get 0
    local.get 1
    i32x4.sub
  )

  (func 170 $i32x4.mul (type 2) (param v128 v128) (result v128)
    local.get 0
    local.get 1
    i32x4.mul
  )

  (func 171 $i32x4.min_s (type 2) (param v128 v128) (result v128)
    local.get 0
    local.get 1
    i32x4.min_s
  )

  (func 172 $i32x4.min_u (type 2) (param v128 v128) (result v128)
    local.get 0
    local.get 1
    i32x4.min_u
  )

  (func 173 $i32x4.max_s (type 2) (param v128 v128) (result v128)
    local.get 0
    local.get 1
    i32x4.max_s
  )

  (func 174 $i32x4.max_u (type 2) (param v128 v128) (result v128)
    local.get 0
    local.get 1
    i32x4.max_u
  )

  (func 175 $i32x4.dot_i16x8_s (type 2) (param v128 v128) (result v128)
    local.get 0
    local.get 1
    i32x4.dot_i16x8_s
  )

  (func 176 $i32x4.extmul_low_i16x8_s (type 2) (param v128 v128) (result v128)
    local.get 0
    local.get 1
    i32x4.extmul_low_i16x8_s
  )

  (func 177 $i32x4.extmul_high_i16x8_s (type 2) (param v128 v128) (result v128)
    local.get 0
    local.get 1
    i32x4.extmul_high_i16x8_s
  )

  (func 178 $i32x4.extmul_low_i16x8_u (type 2) (param v128 v128) (result v128)
    local.get 0
    local.get 1
    i32x4.extmul_low_i16x8_u
  )

  (func 179 $i32x4.extmul_high_i16x8_u (type 2) (param v128 v128) (result v128)
    local.get 0
    local.get 1
    i32x4.extmul_high_i16x8_u
  )

  (func 180 $i64x2.abs (type 14) (param v128) (result v128)
    local.get 0
    i64x2.abs
  )

  (func 181 $i64x2.neg (type 14) (param v128) (result v128)
    local.get 0
    i64x2.neg
  )

  (func 182 $i64x2.all_true (type 6) (param v128) (result i32)
    local.get 0
    i64x2.all_true
  )

  (func 183 $i64x2.bitmask (type 6) (param v128) (result i32)
    local.get 0
    i64x2.bitmask
  )

  (func 184 $i64x2.extend_low_i32x4_s (type 14) (param v128) (result v128)
    local.get 0
    i64x2.extend_low_i32x4_s
  )

  (func 185 $i64x2.extend_high_i32x4_s (type 14) (param v128) (result v128)
    local.get 0
    i64x2.extend_high_i32x4_s
  )

  (func 186 $i64x2.extend_low_i32x4_u (type 14) (param v128) (result v128)
    local.get 0
    i64x2.extend_low_i32x4_u
  )

  (func 187 $i64x2.extend_high_i32x4_u (type 14) (param v128) (result v128)
    local.get 0
    i64x2.extend_high_i32x4_u
  )

  (func 188 $i64x2.shl (type 7) (param v128 i32) (result v128)
    local.get 0
    local.get 1
    i64x2.shl
  )

  (func 189 $i64x2.shr_s (type 7) (param v128 i32) (result v128)
    local.get 0
    local.get 1
    i64x2.shr_s
  )

  (func 190 $i64x2.shr_u (type 7) (param v128 i32) (result v128)
    local.get 0
    local.get 1
    i64x2.shr_u
  )

  (func 191 $i64x2.add (type 2) (param v128 v128) (result v128)
    local.get 0
    local.get 1
    i64x2.add
  )

  (func 192 $i64x2.sub (type 2) (param v128 v128) (result v128)
    local.get 0
    local.get 1
    i64x2.sub
  )

  (func 193 $i64x2.mul (type 2) (param v128 v128) (result v128)
    local.get 0
    local.get 1
    i64x2.mul
  )

  (func 194 $i64x2.eq (type 2) (param v128 v128) (result v128)
    local.get 0
    local.get 1
    i64x2.eq
  )

  (func 195 $i64x2.ne (type 2) (param v128 v128) (result v128)
    local.get 0
    local.get 1
    i64x2.ne
  )

  (func 196 $i64x2.lt_s (type 2) (param v128 v128) (result v128)
    local.get 0
    local.get 1
    i64x2.lt_s
  )

  (func 197 $i64x2.gt_s (type 2) (param v128 v128) (result v128)
    local.get 0
    local.get 1
    i64x2.gt_s
  )

  (func 198 $i64x2.le_s (type 2) (param v128 v128) (result v128)
    local.get 0
    local.get 1
    i64x2.le_s
  )

  (func 199 $i64x2.ge_s (type 2) (param v128 v128) (result v128)
    local.get 0
    local.get 1
    i64x2.ge_s
  )

  (func 200 $i64x2.extmul_low_i32x4_s (type 2) (param v128 v128) (result v128)
    local.get 0
    local.get 1
    i64x2.extmul_low_i32x4_s
  )

  (func 201 $i64x2.extmul_high_i32x4_s (type 2) (param v128 v128) (result v128)
    local.get 0
    local.get 1
    i64x2.extmul_high_i32x4_s
  )

  (func 202 $i64x2.extmul_low_i32x4_u (type 2) (param v128 v128) (result v128)
    local.get 0
    local.get 1
    i64x2.extmul_low_i32x4_u
  )

  (func 203 $i64x2.extmul_high_i32x4_u (type 2) (param v128 v128) (result v128)
    local.get 0
    local.get 1
    i64x2.extmul_high_i32x4_u
  )

  (func 204 $f32x4.abs (type 14) (param v128) (result v128)
    local.get 0
    f32x4.abs
  )

  (func 205 $f32x4.neg (type 14) (param v128) (result v128)
    local.get 0
    f32x4.neg
  )

  (func 206 $f32x4.sqrt (type 14) (param v128) (result v128)
    local.get 0
    f32x4.sqrt
  )

  (func 207 $f32x4.add (type 2) (param v128 v128) (result v128)
    local.get 0
    local.get 1
    f32x4.add
  )

  (func 208 $f32x4.sub (type 2) (param v128 v128) (result v128)
    local.get 0
    local.get 1
    f32x4.sub
  )

  (func 209 $f32x4.mul (type 2) (param v128 v128) (result v128)
    local.get 0
    local.get 1
    f32x4.mul
  )

  (func 210 $f32x4.div (type 2) (param v128 v128) (result v128)
    local.get 0
    local.get 1
    f32x4.div
  )

  (func 211 $f32x4.min (type 2) (param v128 v128) (result v128)
    local.get 0
    local.get 1
    f32x4.min
  )

  (func 212 $f32x4.max (type 2) (param v128 v128) (result v128)
    local.get 0
    local.get 1
    f32x4.max
  )

  (func 213 $f32x4.pmin (type 2) (param v128 v128) (result v128)
    local.get 0
    local.get 1
    f32x4.pmin
  )

  (func 214 $f32x4.pmax (type 2) (param v128 v128) (result v128)
    local.get 0
    local.get 1
    f32x4.pmax
  )

  (func 215 $f64x2.abs (type 14) (param v128) (result v128)
    local.get 0
    f64x2.abs
  )

  (func 216 $f64x2.neg (type 14) (param v128) (result v128)
    local.get 0
    f64x2.neg
  )

  (func 217 $f64x2.sqrt (type 14) (param v128) (result v128)
    local.get 0
    f64x2.sqrt
  )

  (func 218 $f64x2.add (type 2) (param v128 v128) (result v128)
    local.get 0
    local.get 1
    f64x2.add
  )

  (func 219 $f64x2.sub (type 2) (param v128 v128) (result v128)
    local.get 0
    local.get 1
    f64x2.sub
  )

  (func 220 $f64x2.mul (type 2) (param v128 v128) (result v128)
    local.get 0
    local.get 1
    f64x2.mul
  )

  (func 221 $f64x2.div (type 2) (param v128 v128) (result v128)
    local.get 0
    local.get 1
    f64x2.div
  )

  (func 222 $f64x2.min (type 2) (param v128 v128) (result v128)
    local.get 0
    local.get 1
    f64x2.min
  )

  (func 223 $f64x2.max (type 2) (param v128 v128) (result v128)
    local.get 0
    local.get 1
    f64x2.max
  )

  (func 224 $f64x2.pmin (type 2) (param v128 v128) (result v128)
    local.get 0
    local.get 1
    f64x2.pmin
  )

  (func 225 $f64x2.pmax (type 2) (param v128 v128) (result v128)
    local.get 0
    local.get 1
    f64x2.pmax
  )

  (func 226 $i32x4.trunc_sat_f32x4_s (type 14) (param v128) (result v128)
    local.get 0
    i32x4.trunc_sat_f32x4_s
  )

  (func 227 $i32x4.trunc_sat_f32x4_u (type 14) (param v128) (result v128)
    local.get 0
    i32x4.trunc_sat_f32x4_u
  )

  (func 228 $f32x4.convert_i32x4_s (type 14) (param v128) (result v128)
    local.get 0
    f32x4.convert_i32x4_s
  )

  (func 229 $f32x4.convert_i32x4_u (type 14) (param v128) (result v128)
    local.get 0
    f32x4.convert_i32x4_u
  )

  (func 230 $i32x4.trunc_sat_f64x2_s_zero (type 14) (param v128) (result v128)
    local.get 0
    i32x4.trunc_sat_f64x2_s_zero
  )

  (func 231 $i32x4.trunc_sat_f64x2_u_zero (type 14) (param v128) (result v128)
    local.get 0
    i32x4.trunc_sat_f64x2_u_zero
  )

  (func 232 $f64x2.convert_low_i32x4_s (type 14) (param v128) (result v128)
    local.get 0
    f64x2.convert_low_i32x4_s
  )

  (func 233 $f64x2.convert_low_i32x4_u (type 14) (param v128) (result v128)
    local.get 0
    f64x2.convert_low_i32x4_u
  )

  (func 234 $i8x16.relaxed_swizzle (type 2) (param v128 v128) (result v128)
    local.get 0
    local.get 1
    i8x16.relaxed_swizzle
  )

  (func 235 $i32x4.relaxed_trunc_f32x4_s (type 14) (param v128) (result v128)
    local.get 0
    i32x4.relaxed_trunc_f32x4_s
  )

  (func 236 $i32x4.relaxed_trunc_f32x4_u (type 14) (param v128) (result v128)
    local.get 0
    i32x4.relaxed_trunc_f32x4_u
  )

  (func 237 $i32x4.relaxed_trunc_f64x2_s_zero (type 14) (param v128) (result v128)
    local.get 0
    i32x4.relaxed_trunc_f64x2_s_zero
  )

  (func 238 $i32x4.relaxed_trunc_f64x2_u_zero (type 14) (param v128) (result v128)
    local.get 0
    i32x4.relaxed_trunc_f64x2_u_zero
  )

  (func 239 $f32x4.relaxed_madd (type 15) (param v128 v128 v128) (result v128)
    local.get 0
    local.get 1
    local.get 2
    f32x4.relaxed_madd
  )

  (func 240 $f32x4.relaxed_nmadd (type 15) (param v128 v128 v128) (result v128)
    local.get 0
    local.get 1
    local.get 2
    f32x4.relaxed_nmadd
  )

  (func 241 $f64x2.relaxed_madd (type 15) (param v128 v128 v128) (result v128)
    local.get 0
    local.get 1
    local.get 2
    f64x2.relaxed_madd
  )

  (func 242 $f64x2.relaxed_nmadd (type 15) (param v128 v128 v128) (result v128)
    local.get 0
    local.get 1
    local.get 2
    f64x2.relaxed_nmadd
  )

  (func 243 $i8x16.relaxed_laneselect (type 15) (param v128 v128 v128) (result v128)
    local.get 0
    local.get 1
    local.get 2
    i8x16.relaxed_laneselect
  )

  (func 244 $i16x8.relaxed_laneselect (type 15) (param v128 v128 v128) (result v128)
    local.get 0
    local.get 1
    local.get 2
    i16x8.relaxed_laneselect
  )

  (func 245 $i32x4.relaxed_laneselect (type 15) (param v128 v128 v128) (result v128)
    local.get 0
    local.get 1
    local.get 2
    i32x4.relaxed_laneselect
  )

  (func 246 $i64x2.relaxed_laneselect (type 15) (param v128 v128 v128) (result v128)
    local.get 0
    local.get 1
    local.get 2
    i64x2.relaxed_laneselect
  )

  (func 247 $f32x4.relaxed_min (type 2) (param v128 v128) (result v128)
    local.get 0
    local.get 1
    f32x4.relaxed_min
  )

  (func 248 $f32x4.relaxed_max (type 2) (param v128 v128) (result v128)
    local.get 0
    local.get 1
    f32x4.relaxed_max
  )

  (func 249 $f64x2.relaxed_min (type 2) (param v128 v128) (result v128)
    local.get 0
    local.get 1
    f64x2.relaxed_min
  )

  (func 250 $f64x2.relaxed_max (type 2) (param v128 v128) (result v128)
    local.get 0
    local.get 1
    f64x2.relaxed_max
  )

  (func 251 $i16x8.relaxed_q15mulr_s (type 2) (param v128 v128) (result v128)
    local.get 0
    local.get 1
    i16x8.relaxed_q15mulr_s
  )

  (func 252 $i16x8.relaxed_dot_i8x16_i7x16_s (type 2) (param v128 v128) (result v128)
    local.get 0
    local.get 1
    i16x8.relaxed_dot_i8x16_i7x16_s
  )

  (func 253 $i32x4.relaxed_dot_i8x16_i7x16_add_s (type 15) (param v128 v128 v128) (result v128)
    local.get 0
    local.get 1
    local.get 2
    i32x4.relaxed_dot_i8x16_i7x16_add_s
  )
  (custom "name" ...)
)
