(module
  (type 0 (func (param i32) (result i32)))
  (type 1 (func (param i32) (result i64)))
  (type 2 (func (param i32) (result f32)))
  (type 3 (func (param i32) (result f64)))
  (type 4 (func (param i32 i32)))
  (type 5 (func (param i32 i64)))
  (type 6 (func (param i32 f32)))
  (type 7 (func (param i32 f64)))
  (type 8 (func (result i32)))
  (type 9 (func (param i32 i32) (result i32)))
  (type 10 (func (param i64) (result i32)))
  (type 11 (func (param i64 i64) (result i32)))
  (type 12 (func (param f32 f32) (result i32)))
  (type 13 (func (param f64 f64) (result i32)))
  (type 14 (func (param i64) (result i64)))
  (type 15 (func (param i64 i64) (result i64)))
  (type 16 (func (param f32) (result f32)))
  (type 17 (func (param f32 f32) (result f32)))
  (type 18 (func (param f64) (result f64)))
  (type 19 (func (param f64 f64) (result f64)))
  (type 20 (func (param f32) (result i32)))
  (type 21 (func (param f64) (result i32)))
  (type 22 (func (param f32) (result i64)))
  (type 23 (func (param f64) (result i64)))
  (type 24 (func (param i64) (result f32)))
  (type 25 (func (param f64) (result f32)))
  (type 26 (func (param i64) (result f64)))
  (type 27 (func (param f32) (result f64)))
  (import "m" "m" (memory 1 2 shared))

  (func 0 $i32.load (type 0) (param i32) (result i32)
    local.get 0
    i32.load offset=7
  )

  (func 1 $i64.load (type 1) (param i32) (result i64)
    local.get 0
    i64.load offset=7
  )

  (func 2 $f32.load (type 2) (param i32) (result f32)
    local.get 0
    f32.load offset=7
  )

  (func 3 $f64.load (type 3) (param i32) (result f64)
    local.get 0
    f64.load offset=7
  )

  (func 4 $i32.load8_s (type 0) (param i32) (result i32)
    local.get 0
    i32.load8_s offset=7
  )

  (func 5 $i32.load8_u (type 0) (param i32) (result i32)
    local.get 0
    i32.load8_u offset=7
  )

  (func 6 $i32.load16_s (type 0) (param i32) (result i32)
    local.get 0
    i32.load16_s offset=7
  )

  (func 7 $i32.load16_u (type 0) (param i32) (result i32)
    local.get 0
    i32.load16_u offset=7
  )

  (func 8 $i64.load8_s (type 1) (param i32) (result i64)
    local.get 0
    i64.load8_s offset=7
  )

  (func 9 $i64.load8_u (type 1) (param i32) (result i64)
    local.get 0
    i64.load8_u offset=7
  )

  (func 10 $i64.load16_s (type 1) (param i32) (result i64)
    local.get 0
    i64.load16_s offset=7
  )

  (func 11 $i64.load16_u (type 1) (param i32) (result i64)
    local.get 0
    i64.load16_u offset=7
  )

  (func 12 $i64.load32_s (type 1) (param i32) (result i64)
    local.get 0
    i64.load32_s offset=7
  )

  (func 13 $i64.load32_u (type 1) (param i32) (result i64)
    local.get 0
    i64.load32_u offset=7
  )

  (func 14 $i32.store (type 4) (param i32 i32)
    local.get 0
    local.get 1
    i32.store offset=7
  )

  (func 15 $i64.store (type 5) (param i32 i64)
    local.get 0
    local.get 1
    i64.store offset=7
  )

  (func 16 $f32.store (type 6) (param i32 f32)
    local.get 0
    local.get 1
    f32.store offset=7
  )

  (func 17 $f64.store (type 7) (param i32 f64)
    local.get 0
    local.get 1
    f64.store offset=7
  )

  (func 18 $i32.store8 (type 4) (param i32 i32)
    local.get 0
    local.get 1
    i32.store8 offset=7
  )

  (func 19 $i32.store16 (type 4) (param i32 i32)
    local.get 0
    local.get 1
    i32.store16 offset=7
  )

  (func 20 $i64.store8 (type 5) (param i32 i64)
    local.get 0
    local.get 1
    i64.store8 offset=7
  )

  (func 21 $i64.store16 (type 5) (param i32 i64)
    local.get 0
    local.get 1
    i64.store16 offset=7
  )

  (func 22 $i64.store32 (type 5) (param i32 i64)
    local.get 0
    local.get 1
    i64.store32 offset=7
  )

  (func 23 $memory.size (type 8) (result i32)
    memory.size
  )

  (func 24 $memory.grow (type 0) (param i32) (result i32)
    local.get 0
    memory.grow
  )

  (func 25 $i32.eqz (type 0) (param i32) (result i32)
    local.get 0
    i32.eqz
  )

  (func 26 $i32.eq (type 9) (param i32 i32) (result i32)
    local.get 0
    local.get 1
    i32.eq
  )

  (func 27 $i32.ne (type 9) (param i32 i32) (result i32)
    local.get 0
    local.get 1
    i32.ne
  )

  (func 28 $i32.lt_s (type 9) (param i32 i32) (result i32)
    local.get 0
    local.get 1
    i32.lt_s
  )

  (func 29 $i32.lt_u (type 9) (param i32 i32) (result i32)
    local.get 0
    local.get 1
    i32.lt_u
  )

  (func 30 $i32.gt_s (type 9) (param i32 i32) (result i32)
    local.get 0
    local.get 1
    i32.gt_s
  )

  (func 31 $i32.gt_u (type 9) (param i32 i32) (result i32)
    local.get 0
    local.get 1
    i32.gt_u
  )

  (func 32 $i32.le_s (type 9) (param i32 i32) (result i32)
    local.get 0
    local.get 1
    i32.le_s
  )

  (func 33 $i32.le_u (type 9) (param i32 i32) (result i32)
    local.get 0
    local.get 1
    i32.le_u
  )

  (func 34 $i32.ge_s (type 9) (param i32 i32) (result i32)
    local.get 0
    local.get 1
    i32.ge_s
  )

  (func 35 $i32.ge_u (type 9) (param i32 i32) (result i32)
    local.get 0
    local.get 1
    i32.ge_u
  )

  (func 36 $i64.eqz (type 10) (param i64) (result i32)
    local.get 0
    i64.eqz
  )

  (func 37 $i64.eq (type 11) (param i64 i64) (result i32)
    local.get 0
    local.get 1
    i64.eq
  )

  (func 38 $i64.ne (type 11) (param i64 i64) (result i32)
    local.get 0
    local.get 1
    i64.ne
  )

  (func 39 $i64.lt_s (type 11) (param i64 i64) (result i32)
    local.get 0
    local.get 1
    i64.lt_s
  )

  (func 40 $i64.lt_u (type 11) (param i64 i64) (result i32)
    local.get 0
    local.get 1
    i64.lt_u
  )

  (func 41 $i64.gt_s (type 11) (param i64 i64) (result i32)
    local.get 0
    local.get 1
    i64.gt_s
  )

  (func 42 $i64.gt_u (type 11) (param i64 i64) (result i32)
    local.get 0
    local.get 1
    i64.gt_u
  )

  (func 43 $i64.le_s (type 11) (param i64 i64) (result i32)
    local.get 0
    local.get 1
    i64.le_s
  )

  (func 44 $i64.le_u (type 11) (param i64 i64) (result i32)
    local.get 0
    local.get 1
    i64.le_u
  )

  (func 45 $i64.ge_s (type 11) (param i64 i64) (result i32)
    local.get 0
    local.get 1
    i64.ge_s
  )

  (func 46 $i64.ge_u (type 11) (param i64 i64) (result i32)
    local.get 0
    local.get 1
    i64.ge_u
  )

  (func 47 $f32.eq (type 12) (param f32 f32) (result i32)
    local.get 0
    local.get 1
    f32.eq
  )

  (func 48 $f32.ne (type 12) (param f32 f32) (result i32)
    local.get 0
    local.get 1
    f32.ne
  )

  (func 49 $f32.lt (type 12) (param f32 f32) (result i32)
    local.get 0
    local.get 1
    f32.lt
  )

  (func 50 $f32.gt (type 12) (param f32 f32) (result i32)
    local.get 0
    local.get 1
    f32.gt
  )

  (func 51 $f32.le (type 12) (param f32 f32) (result i32)
    local.get 0
    local.get 1
    f32.le
  )

  (func 52 $f32.ge (type 12) (param f32 f32) (result i32)
    local.get 0
    local.get 1
    f32.ge
  )

  (func 53 $f64.eq (type 13) (param f64 f64) (result i32)
    local.get 0
    local.get 1
    f64.eq
  )

  (func 54 $f64.ne (type 13) (param f64 f64) (result i32)
    local.get 0
    local.get 1
    f64.ne
  )

  (func 55 $f64.lt (type 13) (param f64 f64) (result i32)
    local.get 0
    local.get 1
    f64.lt
  )

  (func 56 $f64.gt (type 13) (param f64 f64) (result i32)
    local.get 0
    local.get 1
    f64.gt
  )

  (func 57 $f64.le (type 13) (param f64 f64) (result i32)
    local.get 0
    local.get 1
    f64.le
  )

  (func 58 $f64.ge (type 13) (param f64 f64) (result i32)
    local.get 0
    local.get 1
    f64.ge
  )

  (func 59 $i32.clz (type 0) (param i32) (result i32)
    local.get 0
    i32.clz
  )

  (func 60 $i32.ctz (type 0) (param i32) (result i32)
    local.get 0
    i32.ctz
  )

  (func 61 $i32.popcnt (type 0) (param i32) (result i32)
    local.get 0
    i32.popcnt
  )

  (func 62 $i32.add (type 9) (param i32 i32) (result i32)
    local.get 0
    local.get 1
    i32.add
  )

  (func 63 $i32.sub (type 9) (param i32 i32) (result i32)
    local.get 0
    local.get 1
    i32.sub
  )

  (func 64 $i32.mul (type 9) (param i32 i32) (result i32)
    local.get 0
    local.get 1
    i32.mul
  )

  (func 65 $i32.div_s (type 9) (param i32 i32) (result i32)
    local.get 0
    local.get 1
    i32.div_s
  )

  (func 66 $i32.div_u (type 9) (param i32 i32) (result i32)
    local.get 0
    local.get 1
    i32.div_u
  )

  (func 67 $i32.rem_s (type 9) (param i32 i32) (result i32)
    local.get 0
    local.get 1
    i32.rem_s
  )

  (func 68 $i32.rem_u (type 9) (param i32 i32) (result i32)
    local.get 0
    local.get 1
    i32.rem_u
  )

  (func 69 $i32.and (type 9) (param i32 i32) (result i32)
    local.get 0
    local.get 1
    i32.and
  )

  (func 70 $i32.or (type 9) (param i32 i32) (result i32)
    local.get 0
    local.get 1
    i32.or
  )

  (func 71 $i32.xor (type 9) (param i32 i32) (result i32)
    local.get 0
    local.get 1
    i32.xor
  )

  (func 72 $i32.shl (type 9) (param i32 i32) (result i32)
    local.get 0
    local.get 1
    i32.shl
  )

  (func 73 $i32.shr_s (type 9) (param i32 i32) (result i32)
    local.get 0
    local.get 1
    i32.shr_s
  )

  (func 74 $i32.shr_u (type 9) (param i32 i32) (result i32)
    local.get 0
    local.get 1
    i32.shr_u
  )

  (func 75 $i32.rotl (type 9) (param i32 i32) (result i32)
    local.get 0
    local.get 1
    i32.rotl
  )

  (func 76 $i32.rotr (type 9) (param i32 i32) (result i32)
    local.get 0
    local.get 1
    i32.rotr
  )

  (func 77 $i64.clz (type 14) (param i64) (result i64)
    local.get 0
    i64.clz
  )

  (func 78 $i64.ctz (type 14) (param i64) (result i64)
    local.get 0
    i64.ctz
  )

  (func 79 $i64.popcnt (type 14) (param i64) (result i64)
    local.get 0
    i64.popcnt
  )

  (func 80 $i64.add (type 15) (param i64 i64) (result i64)
    local.get 0
    local.get 1
    i64.add
  )

  (func 81 $i64.sub (type 15) (param i64 i64) (result i64)
    local.get 0
    local.get 1
    i64.sub
  )

  (func 82 $i64.mul (type 15) (param i64 i64) (result i64)
    local.get 0
    local.get 1
    i64.mul
  )

  (func 83 $i64.div_s (type 15) (param i64 i64) (result i64)
    local.get 0
    local.get 1
    i64.div_s
  )

  (func 84 $i64.div_u (type 15) (param i64 i64) (result i64)
    local.get 0
    local.get 1
    i64.div_u
  )

  (func 85 $i64.rem_s (type 15) (param i64 i64) (result i64)
    local.get 0
    local.get 1
    i64.rem_s
  )

  (func 86 $i64.rem_u (type 15) (param i64 i64) (result i64)
    local.get 0
    local.get 1
    i64.rem_u
  )

  (func 87 $i64.and (type 15) (param i64 i64) (result i64)
    local.get 0
    local.get 1
    i64.and
  )

  (func 88 $i64.or (type 15) (param i64 i64) (result i64)
    local.get 0
    local.get 1
    i64.or
  )

  (func 89 $i64.xor (type 15) (param i64 i64) (result i64)
    local.get 0
    local.get 1
    i64.xor
  )

  (func 90 $i64.shl (type 15) (param i64 i64) (result i64)
    local.get 0
    local.get 1
    i64.shl
  )

  (func 91 $i64.shr_s (type 15) (param i64 i64) (result i64)
    local.get 0
    local.get 1
    i64.shr_s
  )

  (func 92 $i64.shr_u (type 15) (param i64 i64) (result i64)
    local.get 0
    local.get 1
    i64.shr_u
  )

  (func 93 $i64.rotl (type 15) (param i64 i64) (result i64)
    local.get 0
    local.get 1
    i64.rotl
  )

  (func 94 $i64.rotr (type 15) (param i64 i64) (result i64)
    local.get 0
    local.get 1
    i64.rotr
  )

  (func 95 $f32.abs (type 16) (param f32) (result f32)
    local.get 0
    f32.abs
  )

  (func 96 $f32.neg (type 16) (param f32) (result f32)
    local.get 0
    f32.neg
  )

  (func 97 $f32.ceil (type 16) (param f32) (result f32)
    local.get 0
    f32.ceil
  )

  (func 98 $f32.floor (type 16) (param f32) (result f32)
    local.get 0
    f32.floor
  )

  (func 99 $f32.trunc (type 16) (param f32) (result f32)
    local.get 0
    f32.trunc
  )

  (func 100 $f32.nearest (type 16) (param f32) (result f32)
    local.get 0
    f32.nearest
  )

  (func 101 $f32.sqrt (type 16) (param f32) (result f32)
    local.get 0
    f32.sqrt
  )

  (func 102 $f32.add (type 17) (param f32 f32) (result f32)
    local.get 0
    local.get 1
    f32.add
  )

  (func 103 $f32.sub (type 17) (param f32 f32) (result f32)
    local.get 0
    local.get 1
    f32.sub
  )

  (func 104 $f32.mul (type 17) (param f32 f32) (result f32)
    local.get 0
    local.get 1
    f32.mul
  )

  (func 105 $f32.div (type 17) (param f32 f32) (result f32)
    local.get 0
    local.get 1
    f32.div
  )

  (func 106 $f32.min (type 17) (param f32 f32) (result f32)
    local.get 0
    local.get 1
    f32.min
  )

  (func 107 $f32.max (type 17) (param f32 f32) (result f32)
    local.get 0
    local.get 1
    f32.max
  )

  (func 108 $f32.copysign (type 17) (param f32 f32) (result f32)
    local.get 0
    local.get 1
    f32.copysign
  )

  (func 109 $f64.abs (type 18) (param f64) (result f64)
    local.get 0
    f64.abs
  )

  (func 110 $f64.neg (type 18) (param f64) (result f64)
    local.get 0
    f64.neg
  )

  (func 111 $f64.ceil (type 18) (param f64) (result f64)
    local.get 0
    f64.ceil
  )

  (func 112 $f64.floor (type 18) (param f64) (result f64)
    local.get 0
    f64.floor
  )

  (func 113 $f64.trunc (type 18) (param f64) (result f64)
    local.get 0
    f64.trunc
  )

  (func 114 $f64.nearest (type 18) (param f64) (result f64)
    local.get 0
    f64.nearest
  )

  (func 115 $f64.sqrt (type 18) (param f64) (result f64)
    local.get 0
    f64.sqrt
  )

  (func 116 $f64.add (type 19) (param f64 f64) (result f64)
    local.get 0
    local.get 1
    f64.add
  )

  (func 117 $f64.sub (type 19) (param f64 f64) (result f64)
    local.get 0
    local.get 1
    f64.sub
  )

  (func 118 $f64.mul (type 19) (param f64 f64) (result f64)
    local.get 0
    local.get 1
    f64.mul
  )

  (func 119 $f64.div (type 19) (param f64 f64) (result f64)
    local.get 0
    local.get 1
    f64.div
  )

  (func 120 $f64.min (type 19) (param f64 f64) (result f64)
    local.get 0
    local.get 1
    f64.min
  )

  (func 121 $f64.max (type 19) (param f64 f64) (result f64)
    local.get 0
    local.get 1
    f64.max
  )

  (func 122 $f64.copysign (type 19) (param f64 f64) (result f64)
    local.get 0
    local.get 1
    f64.copysign
  )

  (func 123 $i32.wrap_i64 (type 10) (param i64) (result i32)
    local.get 0
    i32.wrap_i64
  )

  (func 124 $i32.trunc_f32_s (type 20) (param f32) (result i32)
    local.get 0
    i32.trunc_f32_s
  )

  (func 125 $i32.trunc_f32_u (type 20) (param f32) (result i32)
    local.get 0
    i32.trunc_f32_u
  )

  (func 126 $i32.trunc_f64_s (type 21) (param f64) (result i32)
    local.get 0
    i32.trunc_f64_s
  )

  (func 127 $i32.trunc_f64_u (type 21) (param f64) (result i32)
    local.get 0
    i32.trunc_f64_u
  )

  (func 128 $i64.extend_i32_s (type 1) (param i32) (result i64)
    local.get 0
    i64.extend_i32_s
  )

  (func 129 $i64.extend_i32_u (type 1) (param i32) (result i64)
    local.get 0
    i64.extend_i32_u
  )

  (func 130 $i64.trunc_f32_s (type 22) (param f32) (result i64)
    local.get 0
    i64.trunc_f32_s
  )

  (func 131 $i64.trunc_f32_u (type 22) (param f32) (result i64)
    local.get 0
    i64.trunc_f32_u
  )

  (func 132 $i64.trunc_f64_s (type 23) (param f64) (result i64)
    local.get 0
    i64.trunc_f64_s
  )

  (func 133 $i64.trunc_f64_u (type 23) (param f64) (result i64)
    local.get 0
    i64.trunc_f64_u
  )

  (func 134 $f32.convert_i32_s (type 2) (param i32) (result f32)
    local.get 0
    f32.convert_i32_s
  )

  (func 135 $f32.convert_i32_u (type 2) (param i32) (result f32)
    local.get 0
    f32.convert_i32_u
  )

  (func 136 $f32.convert_i64_s (type 24) (param i64) (result f32)
    local.get 0
    f32.convert_i64_s
  )

  (func 137 $f32.convert_i64_u (type 24) (param i64) (result f32)
    local.get 0
    f32.convert_i64_u
  )

  (func 138 $f32.demote_f64 (type 25) (param f64) (result f32)
    local.get 0
    f32.demote_f64
  )

  (func 139 $f64.convert_i32_s (type 3) (param i32) (result f64)
    local.get 0
    f64.convert_i32_s
  )

  (func 140 $f64.convert_i32_u (type 3) (param i32) (result f64)
    local.get 0
    f64.convert_i32_u
  )

  (func 141 $f64.convert_i64_s (type 26) (param i64) (result f64)
    local.get 0
    f64.convert_i64_s
  )

  (func 142 $f64.convert_i64_u (type 26) (param i64) (result f64)
    local.get 0
    f64.convert_i64_u
  )

  (func 143 $f64.promote_f32 (type 27) (param f32) (result f64)
    local.get 0
    f64.promote_f32
  )

  (func 144 $i32.reinterpret_f32 (type 20) (param f32) (result i32)
    local.get 0
    i32.reinterpret_f32
  )

  (func 145 $i64.reinterpret_f64 (type 23) (param f64) (result i64)
    local.get 0
    i64.reinterpret_f64
  )

  (func 146 $f32.reinterpret_i32 (type 2) (param i32) (result f32)
    local.get 0
    f32.reinterpret_i32
  )

  (func 147 $f64.reinterpret_i64 (type 26) (param i64) (result f64)
    local.get 0
    f64.reinterpret_i64
  )

  (func 148 $i32.extend8_s (type 0) (param i32) (result i32)
    local.get 0
    i32.extend8_s
  )

  (func 149 $i32.extend16_s (type 0) (param i32) (result i32)
    local.get 0
    i32.extend16_s
  )

  (func 150 $i64.extend8_s (type 14) (param i64) (result i64)
    local.get 0
    i64.extend8_s
  )

  (func 151 $i64.extend16_s (type 14) (param i64) (result i64)
    local.get 0
    i64.extend16_s
  )

  (func 152 $i64.extend32_s (type 14) (param i64) (result i64)
    local.get 0
    i64.extend32_s
  )
  (custom "name" ...)
)
