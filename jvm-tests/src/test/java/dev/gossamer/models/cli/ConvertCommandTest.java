package dev.gossamer.models.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossamer.Gossamer;
import dev.gossamer.Model;
import dev.gossamer.SeededInput;
import dev.gossamer.Tensor;
import dev.gossamer.format.GossFile;
import dev.gossamer.format.GossInfo.InputRange;
import dev.gossamer.format.GossReader;
import dev.gossamer.graph.Graph;
import dev.gossamer.models.zoo.FileHash;
import dev.gossamer.models.zoo.Zoo;
import dev.gossamer.testing.Agreement;
import dev.gossamer.testing.GraphEquality;
import dev.gossamer.testing.ZooFiles;
import dev.gossamer.tflite.TfliteReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConvertCommandTest {
  private static final String SMALL = "face_detection_short_range";
  private static final String SPARSE = "face_detection_full_range_sparse";

  @TempDir Path folder;

  @Test
  void thereAndBackIsTheSameModel() throws IOException {
    byte[] before = Files.readAllBytes(ZooFiles.require(SPARSE));
    Path goss = folder.resolve("new/face.goss");
    Path tflite = folder.resolve("face.tflite");

    Cli there = convert(SPARSE, "-o", goss.toString());
    Cli back = convert(goss.toString(), "-o", tflite.toString());

    assertThat(there.exitCode()).as(there.err()).isZero();
    assertThat(back.exitCode()).as(back.err()).isZero();
    Graph graph = TfliteReader.read(before);
    GossFile read = GossReader.readFile(Files.readAllBytes(goss));
    assertThat(GraphEquality.difference(graph, read.graph())).isNull();
    assertThat(GraphEquality.difference(graph, TfliteReader.read(Files.readAllBytes(tflite))))
        .isNull();
    assertThat(read.info().sourceSha256()).isEqualTo(FileHash.sha256(before));
    assertThat(read.info().inputRanges()).containsExactly(new InputRange(-1, 1));
    assertThat(read.info().producer()).startsWith("Gossamer ");
    assertThat(Files.size(goss)).isLessThan(before.length * 8L / 10);
    assertThat(there.out())
        .contains("csr -> csr, bitmap")
        .contains("file       680,736 -> " + Quantities.count(Files.size(goss)) + " bytes (")
        .contains("written    " + goss);
  }

  @Test
  void aGossFileLoadsRunsAndIsInspected() throws IOException {
    Path model = ZooFiles.require(SMALL);
    Path goss = folder.resolve("face.goss");
    assertThat(convert(SMALL, "-o", goss.toString(), "--recipe", "none").exitCode()).isZero();

    Map<String, Tensor> expected = run(model);
    Map<String, Tensor> actual = run(goss);
    assertThat(actual.keySet()).isEqualTo(expected.keySet());
    expected.forEach(
        (name, tensor) -> assertThat(actual.get(name).data()).as(name).isEqualTo(tensor.data()));

    Cli inspected = Cli.run(Zoo.standard(), "inspect", goss.toString());
    assertThat(inspected.exitCode()).as(inspected.err()).isZero();
    assertThat(inspected.out())
        .contains("format  .goss 1.0, written by Gossamer ")
        .contains("range   [-1.0, 1.0]")
        .contains("recipe  none")
        .contains("stored     ");
    Cli json = Cli.run(Zoo.standard(), "inspect", goss.toString(), "--json");
    assertThat(json.out()).contains("\"majorVersion\" : 1").contains("\"sections\" : [");
    Cli ran =
        Cli.run(Zoo.standard(), "run", goss.toString(), "--seed", "1", "-o", folder.toString());
    assertThat(ran.exitCode()).as(ran.err()).isZero();
  }

  private static Map<String, Tensor> run(Path file) {
    try (Model model = Gossamer.load(file)) {
      Tensor input = SeededInput.tensor(7, model.inputs().get(0).shape());
      return model.run(Map.of(model.inputs().get(0).name(), input));
    }
  }

  @Test
  void weightsAndSparsityAreChosen() throws IOException {
    Path model = ZooFiles.require(SPARSE);
    Path wide = folder.resolve("wide.goss");
    Path dense = folder.resolve("dense.tflite");

    assertThat(
            convert(SPARSE, "-o", wide.toString(), "--weights", "F32", "--sparse", "auto")
                .exitCode())
        .isZero();
    Cli off = convert(SPARSE, "-o", dense.toString(), "--sparse", "off");

    assertThat(GossReader.readFile(Files.readAllBytes(wide)).info().recipe())
        .isEqualTo("weights f32, sparse auto");
    assertThat(Files.size(wide)).isGreaterThan(Files.size(model));
    assertThat(off.out()).contains("csr -> dense");
    assertThat(Files.size(dense)).isGreaterThan(1_000_000);
    float[] expected = run(model).values().iterator().next().data();
    assertThat(run(wide).values().iterator().next().data()).isEqualTo(expected);
    // Zeros are added, too, so sums round differently.
    double[] wanted = new double[expected.length];
    for (int i = 0; i < wanted.length; i++) {
      wanted[i] = expected[i];
    }
    float[] actual = run(dense).values().iterator().next().data();
    assertThat(Agreement.difference(actual, wanted, Agreement.tolerance(wanted))).isNull();
  }

  @Test
  void whatCannotBeDoneIsSaidInALine() throws IOException {
    Path model = ZooFiles.require(SMALL);
    Path copy = Files.copy(model, folder.resolve("copy.tflite"));

    Cli kind = convert(SMALL, "-o", folder.resolve("face.onnx").toString());
    assertThat(kind.exitCode()).isEqualTo(2);
    assertThat(kind.err()).contains("must end in .goss or .tflite");

    Cli itself = convert(copy.toString(), "-o", copy.toString());
    assertThat(itself.exitCode()).isEqualTo(1);
    assertThat(itself.err()).contains("is the model itself");
    assertThat(Files.size(copy)).isEqualTo(Files.size(model));

    Cli range = convert(SMALL, "-o", folder.resolve("f.goss").toString(), "--input-range", "1,0");
    assertThat(range.exitCode()).isEqualTo(2);
    assertThat(range.err()).contains("the lower first");
    Cli infinite =
        convert(SMALL, "-o", folder.resolve("f.goss").toString(), "--input-range=-Infinity,1");
    assertThat(infinite.exitCode()).isEqualTo(2);
    assertThat(infinite.err()).contains("two finite numbers");

    Cli type = convert(SMALL, "-o", folder.resolve("f.goss").toString(), "--weights", "f8");
    assertThat(type.exitCode()).isEqualTo(2);
    assertThat(type.err()).contains("'--weights': expected 'f32' or 'f16', got 'f8'");

    for (String lost : new String[] {"--recipe=mine", "--input-range=0,1"}) {
      Cli notKept = convert(SMALL, "-o", folder.resolve("f.tflite").toString(), lost);
      assertThat(notKept.exitCode()).isEqualTo(2);
      assertThat(notKept.err()).contains("is kept in .goss files only");
    }

    Path broken = folder.resolve("broken.goss");
    Files.writeString(broken, "....GOSS and then nonsense");
    Cli damaged = convert(broken.toString(), "-o", folder.resolve("b.tflite").toString());
    assertThat(damaged.exitCode()).isEqualTo(1);
    assertThat(damaged.errLines()).hasSize(1);
    assertThat(damaged.err()).contains("GossModel");
  }

  private static Cli convert(String... arguments) {
    String[] line = new String[arguments.length + 1];
    line[0] = "convert";
    System.arraycopy(arguments, 0, line, 1, arguments.length);
    return Cli.run(Zoo.standard(), line);
  }
}
