(module
  (type 0 (func (param i32)))
  (type 1 (func))
  (type 2 (func (param i32 f32) (result f32)))
  (import "env" "memory" (memory 1 16 shared))
  (import "env" "log" (func 0 $log (type 0)))
  (import "env" "base" (global 0 i32))
  (import "env" "table" (table 0 1 funcref))
  (table 1 2 8 funcref)
  (global 1 (mut i32) (i32.const -1))
  (global 2 f32 (f32.const 0.5))
  (export "main" (func 2 $main))
  (export "table" (table 1))
  (export "count" (global 1))
  (export "memory" (memory 0))
  (start 1 $start)
  (elem 0 (table 0) (i32.const 0) func 1 $start)
  (elem 1 (table 1) (i32.const 1) func 2 $main)
  (elem 2 passive func 2 $main 0 $log)
  (elem 3 declare func 2 $main)
  (data count 2)

  (func 1 $start (type 1)
    i32.const 0
    i32.const 0
    i32.const 40
    memory.init data 0
    data.drop data 0
    ref.func 2 ;; main
    drop
    global.get global 1
    i32.const 1
    i32.add
    global.set global 1
  )

  (func 2 $main (type 2) (param i32 f32) (result f32)
    (local 2 i32)
    call 1 ;; start
    local.get 0 ;; n
    call 0 ;; log
    i32.const 0
    local.set 2 ;; i
    loop ;; @1
      local.get 1 ;; x
      global.get global 2
      f32.mul
      local.set 1 ;; x
      local.get 2 ;; i
      i32.const 2
      i32.add
      local.tee 2 ;; i
      i32.const 8
      i32.lt_s
      br_if 0 ;; @1
    end
    local.get 1 ;; x
  )
  (data 0 passive 40 bytes 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 ...)
  (data 1 (global.get global 0) 3 bytes 01 02 03)
  (custom "name" ...)
  (custom "note" 1 bytes 2a)
)
