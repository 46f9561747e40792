package dev.gossamer.models.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gossamer.models.zoo.Zoo;
import dev.gossamer.testing.SharedData;
import dev.gossamer.testing.ZooFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompileCommandTest {
  private static final String SMALL = "face_detection_short_range";

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"--simd, SIMD", "--relaxed, relaxed SIMD", "--threads, SIMD and threads"})
  void aCompiledModelRunsAndGivesWhatTheInterpreterGives(String option, String told)
      throws IOException {
    ZooFiles.require(SMALL);
    Cli compiled = gossamer("compile", SMALL, option, "-o", file("face.wasm"));
    assertThat(compiled.exitCode()).as(compiled.err()).isZero();
    assertThat(compiled.out()).contains("face.wasm", "of " + told + ", from");
    assertThat(gossamer("inspect", file("face.wasm")).out()).contains(" for " + told + "\n");
    assertThat(gossamer("run", SMALL, "--seed", "3", "-o", file("a")).exitCode()).isZero();
    Cli run = gossamer("run", file("face.wasm"), "--seed", "3", "-o", file("b"));
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out()).contains("regressors", "classificators").endsWith("wasm backend\n");
    for (String output : new String[] {"out0.f32", "out1.f32"}) {
      float[] expected = floats(folder.resolve("a").resolve(output));
      float[] found = floats(folder.resolve("b").resolve(output));
      assertThat(found).hasSameSizeAs(expected);
      double largest = 0;
      for (float value : expected) {
        largest = Math.max(largest, Math.abs(value));
      }
      for (int i = 0; i < expected.length; i++) {
        assertThat((double) Math.abs(found[i] - expected[i])).isLessThan(2e-5 * largest + 1e-6);
      }
    }
  }

  @Test
  void aCompiledModelIsNotInterpreted() {
    ZooFiles.require(SMALL);
    gossamer("compile", SMALL, "-o", file("face.wasm"));
    Cli run =
        gossamer(
            "run", file("face.wasm"), "--seed", "3", "--backend", "portable", "-o", file("out"));
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("is a compiled module, which only wasm runs");
    assertThat(folder.resolve("out")).doesNotExist();
  }

  @Test
  void weightsRoundedToHalvesMakeTheModuleSmaller() throws IOException {
    String sparse = SharedData.require("models/hand_landmark_sparse.tflite").toString();
    assertThat(gossamer("compile", sparse, "-o", file("f32.wasm")).exitCode()).isZero();
    Cli rounded = gossamer("compile", sparse, "--weights", "f16", "-o", file("f16.wasm"));
    assertThat(rounded.exitCode()).as(rounded.err()).isZero();
    assertThat(Files.size(folder.resolve("f16.wasm")))
        .isLessThan(Files.size(folder.resolve("f32.wasm")) * 3 / 4 + 50_000);
    assertThat(gossamer("inspect", file("f16.wasm")).out()).contains("for SIMD\n");
  }

  @Test
  void inspectPrintsTheManifest() throws IOException {
    ZooFiles.require(SMALL);
    gossamer("compile", SMALL, "-o", file("face.wasm"));
    Cli text = gossamer("inspect", file("face.wasm"));
    assertThat(text.exitCode()).as(text.err()).isZero();
    assertThat(text.out())
        .contains("input   input  float32 [1,128,128,3]", "CONV_2D", "for SIMD", "bytes")
        // Of the names that TFLite joins, the first.
        .doesNotContain(";");
    Cli json = gossamer("inspect", file("face.wasm"), "--json");
    JsonNode manifest = new ObjectMapper().readTree(json.out()).get("manifest");
    assertThat(manifest.get("backend").textValue()).isEqualTo("simd");
    assertThat(manifest.get("name").textValue()).isEqualTo(SMALL);
    assertThat(manifest.get("inputs").get(0).get("shape").toString()).isEqualTo("[1,128,128,3]");
    assertThat(manifest.get("steps").size()).isGreaterThan(20);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0061736d01000000                 | it has no manifest",
        "0061736d02000000                 | no WebAssembly module of version 1",
        "0061736d0100000000ff             | ends too early",
        "0061736d010000000005             | Length of a section: expected at most 0, found 5",
        "0061736d0100000000ffffffffff01   | Length of a section: expected 5 bytes, found more",
        "0061736d01000000000a08676f7373616d65727b | Manifest is no JSON",
        "0061736d01000000000b08676f7373616d65727b7d | Field 'format': expected a number in 0..2147483647",
      })
  void whatIsNoCompiledModelIsRefused(String hex, String message) throws IOException {
    Path path = folder.resolve("bad.wasm");
    Files.write(path, HexFormat.of().parseHex(hex));
    for (String command : new String[] {"inspect", "run"}) {
      Cli cli =
          command.equals("run")
              ? gossamer("run", path.toString(), "--seed", "1", "-o", file("out"))
              : gossamer("inspect", path.toString());
      assertThat(cli.exitCode()).isEqualTo(1);
      assertThat(cli.err()).contains(message).doesNotContain("internal error");
    }
  }

  @Test
  void onlyWebAssemblyFilesAreWrittenAndNeverTheModelItself() throws IOException {
    ZooFiles.require(SMALL);
    Cli other = gossamer("compile", SMALL, "-o", file("short.tflite"));
    assertThat(other.exitCode()).isEqualTo(2);
    assertThat(other.err()).contains("--output: the file's name must end in .wasm");
    assertThat(gossamer("compile", SMALL, "-o", file("new/face.wasm")).exitCode()).isZero();
    Cli itself = gossamer("compile", file("new/face.wasm"), "-o", file("new/face.wasm"));
    assertThat(itself.exitCode()).isEqualTo(1);
    assertThat(itself.err()).contains("is the model itself");
    Cli again = gossamer("compile", file("new/face.wasm"), "-o", file("b.wasm"));
    assertThat(again.err()).contains("File is a compiled module, not a model");
  }

  /** Every prefix of a real one, and one with a byte changed here and there, is refused or runs. */
  @Test
  void aDamagedFileIsNeverAnInternalError() throws IOException {
    ZooFiles.require(SMALL);
    gossamer("compile", SMALL, "-o", file("face.wasm"));
    byte[] whole = Files.readAllBytes(folder.resolve("face.wasm"));
    Path damaged = folder.resolve("damaged.wasm");
    Random random = new Random(1);
    for (int i = 0; i < 60; i++) {
      byte[] bytes = Arrays.copyOf(whole, 4 + random.nextInt(whole.length - 4));
      if (i % 2 == 0) {
        bytes = whole.clone();
        bytes[whole.length - 1 - random.nextInt(12_000)] ^= (byte) (1 << random.nextInt(8));
      }
      Files.write(damaged, bytes);
      Cli cli = gossamer("inspect", damaged.toString());
      assertThat(cli.err()).doesNotContain("internal error");
      assertThat(cli.exitCode()).isIn(0, 1);
    }
  }

  private static float[] floats(Path file) throws IOException {
    FloatBuffer floats =
        ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    float[] array = new float[floats.remaining()];
    floats.get(array);
    return array;
  }

  private String file(String name) {
    return folder.resolve(name).toString();
  }

  private Cli gossamer(String... arguments) {
    return Cli.run(Zoo.standard(), arguments);
  }
}
