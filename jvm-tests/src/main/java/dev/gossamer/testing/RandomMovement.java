package dev.gossamer.testing;

import dev.gossamer.graph.Op;
import dev.gossamer.graph.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Random operators that move elements, fitting a given shape. */
final class RandomMovement {
  private final Random random;

  RandomMovement(Random random) {
    this.random = random;
  }

  /** Null if the one that was picked does not fit. */
  Op of(Shape x) {
    return switch (random.nextInt(7)) {
      case 0 -> reshape(x);
      case 1 -> transpose(x);
      case 2 -> slice(x);
      case 3 -> x.elements() > 400 ? null : pad(x);
      case 4 -> split(x);
      case 5 -> x.rank() == 4 && x.dim(3) % 4 == 0 ? new Op.DepthToSpace(2) : null;
      default ->
          x.rank() == 4 && x.dim(1) % 2 == 0 && x.dim(2) % 2 == 0 ? new Op.SpaceToDepth(2) : null;
    };
  }

  /** Any factors of the number of elements. */
  private Op reshape(Shape x) {
    List<Integer> dims = new ArrayList<>();
    int rest = x.elements();
    int rank = 1 + random.nextInt(4);
    while (dims.size() < rank - 1) {
      int factor = 1 + random.nextInt(8);
      factor = rest % factor == 0 ? factor : 1;
      dims.add(factor);
      rest /= factor;
    }
    dims.add(rest);
    Collections.shuffle(dims, random);
    int[] extents = new int[rank];
    for (int i = 0; i < rank; i++) {
      extents[i] = dims.get(i);
    }
    return new Op.Reshape(Shape.of(extents));
  }

  private Op transpose(Shape x) {
    List<Integer> permutation = new ArrayList<>();
    for (int axis = 0; axis < x.rank(); axis++) {
      permutation.add(axis);
    }
    Collections.shuffle(permutation, random);
    return new Op.Transpose(permutation);
  }

  private Op slice(Shape x) {
    List<Integer> begin = new ArrayList<>();
    List<Integer> size = new ArrayList<>();
    List<Integer> strides = new ArrayList<>();
    for (int axis = 0; axis < x.rank(); axis++) {
      int extent = x.dim(axis);
      int count = 1 + random.nextInt(extent);
      int step = count == 1 ? 1 : 1 + random.nextInt((extent - 1) / (count - 1));
      int first = random.nextInt(extent - (count - 1) * step);
      boolean backwards = random.nextInt(3) == 0;
      begin.add(backwards ? first + (count - 1) * step : first);
      size.add(count);
      strides.add(backwards ? -step : step);
    }
    return new Op.StridedSlice(begin, size, strides);
  }

  private Op pad(Shape x) {
    List<Integer> before = new ArrayList<>();
    List<Integer> after = new ArrayList<>();
    for (int axis = 0; axis < x.rank(); axis++) {
      before.add(random.nextInt(4) == 0 ? 1 : 0);
      after.add(random.nextInt(4) == 0 ? 1 + random.nextInt(2) : 0);
    }
    return new Op.Pad(before, after, random.nextBoolean() ? 0f : random.nextFloat());
  }

  private Op split(Shape x) {
    if (x.rank() == 0) {
      return null;
    }
    int axis = random.nextInt(x.rank());
    if (x.dim(axis) < 2) {
      return null;
    }
    int first = 1 + random.nextInt(x.dim(axis) - 1);
    return new Op.Split(axis, List.of(first, x.dim(axis) - first));
  }
}
