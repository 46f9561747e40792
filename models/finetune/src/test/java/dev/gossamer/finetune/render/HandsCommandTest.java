package dev.gossamer.finetune.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossamer.finetune.Main;
import dev.gossamer.models.zoo.ProgressListener;
import dev.gossamer.models.zoo.Zoo;
import dev.gossamer.models.zoo.ZooException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class HandsCommandTest {
  @TempDir Path folder;

  @Test
  void theCommandWritesAsManyPicturesAsAskedFor() throws IOException {
    Run run = run(mesh().toString(), "--count", "3", "-o", folder.resolve("new/hands").toString());

    assertThat(run.exitCode()).as(run.text()).isZero();
    assertThat(run.text()).contains("wrote 3 pictures");
    try (var written = Files.list(folder.resolve("new/hands"))) {
      assertThat(written.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder("00000.png", "00001.png", "00002.png");
    }
  }

  @Test
  void backgroundsThatAreNoneAreSaid() throws IOException {
    String empty = Files.createDirectories(folder.resolve("empty")).toString();
    Run run = run(mesh().toString(), "--backgrounds", empty, "-o", folder.resolve("o").toString());
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.text()).contains("no pictures found: give other folders with --backgrounds");
  }

  @Test
  void whatIsNoMeshIsSaid() throws IOException {
    Path broken = Files.writeString(folder.resolve("broken.glb"), "not a mesh");
    fails(1, "is not a glTF 2.0 file", broken.toString());
    fails(1, "no such file", "absent.glb");
    fails(1, "no such file", "some/generic-hand");
    fails(1, "did you mean generic-hand?", "generic-hnd");
    fails(1, "hand_landmark_full is not a mesh", "hand_landmark_full");
    fails(2, "--count must be at least 1", "--count", "0");
  }

  /** A mesh is not trusted: it must not make us read what it names. */
  @Test
  void filesThatAMeshNamesAreNotRead() throws IOException {
    String json =
        "{\"asset\":{\"version\":\"2.0\"},\"buffers\":[{\"byteLength\":4,\"uri\":\"other.bin\"}]}  ";
    Files.write(folder.resolve("other.bin"), new byte[4]);
    byte[] text = json.substring(0, json.length() / 4 * 4).getBytes(StandardCharsets.UTF_8);
    ByteBuffer glb = ByteBuffer.allocate(20 + text.length).order(ByteOrder.LITTLE_ENDIAN);
    glb.putInt(0x46546C67).putInt(2).putInt(20 + text.length);
    glb.putInt(text.length).putInt(0x4E4F534A).put(text);
    Path file = Files.write(folder.resolve("names.glb"), glb.array());

    fails(1, "names.glb", file.toString());
  }

  private void fails(int exitCode, String message, String... arguments) {
    String[] all = Arrays.copyOf(arguments, arguments.length + 2);
    all[arguments.length] = "-o";
    all[arguments.length + 1] = folder.resolve("out").toString();
    Run run = run(all);
    assertThat(run.text()).contains(message).doesNotContain("\tat ");
    assertThat(run.exitCode()).isEqualTo(exitCode);
  }

  private static Path mesh() {
    try {
      return Zoo.standard().fetch("generic-hand", ProgressListener.NONE);
    } catch (ZooException missing) {
      Assumptions.abort("cannot be had here: " + missing.getMessage());
      throw missing;
    }
  }

  private record Run(int exitCode, String text) {}

  private static Run run(String... arguments) {
    StringWriter text = new StringWriter();
    CommandLine program = Main.program();
    program.setOut(new PrintWriter(text, true)).setErr(new PrintWriter(text, true));
    String[] all = new String[arguments.length + 1];
    all[0] = "hands";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return new Run(program.execute(all), text.toString());
  }
}
