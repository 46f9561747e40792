(module
  (type 0 (func (param i32 i32) (result i32)))
  (type 1 (func (param i32 i32 i64) (result i32)))
  (type 2 (func (param i32 i64 i64) (result i32)))
  (type 3 (func))
  (type 4 (func (param i32) (result i32)))
  (type 5 (func (param i32) (result i64)))
  (type 6 (func (param i32 i32)))
  (type 7 (func (param i32 i64)))
  (type 8 (func (param i32 i64) (result i64)))
  (type 9 (func (param i32 i32 i32) (result i32)))
  (type 10 (func (param i32 i64 i64) (result i64)))
  (import "m" "m" (memory 1 2 shared))

  (func 0 $memory.atomic.notify (type 0) (param i32 i32) (result i32)
    local.get 0
    local.get 1
    memory.atomic.notify offset=7
  )

  (func 1 $memory.atomic.wait32 (type 1) (param i32 i32 i64) (result i32)
    local.get 0
    local.get 1
    local.get 2
    memory.atomic.wait32 offset=7
  )

  (func 2 $memory.atomic.wait64 (type 2) (param i32 i64 i64) (result i32)
    local.get 0
    local.get 1
    local.get 2
    memory.atomic.wait64 offset=7
  )

  (func 3 $atomic.fence (type 3)
    atomic.fence
  )

  (func 4 $i32.atomic.load (type 4) (param i32) (result i32)
    local.get 0
    i32.atomic.load offset=7
  )

  (func 5 $i64.atomic.load (type 5) (param i32) (result i64)
    local.get 0
    i64.atomic.load offset=7
  )

  (func 6 $i32.atomic.load8_u (type 4) (param i32) (result i32)
    local.get 0
    i32.atomic.load8_u offset=7
  )

  (func 7 $i32.atomic.load16_u (type 4) (param i32) (result i32)
    local.get 0
    i32.atomic.load16_u offset=7
  )

  (func 8 $i64.atomic.load8_u (type 5) (param i32) (result i64)
    local.get 0
    i64.atomic.load8_u offset=7
  )

  (func 9 $i64.atomic.load16_u (type 5) (param i32) (result i64)
    local.get 0
    i64.atomic.load16_u offset=7
  )

  (func 10 $i64.atomic.load32_u (type 5) (param i32) (result i64)
    local.get 0
    i64.atomic.load32_u offset=7
  )

  (func 11 $i32.atomic.store (type 6) (param i32 i32)
    local.get 0
    local.get 1
    i32.atomic.store offset=7
  )

  (func 12 $i64.atomic.store (type 7) (param i32 i64)
    local.get 0
    local.get 1
    i64.atomic.store offset=7
  )

  (func 13 $i32.atomic.store8 (type 6) (param i32 i32)
    local.get 0
    local.get 1
    i32.atomic.store8 offset=7
  )

  (func 14 $i32.atomic.store16 (type 6) (param i32 i32)
    local.get 0
    local.get 1
    i32.atomic.store16 offset=7
  )

  (func 15 $i64.atomic.store8 (type 7) (param i32 i64)
    local.get 0
    local.get 1
    i64.atomic.store8 offset=7
  )

  (func 16 $i64.atomic.store16 (type 7) (param i32 i64)
    local.get 0
    local.get 1
    i64.atomic.store16 offset=7
  )

  (func 17 $i64.atomic.store32 (type 7) (param i32 i64)
    local.get 0
    local.get 1
    i64.atomic.store32 offset=7
  )

  (func 18 $i32.atomic.rmw.add (type 0) (param i32 i32) (result i32)
    local.get 0
    local.get 1
    i32.atomic.rmw.add offset=7
  )

  (func 19 $i64.atomic.rmw.add (type 8) (param i32 i64) (result i64)
    local.get 0
    local.get 1
    i64.atomic.rmw.add offset=7
  )

  (func 20 $i32.atomic.rmw8.add_u (type 0) (param i32 i32) (result i32)
    local.get 0
    local.get 1
    i32.atomic.rmw8.add_u offset=7
  )

  (func 21 $i32.atomic.rmw16.add_u (type 0) (param i32 i32) (result i32)
    local.get 0
    local.get 1
    i32.atomic.rmw16.add_u offset=7
  )

  (func 22 $i64.atomic.rmw8.add_u (type 8) (param i32 i64) (result i64)
    local.get 0
    local.get 1
    i64.atomic.rmw8.add_u offset=7
  )

  (func 23 $i64.atomic.rmw16.add_u (type 8) (param i32 i64) (result i64)
    local.get 0
    local.get 1
    i64.atomic.rmw16.add_u offset=7
  )

  (func 24 $i64.atomic.rmw32.add_u (type 8) (param i32 i64) (result i64)
    local.get 0
    local.get 1
    i64.atomic.rmw32.add_u offset=7
  )

  (func 25 $i32.atomic.rmw.sub (type 0) (param i32 i32) (result i32)
    local.get 0
    local.get 1
    i32.atomic.rmw.sub offset=7
  )

  (func 26 $i64.atomic.rmw.sub (type 8) (param i32 i64) (result i64)
    local.get 0
    local.get 1
    i64.atomic.rmw.sub offset=7
  )

  (func 27 $i32.atomic.rmw8.sub_u (type 0) (param i32 i32) (result i32)
    local.get 0
    local.get 1
    i32.atomic.rmw8.sub_u offset=7
  )

  (func 28 $i32.atomic.rmw16.sub_u (type 0) (param i32 i32) (result i32)
    local.get 0
    local.get 1
    i32.atomic.rmw16.sub_u offset=7
  )

  (func 29 $i64.atomic.rmw8.sub_u (type 8) (param i32 i64) (result i64)
    local.get 0
    local.get 1
    i64.atomic.rmw8.sub_u offset=7
  )

  (func 30 $i64.atomic.rmw16.sub_u (type 8) (param i32 i64) (result i64)
    local.get 0
    local.get 1
    i64.atomic.rmw16.sub_u offset=7
  )

  (func 31 $i64.atomic.rmw32.sub_u (type 8) (param i32 i64) (result i64)
    local.get 0
    local.get 1
    i64.atomic.rmw32.sub_u offset=7
  )

  (func 32 $i32.atomic.rmw.and (type 0) (param i32 i32) (result i32)
    local.get 0
    local.get 1
    i32.atomic.rmw.and offset=7
  )

  (func 33 $i64.atomic.rmw.and (type 8) (param i32 i64) (result i64)
    local.get 0
    local.get 1
    i64.atomic.rmw.and offset=7
  )

  (func 34 $i32.atomic.rmw8.and_u (type 0) (param i32 i32) (result i32)
    local.get 0
    local.get 1
    i32.atomic.rmw8.and_u offset=7
  )

  (func 35 $i32.atomic.rmw16.and_u (type 0) (param i32 i32) (result i32)
    local.get 0
    local.get 1
    i32.atomic.rmw16.and_u offset=7
  )

  (func 36 $i64.atomic.rmw8.and_u (type 8) (param i32 i64) (result i64)
    local.get 0
    local.get 1
    i64.atomic.rmw8.and_u offset=7
  )

  (func 37 $i64.atomic.rmw16.and_u (type 8) (param i32 i64) (result i64)
    local.get 0
    local.get 1
    i64.atomic.rmw16.and_u offset=7
  )

  (func 38 $i64.atomic.rmw32.and_u (type 8) (param i32 i64) (result i64)
    local.get 0
    local.get 1
    i64.atomic.rmw32.and_u offset=7
  )

  (func 39 $i32.atomic.rmw.or (type 0) (param i32 i32) (result i32)
    local.get 0
    local.get 1
    i32.atomic.rmw.or offset=7
  )

  (func 40 $i64.atomic.rmw.or (type 8) (param i32 i64) (result i64)
    local.get 0
    local.get 1
    i64.atomic.rmw.or offset=7
  )

  (func 41 $i32.atomic.rmw8.or_u (type 0) (param i32 i32) (result i32)
    local.get 0
    local.get 1
    i32.atomic.rmw8.or_u offset=7
  )

  (func 42 $i32.atomic.rmw16.or_u (type 0) (param i32 i32) (result i32)
    local.get 0
    local.get 1
    i32.atomic.rmw16.or_u offset=7
  )

  (func 43 $i64.atomic.rmw8.or_u (type 8) (param i32 i64) (result i64)
    local.get 0
    local.get 1
    i64.atomic.rmw8.or_u offset=7
  )

  (func 44 $i64.atomic.rmw16.or_u (type 8) (param i32 i64) (result i64)
    local.get 0
    local.get 1
    i64.atomic.rmw16.or_u offset=7
  )

  (func 45 $i64.atomic.rmw32.or_u (type 8) (param i32 i64) (result i64)
    local.get 0
    local.get 1
    i64.atomic.rmw32.or_u offset=7
  )

  (func 46 $i32.atomic.rmw.xor (type 0) (param i32 i32) (result i32)
    local.get 0
    local.get 1
    i32.atomic.rmw.xor offset=7
  )

  (func 47 $i64.atomic.rmw.xor (type 8) (param i32 i64) (result i64)
    local.get 0
    local.get 1
    i64.atomic.rmw.xor offset=7
  )

  (func 48 $i32.atomic.rmw8.xor_u (type 0) (param i32 i32) (result i32)
    local.get 0
    local.get 1
    i32.atomic.rmw8.xor_u offset=7
  )

  (func 49 $i32.atomic.rmw16.xor_u (type 0) (param i32 i32) (result i32)
    local.get 0
    local.get 1
    i32.atomic.rmw16.xor_u offset=7
  )

  (func 50 $i64.atomic.rmw8.xor_u (type 8) (param i32 i64) (result i64)
    local.get 0
    local.get 1
    i64.atomic.rmw8.xor_u offset=7
  )

  (func 51 $i64.atomic.rmw16.xor_u (type 8) (param i32 i64) (result i64)
    local.get 0
    local.get 1
    i64.atomic.rmw16.xor_u offset=7
  )

  (func 52 $i64.atomic.rmw32.xor_u (type 8) (param i32 i64) (result i64)
    local.get 0
    local.get 1
    i64.atomic.rmw32.xor_u offset=7
  )

  (func 53 $i32.atomic.rmw.xchg (type 0) (param i32 i32) (result i32)
    local.get 0
    local.get 1
    i32.atomic.rmw.xchg offset=7
  )

  (func 54 $i64.atomic.rmw.xchg (type 8) (param i32 i64) (result i64)
    local.get 0
    local.get 1
    i64.atomic.rmw.xchg offset=7
  )

  (func 55 $i32.atomic.rmw8.xchg_u (type 0) (param i32 i32) (result i32)
    local.get 0
    local.get 1
    i32.atomic.rmw8.xchg_u offset=7
  )

  (func 56 $i32.atomic.rmw16.xchg_u (type 0) (param i32 i32) (result i32)
    local.get 0
    local.get 1
    i32.atomic.rmw16.xchg_u offset=7
  )

  (func 57 $i64.atomic.rmw8.xchg_u (type 8) (param i32 i64) (result i64)
    local.get 0
    local.get 1
    i64.atomic.rmw8.xchg_u offset=7
  )

  (func 58 $i64.atomic.rmw16.xchg_u (type 8) (param i32 i64) (result i64)
    local.get 0
    local.get 1
    i64.atomic.rmw16.xchg_u offset=7
  )

  (func 59 $i64.atomic.rmw32.xchg_u (type 8) (param i32 i64) (result i64)
    local.get 0
    local.get 1
    i64.atomic.rmw32.xchg_u offset=7
  )

  (func 60 $i32.atomic.rmw.cmpxchg (type 9) (param i32 i32 i32) (result i32)
    local.get 0
    local.get 1
    local.get 2
    i32.atomic.rmw.cmpxchg offset=7
  )

  (func 61 $i64.atomic.rmw.cmpxchg (type 10) (param i32 i64 i64) (result i64)
    local.get 0
    local.get 1
    local.get 2
    i64.atomic.rmw.cmpxchg offset=7
  )

  (func 62 $i32.atomic.rmw8.cmpxchg_u (type 9) (param i32 i32 i32) (result i32)
    local.get 0
    local.get 1
    local.get 2
    i32.atomic.rmw8.cmpxchg_u offset=7
  )

  (func 63 $i32.atomic.rmw16.cmpxchg_u (type 9) (param i32 i32 i32) (result i32)
    local.get 0
    local.get 1
    local.get 2
    i32.atomic.rmw16.cmpxchg_u offset=7
  )

  (func 64 $i64.atomic.rmw8.cmpxchg_u (type 10) (param i32 i64 i64) (result i64)
    local.get 0
    local.get 1
    local.get 2
    i64.atomic.rmw8.cmpxchg_u offset=7
  )

  (func 65 $i64.atomic.rmw16.cmpxchg_u (type 10) (param i32 i64 i64) (result i64)
    local.get 0
    local.get 1
    local.get 2
    i64.atomic.rmw16.cmpxchg_u offset=7
  )

  (func 66 $i64.atomic.rmw32.cmpxchg_u (type 10) (param i32 i64 i64) (result i64)
    local.get 0
    local.get 1
    local.get 2
    i64.atomic.rmw32.cmpxchg_u offset=7
  )
  (custom "name" ...)
)
