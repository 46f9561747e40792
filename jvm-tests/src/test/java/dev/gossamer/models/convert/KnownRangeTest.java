package dev.gossamer.models.convert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossamer.format.GossInfo;
import dev.gossamer.format.GossInfo.InputRange;
import dev.gossamer.models.nets.MobileNets;
import dev.gossamer.testing.ZooFiles;
import dev.gossamer.tflite.TfliteWriter;
import dev.gossamer.tflite.WriteOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

class KnownRangeTest {

  @Test
  void aGossFileTells() {
    GossInfo info = new GossInfo("test", "", "", List.of(new InputRange(-1, 1)));
    byte[] file = ModelKind.GOSS.write(MobileNets.v1(0, 1, 1), WriteOptions.DEFAULT, info);

    assertThat(KnownRange.of(file)).contains(new InputRange(-1, 1));
  }

  @Test
  void theZooKnowsItsFilesByTheirContent() throws IOException {
    byte[] faces = Files.readAllBytes(ZooFiles.require("face_detection_short_range"));
    byte[] palms = Files.readAllBytes(ZooFiles.require("palm_detection_lite"));

    assertThat(KnownRange.of(faces)).contains(new InputRange(-1, 1));
    assertThat(KnownRange.of(palms)).contains(new InputRange(0, 1));
  }

  @Test
  void ofOtherFilesNothingIsKnown() {
    assertThat(KnownRange.of(TfliteWriter.write(MobileNets.v1(0, 1, 1)))).isEmpty();
  }
}
