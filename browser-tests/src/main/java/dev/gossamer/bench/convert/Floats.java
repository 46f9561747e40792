package dev.gossamer.bench.convert;

import dev.gossamer.graph.Constant;
import dev.gossamer.graph.Graph;
import dev.gossamer.graph.Value;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Constants as dense floats. */
final class Floats {
  private Floats() {}

  /** Row-major; a new array or the constant's own, not to be written to. */
  static float[] of(Graph graph, Value value) {
    return switch (graph.constant(value).orElseThrow()) {
      case Constant.Floats floats -> floats.floats();
      case Constant.Sparse sparse -> sparse.matrix().toDense();
      case Constant.Ints ints -> {
        float[] floats = new float[ints.ints().length];
        for (int i = 0; i < floats.length; i++) {
          floats[i] = ints.ints()[i];
        }
        yield floats;
      }
    };
  }

  /** Axis i of the result is axis {@code order[i]} of the source. */
  static float[] transpose(float[] source, int[] shape, int... order) {
    int rank = shape.length;
    int[] strides = new int[rank];
    for (int i = rank - 1, stride = 1; i >= 0; i--) {
      strides[i] = stride;
      stride *= shape[i];
    }
    float[] result = new float[source.length];
    int[] index = new int[rank];
    for (int to = 0; to < result.length; to++) {
      int from = 0;
      for (int i = 0; i < rank; i++) {
        from += index[i] * strides[order[i]];
      }
      result[to] = source[from];
      for (int i = rank - 1; i >= 0 && ++index[i] == shape[order[i]]; i--) {
        index[i] = 0;
      }
    }
    return result;
  }

  static byte[] littleEndian(float[] floats) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * floats.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(floats);
    return bytes.array();
  }
}
