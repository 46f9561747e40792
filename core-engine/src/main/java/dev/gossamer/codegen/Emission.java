package dev.gossamer.codegen;

import dev.gossamer.wasm.FunctionBuilder;
import dev.gossamer.wasm.FunctionHandle;
import dev.gossamer.wasm.FunctionType;
import dev.gossamer.wasm.ModuleBuilder;
import dev.gossamer.wasm.ValueType;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** A module in the making: what emitters share. Functions are made once per key and shared. */
final class Emission {
  private final ModuleBuilder module;
  private final CodegenOptions options;
  private final Map<Object, FunctionHandle> functions = new HashMap<>();

  Emission(ModuleBuilder module, CodegenOptions options) {
    this.module = module;
    this.options = options;
  }

  CodegenOptions options() {
    return options;
  }

  /**
   * The function of this key, made on first use. Keys are records of all that the code depends on.
   */
  FunctionHandle shared(Object key, Supplier<FunctionHandle> make) {
    FunctionHandle known = functions.get(key);
    if (known == null) {
      known = make.get();
      functions.put(key, known);
    }
    return known;
  }

  /** A function of {@code parameters} i32 parameters and no result. */
  FunctionHandle function(String name, int parameters, Consumer<FunctionBuilder> body) {
    ValueType[] types = new ValueType[parameters];
    for (int i = 0; i < parameters; i++) {
      types[i] = ValueType.I32;
    }
    return module.function(name, FunctionType.of(types), body);
  }

  /** A function of any type. */
  FunctionHandle function(String name, FunctionType type, Consumer<FunctionBuilder> body) {
    return module.function(name, type, body);
  }

  /** With a, b, c on the stack: a * b + c, fused where relaxed SIMD is allowed. */
  FunctionBuilder multiplyAdd(FunctionBuilder f, Runnable a, Runnable b, Runnable c) {
    if (options.relaxed()) {
      a.run();
      b.run();
      c.run();
      return f.f32x4RelaxedMadd();
    }
    c.run();
    a.run();
    b.run();
    return f.f32x4Mul().f32x4Add();
  }

  /**
   * Pushes a * b + the vector in a local. Unlike {@link #multiplyAdd} it leaves what {@code a}
   * finds on the stack in its place, so that {@code a} may do nothing.
   */
  FunctionBuilder multiplyAddTo(FunctionBuilder f, Runnable a, Runnable b, int sum) {
    a.run();
    b.run();
    return options.relaxed()
        ? f.localGet(sum).f32x4RelaxedMadd()
        : f.f32x4Mul().localGet(sum).f32x4Add();
  }

  /** Pushes a vector of four equal floats. */
  static FunctionBuilder splat(FunctionBuilder f, float value) {
    return f.f32Const(value).f32x4Splat();
  }
}
