package dev.gossamer.testing;

import dev.gossamer.graph.Node;
import dev.gossamer.graph.Op;
import java.util.ArrayList;
import java.util.List;

/** Operators that only move elements: for each output element, where it comes from. */
final class NaiveMovement {
  private NaiveMovement() {}

  static NaiveTensor concatenation(Op.Concatenation op, List<NaiveTensor> in, Node node) {
    return NaiveTensor.build(
        node.output().shape(),
        i -> {
          int[] index = i.clone();
          int part = 0;
          while (index[op.axis()] >= in.get(part).dim(op.axis())) {
            index[op.axis()] -= in.get(part).dim(op.axis());
            part++;
          }
          return in.get(part).at(index);
        });
  }

  static List<NaiveTensor> split(Op.Split op, NaiveTensor x, Node node) {
    List<NaiveTensor> parts = new ArrayList<>();
    int start = 0;
    for (int part = 0; part < op.sizes().size(); part++) {
      int begin = start;
      parts.add(
          NaiveTensor.build(
              node.outputs().get(part).shape(),
              i -> {
                int[] index = i.clone();
                index[op.axis()] += begin;
                return x.at(index);
              }));
      start += op.sizes().get(part);
    }
    return parts;
  }

  static NaiveTensor pad(Op.Pad op, NaiveTensor x, Node node) {
    return NaiveTensor.build(
        node.output().shape(),
        i -> {
          int[] index = i.clone();
          for (int axis = 0; axis < index.length; axis++) {
            index[axis] -= op.before().get(axis);
            if (index[axis] < 0 || index[axis] >= x.dim(axis)) {
              return op.value();
            }
          }
          return x.at(index);
        });
  }

  static NaiveTensor stridedSlice(Op.StridedSlice op, NaiveTensor x, Node node) {
    return NaiveTensor.build(
        node.output().shape(),
        i -> {
          int[] index = new int[i.length];
          for (int axis = 0; axis < i.length; axis++) {
            index[axis] = op.begin().get(axis) + i[axis] * op.strides().get(axis);
          }
          return x.at(index);
        });
  }

  static NaiveTensor transpose(Op.Transpose op, NaiveTensor x, Node node) {
    return NaiveTensor.build(
        node.output().shape(),
        i -> {
          int[] index = new int[i.length];
          for (int axis = 0; axis < i.length; axis++) {
            index[op.permutation().get(axis)] = i[axis];
          }
          return x.at(index);
        });
  }

  static NaiveTensor gather(Op.Gather op, List<NaiveTensor> in, Node node) {
    NaiveTensor x = in.get(0);
    NaiveTensor indices = in.get(1);
    return NaiveTensor.build(
        node.output().shape(),
        i -> {
          int[] place = new int[indices.rank()];
          System.arraycopy(i, op.axis(), place, 0, place.length);
          int[] index = new int[x.rank()];
          for (int axis = 0; axis < index.length; axis++) {
            index[axis] = axis < op.axis() ? i[axis] : i[Math.max(0, axis - 1 + place.length)];
          }
          index[op.axis()] = (int) indices.at(place);
          return x.at(index);
        });
  }

  static NaiveTensor depthToSpace(Op.DepthToSpace op, NaiveTensor x, Node node) {
    int b = op.block();
    int channels = x.dim(3) / (b * b);
    return NaiveTensor.build(
        node.output().shape(),
        i -> {
          int offset = i[1] % b * b + i[2] % b;
          return x.at(i[0], i[1] / b, i[2] / b, offset * channels + i[3]);
        });
  }

  static NaiveTensor spaceToDepth(Op.SpaceToDepth op, NaiveTensor x, Node node) {
    int b = op.block();
    int channels = x.dim(3);
    return NaiveTensor.build(
        node.output().shape(),
        i -> {
          int offset = i[3] / channels;
          return x.at(i[0], i[1] * b + offset / b, i[2] * b + offset % b, i[3] % channels);
        });
  }
}
