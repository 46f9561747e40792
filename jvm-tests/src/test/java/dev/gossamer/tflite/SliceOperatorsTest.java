package dev.gossamer.tflite;

import static dev.gossamer.tflite.TestModel.of;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gossamer.ModelFormatException;
import dev.gossamer.graph.Graph;
import dev.gossamer.graph.Op;
import dev.gossamer.graph.Shape;
import dev.gossamer.tflite.schema.BuiltinOperator;
import dev.gossamer.tflite.schema.BuiltinOptions;
import dev.gossamer.tflite.schema.StridedSliceOptions;
import java.util.List;
import org.junit.jupiter.api.Test;

class SliceOperatorsTest {
  private static final int MAX = Integer.MAX_VALUE;

  @Test
  void sliceWithARest() {
    TestModel model = new TestModel();
    int x = model.input(3, 5);
    int begin = model.ints(1, 2);
    int size = model.ints(1, -1);
    model.operator(BuiltinOperator.SLICE, of(x, begin, size), model.output(1, 3));

    assertThat(model.readOp())
        .isEqualTo(new Op.StridedSlice(List.of(1, 2), List.of(1, 3), List.of(1, 1)));
  }

  @Test
  void sliceMustStayInside() {
    for (int[] sizes : List.of(of(3, 1), of(0, 1), of(-2, 1), of(1, MAX))) {
      TestModel model = new TestModel();
      int x = model.input(3, 5);
      int begin = model.ints(1, 2);
      int size = model.ints(sizes);
      model.operator(BuiltinOperator.SLICE, of(x, begin, size), model.output(1, 3));

      assertThatThrownBy(model::read)
          .isInstanceOf(ModelFormatException.class)
          .hasMessageContaining("operator 0 SLICE");
    }
  }

  @Test
  void plainStrides() {
    Sliced sliced = slice(of(7, 9), of(1, 8), of(6, 2), of(2, -3), Masks.NONE, 3, 2);

    assertThat(sliced.only())
        .isEqualTo(new Op.StridedSlice(List.of(1, 8), List.of(3, 2), List.of(2, -3)));
  }

  @Test
  void numbersCountFromTheEndAndAreClamped() {
    Sliced sliced = slice(of(7, 9), of(-3, -100), of(100, -1), of(1, 1), Masks.NONE, 3, 8);

    assertThat(sliced.only())
        .isEqualTo(new Op.StridedSlice(List.of(4, 0), List.of(3, 8), List.of(1, 1)));
  }

  @Test
  void negativeStridesAreClampedBeforeTheAxis() {
    Sliced sliced = slice(of(7), of(100), of(-100), of(-2), Masks.NONE, 4);

    assertThat(sliced.only()).isEqualTo(new Op.StridedSlice(List.of(6), List.of(4), List.of(-2)));
  }

  @Test
  void maskedBeginAndEnd() {
    Sliced forward = slice(of(7, 9), of(3, 3), of(4, 4), of(1, 1), Masks.ends(2, 1), 4, 4);
    Sliced backward = slice(of(7), of(3), of(3), of(-1), Masks.ends(1, 1), 7);

    assertThat(forward.only())
        .isEqualTo(new Op.StridedSlice(List.of(3, 0), List.of(4, 4), List.of(1, 1)));
    assertThat(backward.only()).isEqualTo(new Op.StridedSlice(List.of(6), List.of(7), List.of(-1)));
  }

  @Test
  void axesThatAreNotNamedAreTakenWhole() {
    Sliced sliced = slice(of(7, 9), of(1), of(3), of(1), Masks.NONE, 2, 9);

    assertThat(sliced.only())
        .isEqualTo(new Op.StridedSlice(List.of(1, 0), List.of(2, 9), List.of(1, 1)));
  }

  @Test
  void ellipsisStandsForTheAxesBetween() {
    Sliced sliced =
        slice(
            of(2, 3, 4, 5),
            of(0, 77, 1),
            of(1, 77, 3),
            of(1, 1, 1),
            new Masks(0, 0, 2, 0, 0, false),
            1,
            3,
            4,
            2);

    assertThat(sliced.only())
        .isEqualTo(
            new Op.StridedSlice(List.of(0, 0, 0, 1), List.of(1, 3, 4, 2), List.of(1, 1, 1, 1)));
  }

  @Test
  void ellipsisMayStandForNothing() {
    Sliced sliced =
        slice(
            of(2, 3), of(0, 0, 1), of(2, 0, 3), of(1, 1, 1), new Masks(0, 0, 2, 0, 0, false), 2, 2);

    assertThat(sliced.only())
        .isEqualTo(new Op.StridedSlice(List.of(0, 1), List.of(2, 2), List.of(1, 1)));
  }

