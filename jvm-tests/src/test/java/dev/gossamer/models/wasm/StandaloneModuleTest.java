package dev.gossamer.models.wasm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gossamer.CompileOptions;
import dev.gossamer.Gossamer;
import dev.gossamer.GossamerException;
import dev.gossamer.Model;
import dev.gossamer.ModelFormatException;
import dev.gossamer.Tensor;
import dev.gossamer.TensorInfo;
import dev.gossamer.graph.Graph;
import dev.gossamer.testing.Agreement;
import dev.gossamer.testing.GraalWasm;
import dev.gossamer.testing.NaiveReference;
import dev.gossamer.testing.OperatorCase;
import dev.gossamer.testing.OperatorCases;
import dev.gossamer.tflite.TfliteWriter;
import dev.gossamer.wasm.FunctionBuilder;
import dev.gossamer.wasm.FunctionType;
import dev.gossamer.wasm.MemoryType;
import dev.gossamer.wasm.ModuleBuilder;
import dev.gossamer.wasm.ValueType;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Self-contained modules compute what the graph means; foreign ones are refused in words. */
class StandaloneModuleTest {
  private static final FunctionType NOTHING = FunctionType.of();

  /** Every tenth, so that all families occur; in all four forms. */
  @TestFactory
  Stream<DynamicTest> operatorsAgreeWithTheirDefinition() {
    List<OperatorCase> all =
        OperatorCases.all().stream().filter(StandaloneModuleTest::isCompiled).toList();
    return Stream.iterate(0, i -> i < all.size(), i -> i + 10)
        .map(
            i ->
                DynamicTest.dynamicTest(
                    all.get(i).name(), () -> check(all.get(i), i % 20 == 0, i % 40 < 20)));
  }

  private static boolean isCompiled(OperatorCase given) {
    try {
      Gossamer.compile(TfliteWriter.write(given.graph()), CompileOptions.SIMD);
      return true;
    } catch (GossamerException | IllegalArgumentException refused) {
      return false;
    }
  }

  private static void check(OperatorCase given, boolean relaxed, boolean threads) {
    Graph graph = given.graph();
    CompileOptions options = relaxed ? CompileOptions.SIMD.withRelaxedSimd() : CompileOptions.SIMD;
    options = threads ? options.withThreads() : options;
    byte[] wasm = Gossamer.compileStandalone(TfliteWriter.write(graph), options);
    GraalWasm.validate(wasm);
    StandaloneModule module = StandaloneModule.read(wasm);
    assertThat(module.backend()).isEqualTo(relaxed ? "relaxed" : "simd");
    assertThat(module.threads()).isEqualTo(threads);
    assertThat(module.version()).isEqualTo(Gossamer.version());
    try (Model model = module.load()) {
      Map<String, Tensor> inputs = new LinkedHashMap<>();
      for (int i = 0; i < model.inputs().size(); i++) {
        TensorInfo info = model.inputs().get(i);
        inputs.put(info.name(), Tensor.of(info.shape(), given.inputs()[i]));
      }
      model.run(inputs);
      Map<String, Tensor> outputs = model.run(inputs);
      float[][] actual =
          model.outputs().stream()
              .map(info -> outputs.get(info.name()).data())
              .toArray(float[][]::new);
      assertThat(Agreement.difference(actual, NaiveReference.run(graph, given.inputs()))).isNull();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "no memory      | Export 'memory': expected a memory, found none",
        "a memory twice | Export 'run': expected a function",
        "no run         | Export 'run': expected a function, found none",
        "an import      | GraalWasm refuses the module of 'm'",
        "a huge memory  | GraalWasm refuses the module of 'm'",
        "a start trap   | GraalWasm refuses the module of 'm'",
        "an address     | End of 'x': expected at most 65536, found 65540",
      })
  void aForeignModuleIsRefused(String what, String message) {
    ModuleBuilder module = new ModuleBuilder();
    if (what.equals("an import")) {
      module.importFunction("env", "log", NOTHING);
    }
    module.memory(MemoryType.of(what.equals("a huge memory") ? 65536 : 1));
    if (!what.equals("no memory")) {
      module.exportMemory("memory");
    }
    if (what.equals("a memory twice")) {
      module.exportMemory("run");
    } else if (!what.equals("no run")) {
      var run = module.function("run", NOTHING, FunctionBuilder::unreachable);
      module.export("run", run);
      if (what.equals("a start trap")) {
        module.start(run);
      }
    }
    byte[] wasm = finish(module, what.equals("an address") ? 65536 : 0);
    assertThatThrownBy(() -> StandaloneModule.read(wasm).load())
        .isInstanceOf(GossamerException.class)
        .hasMessageContaining(message);
  }

  @Test
  void aModuleThatFailsWhileRunningSaysSo() {
    for (FunctionType type : List.of(NOTHING, FunctionType.of(ValueType.I32))) {
      ModuleBuilder module = new ModuleBuilder().memory(MemoryType.of(1)).exportMemory("memory");
      module.export("run", module.function("run", type, FunctionBuilder::unreachable));
      try (Model model = StandaloneModule.read(finish(module, 0)).load()) {
        Tensor one = Tensor.of(new int[] {1}, new float[] {1});
        assertThatThrownBy(() -> model.run(Map.of("x", one)))
            .isInstanceOfSatisfying(
                GossamerException.class, e -> assertThat(e.code()).isEqualTo("WASM"))
            .hasMessageContaining("The module failed while running");
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'{\"format\":3}'                                     | Format of the manifest: expected 1 or 2, found 3",
        "'[]'                                                 | Field 'format'",
        "'{\"format\":1}'                                     | Field 'name': expected a text, found missing",
        "'{\"format\":1,\"name\":\"m\",\"steps\":7}'          | Field 'steps': expected an array, found number",
        "'{\"format\":1,\"name\":\"m\",\"steps\":[],\"inputs\":[],\"outputs\":[],\"version\":\"1\",\"backend\":\"gpu\"}' | Field 'backend': expected relaxed or simd, found gpu",
      })
  void aManifestOfAnotherFormIsRefused(String manifest, String message) {
    byte[] wasm = new ModuleBuilder().custom("gossamer", utf8(manifest)).toBytes();
    assertThatThrownBy(() -> StandaloneModule.read(wasm))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[0]                | Shape of inputs",
        "[-3]               | Shape of inputs",
        "[65536,65536]      | Shape of inputs",
        "[2.5e99]           | Shape of inputs",
        "{}                 | Field 'shape': expected an array, found object",
      })
  void aShapeThatCannotBeIsRefused(String shape, String message) {
    byte[] wasm = finish(new ModuleBuilder(), 0, shape);
    assertThatThrownBy(() -> StandaloneModule.read(wasm))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining(message);
  }

  @Test
  void anAddressBetweenFloatsIsRefused() {
    byte[] wasm = finish(new ModuleBuilder(), 6);
    assertThatThrownBy(() -> StandaloneModule.read(wasm))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("Field 'address': expected a multiple of 4, found 6");
  }

  private static byte[] finish(ModuleBuilder module, int address) {
    return finish(module, address, "[1]");
  }

  private static byte[] finish(ModuleBuilder module, int address, String shape) {
    String manifest =
        "{\"format\":1,\"version\":\"1\",\"backend\":\"simd\",\"name\":\"m\",\"steps\":[],\"outputs\":[],"
            + "\"inputs\":[{\"name\":\"x\",\"shape\":"
            + shape
            + ",\"address\":"
            + address
            + "}]}";
    return module.custom("gossamer", utf8(manifest)).toBytes();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
