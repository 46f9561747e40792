package dev.gossamer.rewrite;

import dev.gossamer.graph.Constant;
import dev.gossamer.graph.Op;
import dev.gossamer.graph.Value;
import java.util.ArrayList;
import java.util.List;

/** What a value is replaced by: an expression over values that are made before it. */
public sealed interface Term {

  /** A value of the graph. */
  record Existing(Value value) implements Term {}

  /** A new constant. */
  record Data(String name, Constant constant) implements Term {}

  /**
   * A new node with one output.
   *
   * @param name of the node: that of the node it stands for, so that reports stay readable
   */
  record Apply(String name, Op op, List<Term> inputs) implements Term {
    public Apply {
      inputs = List.copyOf(inputs);
    }
  }

  static Term of(Value value) {
    return new Existing(value);
  }

  static Term constant(String name, Constant constant) {
    return new Data(name, constant);
  }

  static Term apply(String name, Op op, Term... inputs) {
    return new Apply(name, op, List.of(inputs));
  }

  /** A new node that reads values of the graph. */
  static Term apply(String name, Op op, List<Value> inputs) {
    List<Term> terms = new ArrayList<>();
    for (Value input : inputs) {
      terms.add(new Existing(input));
    }
    return new Apply(name, op, terms);
  }
}
