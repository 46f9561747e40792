package dev.gossamer.testing;

import dev.gossamer.graph.Constant;
import dev.gossamer.graph.Graph;
import dev.gossamer.graph.Node;
import dev.gossamer.graph.Value;
import java.util.Arrays;
import java.util.List;

/**
 * Whether two graphs are the same: nodes in the same order with the same operators, attributes and
 * names, wired alike, constants equal to the last bit. The order of values does not matter.
 */
public final class GraphEquality {
  private final Graph a;
  private final Graph b;

  /** Per value of the first graph the id of the second's, -1 as long as none is known. */
  private final int[] counterpart;

  private GraphEquality(Graph a, Graph b) {
    this.a = a;
    this.b = b;
    counterpart = new int[a.values().size()];
    Arrays.fill(counterpart, -1);
  }

  /** The first difference, or null if there is none. */
  public static String difference(Graph a, Graph b) {
    return new GraphEquality(a, b).find();
  }

  private String find() {
    if (!a.name().equals(b.name())) {
      return "names '" + a.name() + "' and '" + b.name() + "'";
    }
    if (a.nodes().size() != b.nodes().size()) {
      return a.nodes().size() + " and " + b.nodes().size() + " nodes";
    }
    String found = made("inputs", a.inputs(), b.inputs());
    for (int i = 0; found == null && i < a.nodes().size(); i++) {
      found = nodes(a.nodes().get(i), b.nodes().get(i));
    }
    return found != null ? found : read("outputs of the graph", a.outputs(), b.outputs());
  }

  private String nodes(Node x, Node y) {
    if (!x.op().equals(y.op()) || !x.name().equals(y.name())) {
      return x + " " + x.op() + " and " + y + " " + y.op();
    }
    String found = read("inputs of " + x, x.inputs(), y.inputs());
    return found != null ? found : made("outputs of " + x, x.outputs(), y.outputs());
  }

  /** Values that come into being. */
  private String made(String what, List<Value> xs, List<Value> ys) {
    if (xs.size() != ys.size()) {
      return what + ": " + xs.size() + " and " + ys.size();
    }
    for (int i = 0; i < xs.size(); i++) {
      Value x = xs.get(i);
      Value y = ys.get(i);
      if (!sameFace(x, y)) {
        return what + ": " + x + " and " + y;
      }
      counterpart[x.id()] = y.id();
    }
    return null;
  }

  /** Values that exist, or constants. */
  private String read(String what, List<Value> xs, List<Value> ys) {
    if (xs.size() != ys.size()) {
      return what + ": " + xs.size() + " and " + ys.size();
    }
    for (int i = 0; i < xs.size(); i++) {
      Value x = xs.get(i);
      Value y = ys.get(i);
      if (counterpart[x.id()] < 0) {
        boolean same =
            sameFace(x, y)
                && a.isConstant(x)
                && b.isConstant(y)
                && sameBits(a.constant(x).orElseThrow(), b.constant(y).orElseThrow());
        if (!same) {
          return what + ": constants " + x + " and " + y;
        }
        counterpart[x.id()] = y.id();
      }
      if (counterpart[x.id()] != y.id()) {
        return what + ": " + x + " and " + y;
      }
    }
    return null;
  }

  private static boolean sameFace(Value x, Value y) {
    return x.name().equals(y.name()) && x.type() == y.type() && x.shape().equals(y.shape());
  }

  /** Type, shape, layout and every bit; the sign of a zero too. */
  public static boolean sameBits(Constant a, Constant b) {
    if (a.type() != b.type() || !a.shape().equals(b.shape())) {
      return false;
    }
    if (a instanceof Constant.Floats x && b instanceof Constant.Floats y) {
      return sameBits(x.floats(), y.floats());
    }
    if (a instanceof Constant.Ints x && b instanceof Constant.Ints y) {
      return Arrays.equals(x.ints(), y.ints());
    }
    return a instanceof Constant.Sparse x
        && b instanceof Constant.Sparse y
        && x.layout().equals(y.layout())
        && Arrays.equals(x.matrix().rowStarts(), y.matrix().rowStarts())
        && Arrays.equals(x.matrix().columnIndices(), y.matrix().columnIndices())
        && sameBits(x.matrix().values(), y.matrix().values());
  }

  /** As the numbers are stored: NaN equals NaN, 0 and -0 differ. */
  public static boolean sameBits(float[] a, float[] b) {
    boolean same = a.length == b.length;
    for (int i = 0; same && i < a.length; i++) {
      same = Float.floatToRawIntBits(a[i]) == Float.floatToRawIntBits(b[i]);
    }
    return same;
  }
}
