package dev.gossamer.graph;

import java.util.List;

/**
 * One operator application.
 *
 * @param name for messages and profiles: the name of its first output in the file, with the
 *     operator's index where another node bears that; nodes of one name came of one in the file
 * @param op operator and attributes
 * @param inputs in the order that {@link Op} documents; optional trailing inputs (a bias) are left
 *     out when absent
 * @param outputs one, except for {@link Op.Split}
 */
public record Node(String name, Op op, List<Value> inputs, List<Value> outputs) {
  public Node {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }

  public Value input(int index) {
    return inputs.get(index);
  }

  /** The first (usually only) output. */
  public Value output() {
    return outputs.get(0);
  }

  @Override
  public String toString() {
    return op.label() + " '" + name + "'";
  }
}
