package dev.gossamer.tflite;

import com.google.flatbuffers.FlatBufferBuilder;
import dev.gossamer.graph.Node;
import dev.gossamer.graph.Op;
import dev.gossamer.graph.Padding;
import dev.gossamer.graph.Shape;
import dev.gossamer.graph.Value;
import dev.gossamer.tflite.schema.ActivationFunctionType;
import dev.gossamer.tflite.schema.BuiltinOperator;
import dev.gossamer.tflite.schema.BuiltinOptions;
import dev.gossamer.tflite.schema.ConcatenationOptions;
import dev.gossamer.tflite.schema.GatherOptions;
import dev.gossamer.tflite.schema.PadOptions;
import dev.gossamer.tflite.schema.PadV2Options;
import dev.gossamer.tflite.schema.ReshapeOptions;
import dev.gossamer.tflite.schema.SliceOptions;
import dev.gossamer.tflite.schema.SplitVOptions;
import dev.gossamer.tflite.schema.SqueezeOptions;
import dev.gossamer.tflite.schema.StridedSliceOptions;
import dev.gossamer.tflite.schema.TransposeOptions;
import java.util.ArrayList;
import java.util.List;

/** Operators that move elements without computing. */
final class MovementWriter {
  private MovementWriter() {}

  static void concatenation(NodeWriter writer, Node node, Op.Concatenation concat) {
    int[] inputs = new int[node.inputs().size()];
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] = writer.operand(node, i);
    }
    writer.emitThenActivate(
        node,
        BuiltinOperator.CONCATENATION,
        1,
        BuiltinOptions.ConcatenationOptions,
        file ->
            ConcatenationOptions.createConcatenationOptions(
                file, concat.axis(), ActivationFunctionType.NONE),
        inputs);
  }

  /** As SPLIT_V, which takes parts of any size. */
  static void split(NodeWriter writer, Node node, Op.Split split) {
    int[] inputs = {
      writer.operand(node, 0),
      writer.ints(node, "sizes", split.sizes()),
      writer.scalar(node, "axis", split.axis())
    };
    int[] outputs = new int[node.outputs().size()];
    for (int i = 0; i < outputs.length; i++) {
      outputs[i] = writer.define(node.outputs().get(i));
    }
    writer
        .file()
        .operator(
            BuiltinOperator.SPLIT_V,
            1,
            BuiltinOptions.SplitVOptions,
            file -> SplitVOptions.createSplitVOptions(file, outputs.length),
            inputs,
            outputs);
  }

  static void reshape(NodeWriter writer, Node node) {
    int x = writer.operand(node, 0);
    reshape(writer, x, node.output().shape(), writer.define(node.output()));
  }

  /** As SQUEEZE for a scalar: TFLite does not know the empty shape as a constant. */
  static void reshape(NodeWriter writer, int from, Shape shape, int to) {
    if (shape.rank() == 0) {
      writer
          .file()
          .operator(
              BuiltinOperator.SQUEEZE,
              1,
              BuiltinOptions.SqueezeOptions,
              file -> SqueezeOptions.createSqueezeOptions(file, 0),
              new int[] {from},
              to);
      return;
    }
    FileAssembly assembly = writer.file();
    String name = assembly.tensor(to).name() + ":shape";
    int extents = assembly.ints(name, new int[] {shape.rank()}, shape.dims());
    assembly.operator(
        BuiltinOperator.RESHAPE,
        1,
        BuiltinOptions.ReshapeOptions,
        file ->
            ReshapeOptions.createReshapeOptions(
                file, ReshapeOptions.createNewShapeVector(file, shape.dims())),
        new int[] {from, extents},
        to);
  }

  static void pad(NodeWriter writer, Node node, Op.Pad pad) {
    Shape x = node.input(0).shape();
    if (x.rank() == 0) {
      reshape(writer, node);
      return;
    }
    int input = writer.operand(node, 0);
    pad(writer, node, input, pad, writer.define(node.output()));
  }

  /**
   * Pads height and width of a node's first input.
   *
   * @param value what is put around it
   * @return the padded tensor
   */
  static int pad(
      NodeWriter writer, Node node, int from, Shape shape, Padding padding, float value) {
    Op.Pad pad =
        new Op.Pad(
            List.of(0, padding.top(), padding.left(), 0),
            List.of(0, padding.bottom(), padding.right(), 0),
            value);
    Shape padded =
        Shape.of(
            shape.dim(0),
            shape.dim(1) + padding.top() + padding.bottom(),
            shape.dim(2) + padding.left() + padding.right(),
            shape.dim(3));
    int to = writer.intermediate(node, "PAD", padded);
    pad(writer, node, from, pad, to);
    return to;
  }

  private static void pad(NodeWriter writer, Node node, int from, Op.Pad pad, int to) {
    int rank = pad.before().size();
    int[] paddings = new int[2 * rank];
    for (int axis = 0; axis < rank; axis++) {
      paddings[2 * axis] = pad.before().get(axis);
      paddings[2 * axis + 1] = pad.after().get(axis);
    }
    FileAssembly assembly = writer.file();
    int extents = assembly.ints(node.name() + ":paddings", new int[] {rank, 2}, paddings);
    int version = rank > 4 ? 4 : 1;
    if (Float.floatToRawIntBits(pad.value()) == 0) {
      assembly.operator(
          BuiltinOperator.PAD,
          version,
          BuiltinOptions.PadOptions,
          MovementWriter::padOptions,
          new int[] {from, extents},
          to);
    } else {
      int value = assembly.floats(node.name() + ":value", new int[0], pad.value());
      assembly.operator(
          BuiltinOperator.PADV2,
          version,
          BuiltinOptions.PadV2Options,
          MovementWriter::padV2Options,
          new int[] {from, extents, value},
          to);
    }
  }

  private static int padOptions(FlatBufferBuilder file) {
    PadOptions.startPadOptions(file);
    return PadOptions.endPadOptions(file);
  }

  private static int padV2Options(FlatBufferBuilder file) {
    PadV2Options.startPadV2Options(file);
    return PadV2Options.endPadV2Options(file);
  }

  static void slice(NodeWriter writer, Node node, Op.StridedSlice slice) {
    if (node.input(0).shape().rank() == 0) {
      reshape(writer, node);
      return;
    }
    int input = writer.operand(node, 0);
    slice(writer, node, input, slice, writer.define(node.output()));
  }

  /** As SLICE if every stride is 1. */
  static void slice(NodeWriter writer, Node node, int from, Op.StridedSlice slice, int to) {
    int rank = slice.begin().size();
    int begin = writer.ints(node, "begin", slice.begin());
    boolean unit = true;
    for (int stride : slice.strides()) {
      unit &= stride == 1;
    }
    if (unit) {
      writer
          .file()
          .operator(
              BuiltinOperator.SLICE,
              rank > 4 ? 5 : 1,
              BuiltinOptions.SliceOptions,
              MovementWriter::sliceOptions,
              new int[] {from, begin, writer.ints(node, "size", slice.size())},
              to);
      return;
    }
    List<Integer> end = new ArrayList<>();
    int endMask = 0;
    for (int axis = 0; axis < rank; axis++) {
      int stride = slice.strides().get(axis);
      int last = slice.begin().get(axis) + (slice.size().get(axis) - 1) * stride;
      int behind = last + (stride > 0 ? 1 : -1);
      // A negative end counts from the other side; the mask says "as far as it goes".
      endMask |= behind < 0 ? 1 << axis : 0;
      end.add(behind);
    }
    int mask = endMask;
    writer
        .file()
        .operator(
            BuiltinOperator.STRIDED_SLICE,
            rank > 4 ? 4 : 1,
            BuiltinOptions.StridedSliceOptions,
            file -> StridedSliceOptions.createStridedSliceOptions(file, 0, mask, 0, 0, 0, false),
            new int[] {
              from,
              begin,
              writer.ints(node, "end", end),
              writer.ints(node, "strides", slice.strides())
            },
            to);
  }

  private static int sliceOptions(FlatBufferBuilder file) {
    SliceOptions.startSliceOptions(file);
    return SliceOptions.endSliceOptions(file);
  }

  static void transpose(NodeWriter writer, Node node, Op.Transpose transpose) {
    int rank = transpose.permutation().size();
    if (rank == 0) {
      reshape(writer, node);
      return;
    }
    writer.emit(
        node,
        BuiltinOperator.TRANSPOSE,
        rank > 5 ? 6 : rank > 4 ? 4 : 1,
        BuiltinOptions.TransposeOptions,
        MovementWriter::transposeOptions,
        writer.operand(node, 0),
        writer.ints(node, "permutation", transpose.permutation()));
  }

  private static int transposeOptions(FlatBufferBuilder file) {
    TransposeOptions.startTransposeOptions(file);
    return TransposeOptions.endTransposeOptions(file);
  }

  static void gather(NodeWriter writer, Node node, Op.Gather gather) {
    Value indices = node.input(1);
    writer.emit(
        node,
        BuiltinOperator.GATHER,
        1,
        BuiltinOptions.GatherOptions,
        file -> GatherOptions.createGatherOptions(file, gather.axis(), 0),
        writer.operand(node, 0),
        writer.operand(indices));
  }
}
