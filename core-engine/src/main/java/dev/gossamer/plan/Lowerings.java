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
