package dev.gossamer.models.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gossamer.TensorInfo;
import dev.gossamer.graph.DataType;
import dev.gossamer.graph.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InputFilesTest {
  private static final TensorInfo LEFT = new TensorInfo("left", Shape.of(1, 2), DataType.FLOAT32);
  private static final TensorInfo RIGHT = new TensorInfo("right", Shape.of(3), DataType.FLOAT32);

  @TempDir Path folder;
  private String two;
  private String three;

  @BeforeEach
  void writeFiles() throws IOException {
    two = folder.resolve("two.f32").toString();
    three = folder.resolve("three.f32").toString();
    FloatFile.write(Path.of(two), new float[] {1, -2.5f});
    FloatFile.write(Path.of(three), new float[] {3, 4, Float.NaN});
  }

  @Test
  void filesAreMatchedByName() {
    var tensors = InputFiles.read(List.of("right=" + three, "left=" + two), List.of(LEFT, RIGHT));
    assertThat(tensors.get("left").data()).containsExactly(1, -2.5f);
    assertThat(tensors.get("right").data()).containsExactly(3, 4, Float.NaN);
    assertThat(tensors.get("left").shape()).isEqualTo(LEFT.shape());
  }

  @Test
  void nameMayBeLeftOutOnlyForASingleInput() {
    assertThat(InputFiles.read(List.of(two), List.of(LEFT))).containsOnlyKeys("left");
    assertThatThrownBy(() -> InputFiles.read(List.of(two, three), List.of(LEFT, RIGHT)))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("NAME=FILE")
        .hasMessageContaining("'left', 'right'");
  }

  @Test
  void fileNameMayHoldAnEqualsSign() throws IOException {
    Path odd = folder.resolve("a=b.f32");
    FloatFile.write(odd, new float[2]);
    assertThat(InputFiles.read(List.of(odd.toString()), List.of(LEFT))).containsOnlyKeys("left");
  }

  @Test
  void missingAndDoubledInputsAreNamed() {
    assertThatThrownBy(() -> InputFiles.read(List.of("left=" + two), List.of(LEFT, RIGHT)))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("input 'right' is missing");
    assertThatThrownBy(() -> InputFiles.read(List.of(two, "left=" + two), List.of(LEFT)))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("input 'left' is given twice");
  }
}
