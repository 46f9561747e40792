package dev.gossamer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gossamer.graph.DataType;
import dev.gossamer.graph.Shape;
import dev.gossamer.graph.Value;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LoadedModelTest {
  private static final Shape PAIR = Shape.of(1, 2);
  private static final Tensor ONE_TWO = Tensor.of(PAIR, new float[] {1, 2});

  /** Hands out a - b and b. */
  private final Model model =
      new LoadedModel(
          "m",
          infos("a", "b"),
          infos("difference", "b"),
          List.of(),
          RemovedWork.NONE,
          in -> new float[][] {{in[0][0] - in[1][0], in[0][1] - in[1][1]}, in[1].clone()});

  @Test
  void inputsGoInByNameAndOutputsComeOutInOrder() {
    Tensor tens = Tensor.of(PAIR, new float[] {10, 20});

    Map<String, Tensor> out = model.run(Map.of("b", ONE_TWO, "a", tens));

    assertThat(out.keySet()).containsExactly("difference", "b");
    assertThat(out.get("difference").data()).containsExactly(9, 18);
    assertThat(out.get("difference").shape()).isEqualTo(PAIR);
  }

  @Test
  void anUnknownInputIsNamedBesideTheKnownOnes() {
    assertThatThrownBy(() -> model.run(Map.of("a", ONE_TWO, "c", ONE_TWO)))
        .isInstanceOfSatisfying(
            GossamerException.class, e -> assertThat(e.code()).isEqualTo("INPUT_NAME"))
        .hasMessage("Unknown input 'c', expected one of [a, b]");
  }

  @Test
  void aMissingInputIsNamed() {
    assertThatThrownBy(() -> model.run(Map.of("a", ONE_TWO)))
        .isInstanceOfSatisfying(
            GossamerException.class, e -> assertThat(e.code()).isEqualTo("INPUT_NAME"))
        .hasMessage("Missing input 'b', got [a]");
  }

  @Test
  void anotherShapeIsRefusedEvenWithAsManyElements() {
    Tensor turned = Tensor.of(Shape.of(2, 1), new float[] {1, 2});

    assertThatThrownBy(() -> model.run(Map.of("a", ONE_TWO, "b", turned)))
        .isInstanceOfSatisfying(
            GossamerException.class, e -> assertThat(e.code()).isEqualTo("INPUT_SHAPE"))
        .hasMessage("Input 'b' must have shape [1,2], got [2,1]");
  }

  @Test
  void aClosedModelSaysSo() {
    model.close();
    model.close();

    assertThatThrownBy(() -> model.run(Map.of("a", ONE_TWO, "b", ONE_TWO)))
        .isInstanceOfSatisfying(
            GossamerException.class, e -> assertThat(e.code()).isEqualTo("DISPOSED"))
        .hasMessage("Model 'm' was closed");
  }

  @Test
  void namesAreMadeUniqueWithoutTakingThoseOfOthers() {
    assertThat(names("x", "y")).containsExactly("x", "y");
    assertThat(names("x", "x", "x")).containsExactly("x", "x_2", "x_3");
    assertThat(names("x", "x", "x_2")).containsExactly("x", "x_3", "x_2");
    assertThat(names("", "", "in_0")).containsExactly("in_0_2", "in_1", "in_0");
  }

  private static List<String> names(String... names) {
    List<Value> values =
        IntStream.range(0, names.length)
            .mapToObj(i -> new Value(i, names[i], DataType.FLOAT32, PAIR))
            .toList();
    return LoadedModel.describe(values, "in").stream().map(TensorInfo::name).toList();
  }

  private static List<TensorInfo> infos(String... names) {
    return Stream.of(names).map(name -> new TensorInfo(name, PAIR, DataType.FLOAT32)).toList();
  }
}
