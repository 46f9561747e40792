package dev.gossamer.graph;

/**
 * One tensor-valued edge of a {@link Graph}: a graph input, a constant or the output of exactly one
 * node.
 *
 * @param id its index in {@link Graph#values()}
 * @param name the name in the model file; not necessarily unique, may be empty
 * @param type element type; FLOAT32 for everything that kernels compute
 * @param shape NHWC for activations of rank 4
 */
public record Value(int id, String name, DataType type, Shape shape) {
  @Override
  public String toString() {
    return "%" + id + (name.isEmpty() ? "" : " '" + name + "'") + " " + type + shape;
  }
}