  @Test
  void shrunkAxesBecomeAReshape() {
    Sliced sliced =
        slice(of(4, 5, 6), of(-1, 0, 2), of(MAX, 5, 3), of(1, 1, 1), Masks.shrink(5), 5);

    assertThat(sliced.graph().nodes()).hasSize(2);
    assertThat(sliced.graph().nodes().get(0).op())
        .isEqualTo(new Op.StridedSlice(List.of(3, 0, 2), List.of(1, 5, 1), List.of(1, 1, 1)));
    assertThat(sliced.graph().nodes().get(1).op()).isEqualTo(new Op.Reshape(Shape.of(5)));
    assertThat(sliced.graph().outputs().get(0).name()).isEqualTo("t4");
    assertThat(sliced.graph().nodes().get(0).output().name()).isEqualTo("t4:STRIDED_SLICE");
  }

  @Test
  void newAxesBecomeAReshape() {
    Sliced sliced =
        slice(
            of(4, 5),
            of(1, 9, 0),
            of(3, 9, 5),
            of(1, 1, 2),
            new Masks(0, 0, 0, 2, 0, false),
            2,
            1,
            3);

    assertThat(sliced.graph().nodes().get(0).op())
        .isEqualTo(new Op.StridedSlice(List.of(1, 0), List.of(2, 3), List.of(1, 2)));
    assertThat(sliced.graph().nodes().get(1).op()).isEqualTo(new Op.Reshape(Shape.of(2, 1, 3)));
  }

  @Test
  void endMayCountFromBegin() {
    Sliced sliced = slice(of(9), of(2), of(4), of(1), new Masks(0, 0, 0, 0, 0, true), 4);

    assertThat(sliced.only()).isEqualTo(new Op.StridedSlice(List.of(2), List.of(4), List.of(1)));
  }

  @Test
  void longsBeyondIntsMeanToTheEnd() {
    TestModel model = new TestModel();
    int x = model.input(9);
    int begin = model.longs(of(1), 2);
    int end = model.longs(of(1), Long.MAX_VALUE);
    int strides = model.longs(of(1), 1);
    operator(model, Masks.NONE, of(x, begin, end, strides), model.output(7));

    assertThat(model.readOp()).isEqualTo(new Op.StridedSlice(List.of(2), List.of(7), List.of(1)));
  }

  @Test
  void emptyAndImpossibleSlicesAreRefused() {
    assertRefused(of(4), of(3), of(3), of(1), Masks.NONE, "Size of entry 0");
    assertRefused(of(4), of(1), of(3), of(-1), Masks.NONE, "Size of entry 0");
    assertRefused(of(4), of(0), of(3), of(0), Masks.NONE, "Stride of entry 0");
    assertRefused(of(4), of(4), of(5), of(1), Masks.shrink(1), "Index of entry 0");
    assertRefused(of(4), of(-5), of(5), of(1), Masks.shrink(1), "Index of entry 0");
    assertRefused(of(4), of(0, 0), of(1, 1), of(1, 1), Masks.NONE, "Axes named");
    assertRefused(
        of(4, 4), of(0, 0), of(1, 1), of(1, 1), new Masks(0, 0, 3, 0, 0, false), "one ellipsis");
  }

  private static void assertRefused(
      int[] in, int[] begin, int[] end, int[] strides, Masks masks, String message) {
    assertThatThrownBy(() -> slice(in, begin, end, strides, masks, 1))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining(message);
  }

  private record Masks(int begin, int end, int ellipsis, int newAxis, int shrink, boolean offset) {
    static final Masks NONE = new Masks(0, 0, 0, 0, 0, false);

    static Masks ends(int begin, int end) {
      return new Masks(begin, end, 0, 0, 0, false);
    }

    static Masks shrink(int axes) {
      return new Masks(0, 0, 0, 0, axes, false);
    }
  }

  private record Sliced(Graph graph) {
    Op only() {
      assertThat(graph.nodes()).hasSize(1);
      return graph.nodes().get(0).op();
    }
  }

  private static Sliced slice(
      int[] in, int[] begin, int[] end, int[] strides, Masks masks, int... out) {
    TestModel model = new TestModel();
    int x = model.input(in);
    int[] inputs = of(x, model.ints(begin), model.ints(end), model.ints(strides));
    operator(model, masks, inputs, model.output(out));
    return new Sliced(model.read());
  }

  private static void operator(TestModel model, Masks masks, int[] inputs, int output) {
    model.operator(
        BuiltinOperator.STRIDED_SLICE,
        BuiltinOptions.StridedSliceOptions,
        fbb ->
            StridedSliceOptions.createStridedSliceOptions(
                fbb,
                masks.begin(),
                masks.end(),
                masks.ellipsis(),
                masks.newAxis(),
                masks.shrink(),
                masks.offset()),
        inputs,
        output);
  }
}
