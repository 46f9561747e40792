package dev.gossamer.models.wasm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gossamer.CompileOptions;
import dev.gossamer.CompiledModule;
import dev.gossamer.Gossamer;
import dev.gossamer.GossamerException;
import dev.gossamer.Model;
import dev.gossamer.Tensor;
import dev.gossamer.graph.Activation;
import dev.gossamer.graph.Constant;
import dev.gossamer.graph.Graph;
import dev.gossamer.graph.Op;
import dev.gossamer.graph.Padding;
import dev.gossamer.graph.Shape;
import dev.gossamer.graph.Stride;
import dev.gossamer.graph.Value;
import dev.gossamer.tflite.TfliteWriter;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A compiled module behaves as any other model, whatever runs it. */
class GraalWasmHostTest {
  private static final Shape PAIR_OF_PIXELS = Shape.of(1, 1, 2, 2);

  /** relu(a + 2 b + 1) of the channels a and b of each pixel. */
  private static byte[] small() {
    Graph.Builder builder = Graph.builder("small");
    Value x = builder.input("x", PAIR_OF_PIXELS);
    Op conv = new Op.Conv2d(Stride.ONE, Stride.ONE, Padding.NONE, 1, Activation.RELU);
    Value weights =
        builder.constant("w", Constant.Floats.of(Shape.of(1, 1, 1, 2), new float[] {1, 2}));
    Value bias = builder.constant("b", Constant.Floats.of(Shape.of(1), new float[] {1}));
    return TfliteWriter.write(builder.output(builder.add("y", conv, x, weights, bias)).build());
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void runsAgainAndAgainOnNewInputs(boolean relaxed) {
    CompileOptions options = relaxed ? CompileOptions.SIMD.withRelaxedSimd() : CompileOptions.SIMD;
    try (Model model = Gossamer.load(small(), options, new GraalWasmHost())) {
      assertThat(run(model, 1, 2, 3, 4)).containsExactly(6, 12);
      assertThat(run(model, -1, -2, 0.5f, 0)).containsExactly(0, 1.5f);
      assertThat(model.explain()).extracting("name").containsExactly("y");
    }
  }

  @Test
  void modelsHaveMemoriesOfTheirOwn() {
    Model first = Gossamer.load(small(), CompileOptions.SIMD, new GraalWasmHost());
    Model second = Gossamer.load(small(), CompileOptions.SIMD, new GraalWasmHost());
    float[] result = run(first, 1, 2, 3, 4);
    run(second, 9, 9, 9, 9);
    first.close();
    first.close();

    assertThat(result).containsExactly(6, 12);
    assertThat(run(second, 0, 0, 1, 1)).containsExactly(1, 4);
    assertThatThrownBy(() -> run(first, 1, 2, 3, 4))
        .isInstanceOfSatisfying(
            GossamerException.class, e -> assertThat(e.code()).isEqualTo("DISPOSED"));
    second.close();
  }

  @Test
  void anInvalidModuleIsRefusedWithTheEnginesReason() {
    CompiledModule good = Gossamer.compile(small(), CompileOptions.SIMD);
    byte[] wasm = good.wasm().clone();
    wasm[4] = 7;
    CompiledModule bad =
        new CompiledModule(
            good.name(), wasm, good.weights(), good.manifest(), good.inputs(), good.outputs());
    assertThatThrownBy(() -> new GraalWasmHost().instantiate(bad))
        .isInstanceOfSatisfying(
            GossamerException.class, e -> assertThat(e.code()).isEqualTo("WASM"))
        .hasMessageContaining("GraalWasm refuses the module of 'small'")
        .hasMessageContaining("version");
  }

  private static float[] run(Model model, float... pixels) {
    return model.run(Map.of("x", Tensor.of(PAIR_OF_PIXELS, pixels))).get("y").data();
  }
}
