package dev.gossamer.wasm;

import java.util.List;

/**
 * What a function takes and gives.
 *
 * <pre>{@code
 * FunctionType binary = FunctionType.of(ValueType.F32, ValueType.F32).returning(ValueType.F32);
 * FunctionType action = FunctionType.of();
 * }</pre>
 *
 * @param parameters types of locals 0, 1, …
 * @param results types of the values left on the stack, bottom first
 */
public record FunctionType(List<ValueType> parameters, List<ValueType> results) {
  /** Copies both lists. */
  public FunctionType {
    parameters = List.copyOf(parameters);
    results = List.copyOf(results);
  }

  /** A function of these parameters without result. */
  public static FunctionType of(ValueType... parameters) {
    return new FunctionType(List.of(parameters), List.of());
  }

  /** The same parameters with these results. */
  public FunctionType returning(ValueType... types) {
    return new FunctionType(parameters, List.of(types));
  }
}
