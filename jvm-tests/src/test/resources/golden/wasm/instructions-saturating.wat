(module
  (type 0 (func (param f32) (result i32)))
  (type 1 (func (param f64) (result i32)))
  (type 2 (func (param f32) (result i64)))
  (type 3 (func (param f64) (result i64)))
  (type 4 (func (param i32 i32 i32)))
  (import "m" "m" (memory 1 2 shared))

  (func 0 $i32.trunc_sat_f32_s (type 0) (param f32) (result i32)
    local.get 0
    i32.trunc_sat_f32_s
  )

  (func 1 $i32.trunc_sat_f32_u (type 0) (param f32) (result i32)
    local.get 0
    i32.trunc_sat_f32_u
  )

  (func 2 $i32.trunc_sat_f64_s (type 1) (param f64) (result i32)
    local.get 0
    i32.trunc_sat_f64_s
  )

  (func 3 $i32.trunc_sat_f64_u (type 1) (param f64) (result i32)
    local.get 0
    i32.trunc_sat_f64_u
  )

  (func 4 $i64.trunc_sat_f32_s (type 2) (param f32) (result i64)
    local.get 0
    i64.trunc_sat_f32_s
  )

  (func 5 $i64.trunc_sat_f32_u (type 2) (param f32) (result i64)
    local.get 0
    i64.trunc_sat_f32_u
  )

  (func 6 $i64.trunc_sat_f64_s (type 3) (param f64) (result i64)
    local.get 0
    i64.trunc_sat_f64_s
  )

  (func 7 $i64.trunc_sat_f64_u (type 3) (param f64) (result i64)
    local.get 0
    i64.trunc_sat_f64_u
  )

  (func 8 $memory.copy (type 4) (param i32 i32 i32)
    local.get 0
    local.get 1
    local.get 2
    memory.copy
  )

  (func 9 $memory.fill (type 4) (param i32 i32 i32)
    local.get 0
    local.get 1
    local.get 2
    memory.fill
  )
  (custom "name" ...)
)
