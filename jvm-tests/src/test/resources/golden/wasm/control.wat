(module
  (type 0 (func (param i32) (result i32 i32)))
  (type 1 (func (param i32)))
  (table 0 1 funcref)

  (func 0 $control (type 0) (param i32) (result i32 i32)
    block (result i32) ;; @1
      local.get 0
      local.get 0
      br_if 0 ;; @1
      drop
      loop ;; @2
        local.get 0
        br_table 0 0 0
      end
      local.get 0
      if ;; @2
        nop
      else
        unreachable
      end
      local.get 0
      if ;; @2
        i32.const 3
        i32.const 4
        return
      end
      i32.const 1
      i32.const 2
      local.get 0
      select
      drop
      local.get 0
    end
    drop
    local.get 0
    block (type 0) ;; @1
      i32.const -7
    end
    local.get 0
    local.get 0
    call_indirect type 1 table 0
  )
  (custom "name" ...)
)
