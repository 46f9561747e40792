package dev.gossamer.format;

import dev.gossamer.format.GossInfo.InputRange;
import dev.gossamer.graph.Activation;
import dev.gossamer.graph.Constant;
import dev.gossamer.graph.DataType;
import dev.gossamer.graph.Graph;
import dev.gossamer.graph.HalfFloat;
import dev.gossamer.graph.Op;
import dev.gossamer.graph.Padding;
import dev.gossamer.graph.Shape;
import dev.gossamer.graph.Stride;
import dev.gossamer.graph.Value;
import dev.gossamer.sparse.CsrMatrix;
import dev.gossamer.sparse.TacoLayout;
import dev.gossamer.tflite.GraphWriter;
import dev.gossamer.tflite.WriteOptions;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * A network of a few KB whose file has every storage and index code, a layout of its own, halves, a
 * range and a recipe; and ways to lie in such a file.
 */
final class SmallGoss {
  static final GossInfo INFO =
      new GossInfo("test", "0123456789abcdef".repeat(4), "made by hand", List.of(range()));

  private static final int CHANNELS = 16;

  private final Graph.Builder builder = Graph.builder("small");
  private Value x = builder.input("x", Shape.of(1, 3, 3, CHANNELS));

  private SmallGoss() {}

  private static InputRange range() {
    return new InputRange(-1, 1);
  }

  static Graph graph() {
    return new SmallGoss().build();
  }

  static byte[] file() {
    return GossWriter.write(graph(), WriteOptions.AS_STORED, INFO);
  }

  /**
   * The file with one section replaced and a good checksum.
   *
   * @param which the first section that it holds for
   */
  static byte[] with(Predicate<PackedConstant> which, UnaryOperator<PackedConstant> lie) {
    SectionStore store = new SectionStore(WriteOptions.AS_STORED);
    GraphWriter tables = GraphWriter.of(graph(), store);
    int index = index(store.sections(), which);
    store.sections().set(index, lie.apply(store.sections().get(index)));
    return GossWriter.assemble(tables, store.sections(), INFO);
  }

  private static int index(List<PackedConstant> sections, Predicate<PackedConstant> which) {
    for (int i = 0; i < sections.size(); i++) {
      if (which.test(sections.get(i))) {
        return i;
      }
    }
    throw new AssertionError("no such section");
  }

  private Graph build() {
    pointwise("csr", i -> i * 0x9E3779B1 >>> 29 == 0 || i % 11 == 0, DataType.FLOAT32);
    pointwise("distances", i -> i % 37 == 3 || i % 37 == 4, DataType.FLOAT16);
    far();
    pointwise("blocks", i -> (i / CHANNELS / 2 * 7 + i % CHANNELS) % 5 == 0, DataType.FLOAT32);
    pointwise("groups", i -> i % 4 == (i / 4 * 0x9E3779B1 >>> 30), DataType.FLOAT32);
    Shape window = Shape.of(1, 5, 5, CHANNELS);
    Value taps =
        constant("taps", window, i -> i / CHANNELS % (2 + i % CHANNELS % 2) == 0, DataType.FLOAT32);
    Padding padding = new Padding(2, 2, 2, 2);
    x =
        builder.add(
            "depthwise",
            new Op.DepthwiseConv2d(Stride.ONE, Stride.ONE, padding, 1, Activation.RELU6),
            x,
            taps);
    TacoLayout blocks = TacoLayout.blocks(4, 4, 4);
    float[] floats = floats(CHANNELS * CHANNELS, i -> i / CHANNELS / 4 == i % CHANNELS / 4);
    Constant.Sparse sparse =
        new Constant.Sparse(
            DataType.FLOAT32,
            Shape.of(CHANNELS, 1, 1, CHANNELS),
            CsrMatrix.fromDense(CHANNELS, CHANNELS, floats),
            blocks);
    convolve("layout", builder.constant("layout weights", sparse));
    x = builder.add("reshape", new Op.Reshape(Shape.of(1, 9 * CHANNELS)), x);
    return builder.output(x).build();
  }

  /** Entries so far apart that only distances of two bytes reach. */
  private void far() {
    Shape shape = Shape.of(1, 1, 256, CHANNELS);
    Value far = constant("far", shape, i -> i % 1024 == 1, DataType.FLOAT32);
    Value mean = builder.add("mean", new Op.Reduce(Op.Reduce.Kind.MEAN, List.of(1, 2), true), far);
    x = builder.add("add", new Op.Binary(Op.Binary.Kind.ADD, Activation.NONE), x, mean);
  }

  private void pointwise(String name, IntPredicate kept, DataType type) {
    Value weights = constant(name + " weights", Shape.of(CHANNELS, 1, 1, CHANNELS), kept, type);
    if (type == DataType.FLOAT16) {
      weights = builder.add(name + " wide", new Op.Dequantize(List.of(), List.of(), 0), weights);
    }
    convolve(name, weights);
  }

  private void convolve(String name, Value weights) {
    x =
        builder.add(
            name,
            new Op.Conv2d(Stride.ONE, Stride.ONE, Padding.NONE, 1, Activation.RELU),
            x,
            weights,
            builder.constant(
                "bias", Constant.Floats.of(Shape.of(CHANNELS), floats(CHANNELS, i -> true))));
  }

  private Value constant(String name, Shape shape, IntPredicate kept, DataType type) {
    float[] floats = floats(shape.elements(), kept);
    for (int i = 0; type == DataType.FLOAT16 && i < floats.length; i++) {
      floats[i] = HalfFloat.toFloat(HalfFloat.fromFloat(floats[i]));
    }
    return builder.constant(name, new Constant.Floats(type, shape, floats));
  }

  private static float[] floats(int count, IntPredicate kept) {
    float[] floats = new float[count];
    for (int i = 0; i < count; i++) {
      floats[i] = kept.test(i) ? (i % 13 - 6.5f) / 8 : 0;
    }
    return floats;
  }
}
