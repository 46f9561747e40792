package dev.gossamer.graph;

import static dev.gossamer.graph.ShapeChecks.axis;
import static dev.gossamer.graph.ShapeChecks.rank4;
import static dev.gossamer.graph.ShapeChecks.shape;
import static dev.gossamer.graph.ShapeChecks.with;

import dev.gossamer.graph.Op.Binary;
import dev.gossamer.graph.Op.Concatenation;
import dev.gossamer.graph.Op.Conv2d;
import dev.gossamer.graph.Op.Densify;
import dev.gossamer.graph.Op.DepthToSpace;
import dev.gossamer.graph.Op.DepthwiseConv2d;
import dev.gossamer.graph.Op.Dequantize;
import dev.gossamer.graph.Op.FullyConnected;
import dev.gossamer.graph.Op.Gather;
import dev.gossamer.graph.Op.Pad;
import dev.gossamer.graph.Op.Pool2d;
import dev.gossamer.graph.Op.Prelu;
import dev.gossamer.graph.Op.Quantize;
import dev.gossamer.graph.Op.Reduce;
import dev.gossamer.graph.Op.Reshape;
import dev.gossamer.graph.Op.Resize;
import dev.gossamer.graph.Op.Softmax;
import dev.gossamer.graph.Op.SpaceToDepth;
import dev.gossamer.graph.Op.Split;
import dev.gossamer.graph.Op.StridedSlice;
import dev.gossamer.graph.Op.Transpose;
import dev.gossamer.graph.Op.TransposeConv2d;
import dev.gossamer.graph.Op.Unary;
import java.util.ArrayList;
import java.util.List;

/**
 * Types and shapes of a node's outputs from its operator and inputs; throws
 * IllegalArgumentException saying what does not fit. All products are taken in 64 bits: attributes
 * may come from an untrusted file.
 */
public final class ShapeInference {
  private ShapeInference() {}

  /** Type and shape of one output. */
  public record Inferred(DataType type, Shape shape) {}

  /** One entry per output of the node. */
  public static List<Inferred> infer(Op op, List<Value> inputs) {
    requireInputs(op, inputs);
    Value x = inputs.get(0);
    if (op instanceof Split split) {
      return split(split, x);
    }
    DataType type =
        switch (op) {
          case Quantize quantize -> quantize.type();
          case Dequantize dequantize -> DataType.FLOAT32;
          case Densify densify -> x.type();
          // Only constants are stored as halves; whatever is computed is FLOAT32.
          default -> x.type() == DataType.FLOAT16 ? DataType.FLOAT32 : x.type();
        };
    return List.of(new Inferred(type, outputShape(op, inputs)));
  }

  private static Shape outputShape(Op op, List<Value> inputs) {
    Shape x = inputs.get(0).shape();
    return switch (op) {
      case Conv2d conv -> WindowShapes.conv2d(conv, x, inputs);
      case DepthwiseConv2d conv -> WindowShapes.depthwise(conv, x, inputs);
      case TransposeConv2d conv -> WindowShapes.transposeConv(conv, x, inputs);
      case FullyConnected fc -> WindowShapes.fullyConnected(fc, x, inputs);
      case Binary binary -> broadcast(x, inputs.get(1).shape());
      case Prelu prelu -> prelu(x, inputs.get(1).shape());
      case Pool2d pool -> WindowShapes.pool(pool, x);
      case Reduce reduce -> ArrangementShapes.reduce(reduce, x);
      case Resize resize -> {
        rank4("input", x);
        yield shape(x.dim(0), resize.outHeight(), resize.outWidth(), x.dim(3));
      }
      case DepthToSpace d2s -> ArrangementShapes.depthToSpace(d2s.block(), x);
      case SpaceToDepth s2d -> ArrangementShapes.spaceToDepth(s2d.block(), x);
      case Concatenation concat -> ArrangementShapes.concatenation(concat, inputs);
      case Reshape reshape -> {
        if (reshape.shape().elements() != x.elements()) {
          throw new IllegalArgumentException(
              "reshape of " + x + " to " + reshape.shape() + " changes the number of elements");
        }
        yield reshape.shape();
      }
      case Pad pad -> ArrangementShapes.pad(pad, x);
      case StridedSlice slice -> ArrangementShapes.slice(slice, x);
      case Transpose transpose -> ArrangementShapes.transpose(transpose, x);
      case Gather gather -> ArrangementShapes.gather(gather, x, inputs.get(1).shape());
      case Softmax softmax -> {
        if (x.rank() < 1) {
          throw new IllegalArgumentException("softmax needs rank 1 or more");
        }
        yield x;
      }
      case Unary unary -> x;
      case Quantize quantize -> x;
      case Dequantize dequantize -> dequantize(dequantize, x);
      case Densify densify -> x;
      case Split split -> throw new IllegalStateException();
    };
  }

  private static void requireInputs(Op op, List<Value> inputs) {
    int least =
        switch (op) {
          case Conv2d c -> 2;
          case DepthwiseConv2d c -> 2;
          case TransposeConv2d c -> 2;
          case FullyConnected f -> 2;
          case Binary b -> 2;
          case Prelu p -> 2;
          case Gather g -> 2;
          default -> 1;
        };
    int most =
        switch (op) {
          case Conv2d c -> 3;
          case DepthwiseConv2d c -> 3;
          case TransposeConv2d c -> 3;
          case FullyConnected f -> 3;
          case Concatenation c -> Integer.MAX_VALUE;
          default -> least;
        };
    if (inputs.size() < least || inputs.size() > most) {
      throw new IllegalArgumentException(
          op.label()
              + " takes "
              + least
              + (most == least ? "" : " or more")
              + " inputs, got "
              + inputs.size());
    }
  }

  /** Numpy broadcasting: extents aligned from the innermost, 1 stretching to the other. */
  public static Shape broadcast(Shape a, Shape b) {
    int rank = Math.max(a.rank(), b.rank());
    int[] dims = new int[rank];
    for (int i = 1; i <= rank; i++) {
      int p = i <= a.rank() ? a.dim(-i) : 1;
      int q = i <= b.rank() ? b.dim(-i) : 1;
      if (p != q && p != 1 && q != 1) {
        throw new IllegalArgumentException("shapes " + a + " and " + b + " do not broadcast");
      }
      dims[rank - i] = Math.max(p, q);
    }
    return shape(dims);
  }

  private static Shape prelu(Shape x, Shape slope) {
    if (!broadcast(x, slope).equals(x)) {
      throw new IllegalArgumentException("slope " + slope + " does not broadcast to " + x);
    }
    return x;
  }

  private static List<Inferred> split(Split split, Value x) {
    axis(split.axis(), x.shape());
    List<Inferred> results = new ArrayList<>();
    long total = 0;
    for (int size : split.sizes()) {
      results.add(new Inferred(x.type(), with(x.shape(), split.axis(), size)));
      total += size;
    }
    if (total != x.shape().dim(split.axis()) || results.isEmpty()) {
      throw new IllegalArgumentException(
          "split sizes "
              + split.sizes()
              + " do not add up to axis "
              + split.axis()
              + " of "
              + x.shape());
    }
    return results;
  }

  private static Shape dequantize(Dequantize dequantize, Shape x) {
    int count = dequantize.scales().size();
    if (count != dequantize.zeroPoints().size()
        || (count > 1
            && (dequantize.axis() < 0
                || dequantize.axis() >= x.rank()
                || count != x.dim(dequantize.axis())))) {
      throw new IllegalArgumentException(
          count + " scales do not fit axis " + dequantize.axis() + " of " + x);
    }
    return x;
  }
}
