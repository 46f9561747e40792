package dev.gossamer.plan;

import dev.gossamer.graph.Op;
import java.util.LinkedHashMap;
import java.util.Map;

/** Which lowering serves which operator: the one table of what the compiler supports. */
final class Lowerings {
  private static final Map<Class<? extends Op>, Lowering> TABLE = new LinkedHashMap<>();

  static {
    TABLE.put(Op.Conv2d.class, new ConvolutionLowering());
    TABLE.put(Op.DepthwiseConv2d.class, new DepthwiseLowering());
    TABLE.put(Op.TransposeConv2d.class, new TransposeConvolutionLowering());
    TABLE.put(Op.FullyConnected.class, new FullyConnectedLowering());
    Lowering elementwise = new ElementwiseLowering();
    TABLE.put(Op.Binary.class, elementwise);
    TABLE.put(Op.Unary.class, elementwise);
    TABLE.put(Op.Prelu.class, elementwise);
    TABLE.put(Op.Quantize.class, elementwise);
    TABLE.put(Op.Dequantize.class, elementwise);
    TABLE.put(Op.Densify.class, elementwise);
    Lowering movement = new MovementLowering();
    TABLE.put(Op.Concatenation.class, movement);
    TABLE.put(Op.Split.class, movement);
    TABLE.put(Op.Pad.class, movement);
    TABLE.put(Op.StridedSlice.class, movement);
    TABLE.put(Op.Transpose.class, movement);
    TABLE.put(Op.DepthToSpace.class, new BlockLowering());
    TABLE.put(Op.SpaceToDepth.class, new BlockLowering());
    TABLE.put(Op.Reshape.class, new ReshapeLowering());
    TABLE.put(Op.Gather.class, new GatherLowering());
    TABLE.put(Op.Pool2d.class, new PoolLowering());
    TABLE.put(Op.Reduce.class, new ReduceLowering());
    TABLE.put(Op.Resize.class, new ResizeLowering());
    TABLE.put(Op.Softmax.class, new SoftmaxLowering());
  }

  private Lowerings() {}

  /** The lowering of an operator, or null. */
  static Lowering of(Op op) {
    return TABLE.get(op.getClass());
  }

  /** Names of the supported operators, separated by commas. */
  static String names() {
    StringBuilder names = new StringBuilder();
    for (Class<? extends Op> type : TABLE.keySet()) {
      names.append(names.length() == 0 ? "" : ", ").append(type.getSimpleName());
    }
    return names.toString();
  }
}
