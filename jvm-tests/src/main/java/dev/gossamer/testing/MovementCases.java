package dev.gossamer.testing;

import static dev.gossamer.testing.OperatorCase.named;

import dev.gossamer.graph.Activation;
import dev.gossamer.graph.DataType;
import dev.gossamer.graph.Op;
import dev.gossamer.graph.Shape;
import java.util.ArrayList;
import java.util.List;

/** Cases of the operators that move elements, over all ranks and axes. */
final class MovementCases {
  private MovementCases() {}

  static List<OperatorCase> all() {
    List<OperatorCase> cases = new ArrayList<>();
    cases.addAll(joining());
    cases.addAll(reshaping());
    cases.addAll(cutting());
    cases.addAll(gathering());
    return cases;
  }

  private static List<OperatorCase> joining() {
    List<OperatorCase> cases = new ArrayList<>();
    for (int axis = 0; axis < 4; axis++) {
      int[] second = {2, 3, 5, 4};
      second[axis] = 7;
      cases.add(
          named("concatenation axis " + axis + " of 4")
              .input(2, 3, 5, 4)
              .input(second)
              .input(2, 3, 5, 4)
              .apply(new Op.Concatenation(axis, Activation.NONE)));
      List<Integer> sizes = List.of(1, 3, 2);
      int[] whole = {2, 3, 5, 4};
      whole[axis] = 6;
      cases.add(
          named("split axis " + axis + " of 4").input(whole).apply(new Op.Split(axis, sizes)));
      if (axis < 3) {
        cases.add(
            named("concatenation axis " + axis + " of 3")
                .input(2, 3, 5)
                .constant(2, 3, 5)
                .apply(new Op.Concatenation(axis, Activation.NONE)));
      }
    }
    return cases;
  }

  private static List<OperatorCase> reshaping() {
    List<OperatorCase> cases = new ArrayList<>();
    int[][][] shapes = {
      {{2, 3, 5, 4}, {2, 60}},
      {{2, 3, 5, 4}, {2, 15, 4}},
      {{2, 3, 5, 4}, {1, 5, 6, 4}},
      {{2, 60}, {2, 3, 5, 4}},
      {{2, 3, 5, 4}, {120}},
      {{1, 1, 1, 7}, {7}},
      {{1, 3, 5, 1}, {3, 5}},
      {{1}, {}},
      {{2, 3, 5, 4}, {2, 3, 5, 4}},
    };
    for (int[][] pair : shapes) {
      Shape to = Shape.of(pair[1]);
      cases.add(
          named("reshape " + Shape.of(pair[0]) + " to " + to)
              .input(pair[0])
              .apply(new Op.Reshape(to)));
    }
    int[][] permutations = {{0, 3, 1, 2}, {0, 2, 3, 1}, {3, 2, 1, 0}, {0, 2, 1, 3}, {1, 0, 3, 2}};
    for (int[] p : permutations) {
      List<Integer> permutation = List.of(p[0], p[1], p[2], p[3]);
      cases.add(
          named("transpose by " + permutation)
              .input(2, 3, 5, 4)
              .apply(new Op.Transpose(permutation)));
    }
    cases.add(named("transpose rank 2").input(3, 5).apply(new Op.Transpose(List.of(1, 0))));
    cases.add(
        named("transpose rank 5")
            .input(2, 3, 1, 5, 4)
            .apply(new Op.Transpose(List.of(4, 2, 0, 3, 1))));
    for (int block = 1; block <= 3; block++) {
      cases.add(
          named("depth to space " + block)
              .input(2, 3, 5, 2 * block * block)
              .apply(new Op.DepthToSpace(block)));
      cases.add(
          named("space to depth " + block)
              .input(2, 3 * block, 5 * block, 2)
              .apply(new Op.SpaceToDepth(block)));
    }
    return cases;
  }

  private static List<OperatorCase> cutting() {
    return List.of(
        named("pad height and width")
            .input(2, 3, 5, 4)
            .apply(new Op.Pad(List.of(0, 1, 2, 0), List.of(0, 3, 0, 0), 0f)),
        named("pad channels at the end with a value")
            .input(2, 3, 5, 4)
            .apply(new Op.Pad(List.of(0, 0, 0, 0), List.of(0, 0, 0, 3), -1.5f)),
        named("pad all axes")
            .input(2, 3, 5, 4)
            .apply(new Op.Pad(List.of(1, 1, 1, 1), List.of(1, 2, 0, 1), 2f)),
        named("pad rank 2").input(3, 5).apply(new Op.Pad(List.of(1, 0), List.of(0, 2), 0f)),
        named("strided slice with steps")
            .input(3, 7, 5, 4)
            .apply(
                new Op.StridedSlice(List.of(0, 1, 0, 1), List.of(2, 3, 2, 2), List.of(2, 2, 3, 1))),
        named("strided slice backwards")
            .input(3, 7, 5, 4)
            .apply(
                new Op.StridedSlice(
                    List.of(2, 6, 4, 3), List.of(3, 3, 5, 2), List.of(-1, -3, -1, -2))),
        named("strided slice rank 3")
            .input(3, 7, 5)
            .apply(new Op.StridedSlice(List.of(1, 6, 0), List.of(2, 4, 5), List.of(1, -2, 1))),
        named("slice of one element")
            .input(3, 7)
            .apply(new Op.StridedSlice(List.of(2, 3), List.of(1, 1), List.of(1, 1))));
  }

  private static List<OperatorCase> gathering() {
    List<OperatorCase> cases = new ArrayList<>();
    int[] dims = {2, 3, 5, 4};
    for (int axis = 0; axis < 4; axis++) {
      cases.add(
          named("gather axis " + axis + ", a list")
              .input(dims)
              .indices(DataType.INT32, dims[axis], 7)
              .apply(new Op.Gather(axis)));
      cases.add(
          named("gather axis " + axis + ", one index")
              .input(dims)
              .indices(DataType.INT64, dims[axis])
              .apply(new Op.Gather(axis)));
      cases.add(
          named("gather axis " + axis + ", a table")
              .input(dims)
              .indices(DataType.INT32, dims[axis], 2, 3)
              .apply(new Op.Gather(axis)));
    }
    cases.add(
        named("gather rows by a rank 4 table given at run time")
            .input(5, 3)
            .integerInput(DataType.INT32, 0, 5, 2, 1, 3, 2)
            .apply(new Op.Gather(0)));
    cases.add(
        named("gather to rank 4")
            .input(5, 3)
            .indices(DataType.INT32, 5, 2, 3, 2)
            .apply(new Op.Gather(0)));
    return cases;
  }
}
