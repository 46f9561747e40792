package dev.gossamer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gossamer.models.zoo.Zoo;
import dev.gossamer.models.zoo.ZooEntry;
import dev.gossamer.testing.GraalWasm;
import dev.gossamer.testing.ZooFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every known model compiles: valid, small, with a kernel and a reason for every step. */
class ZooModulesTest {
  private static final int MAX_BYTES = 150_000;

  static Stream<String> models() {
    return Zoo.standard().entries().stream()
        .filter(ZooEntry.ZooModel.class::isInstance)
        .map(ZooEntry::name);
  }

  @ParameterizedTest
  @MethodSource("models")
  void compilesToASmallModule(String name) throws IOException {
    byte[] bytes = Files.readAllBytes(ZooFiles.require(name));
    CompiledModule simd = Gossamer.compile(bytes, CompileOptions.SIMD);
    CompiledModule relaxed = Gossamer.compile(bytes, CompileOptions.SIMD.withRelaxedSimd());

    GraalWasm.validate(simd.wasm());
    GraalWasm.validate(relaxed.wasm());
    assertThat(relaxed.wasm().length).isLessThan(MAX_BYTES);
    assertThat(simd.wasm().length).isLessThan(MAX_BYTES);
    // A fused multiply-add is one instruction instead of two.
    assertThat(relaxed.wasm().length).isLessThan(simd.wasm().length);
    assertThat(relaxed.image()).isEqualTo(simd.image());
    JsonNode manifest = new ObjectMapper().readTree(relaxed.manifest());
    assertThat(manifest.get("imageBytes").asInt()).isEqualTo(relaxed.image().length);
    assertThat(manifest.get("steps")).isNotEmpty();
    for (JsonNode step : manifest.get("steps")) {
      assertThat(step.get("kernel").asText()).as("kernel of %s", step).isNotEmpty();
      assertThat(step.get("reason").asText()).as("reason of %s", step).isNotEmpty();
    }
  }
}
