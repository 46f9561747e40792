package dev.gossamer.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;

class SharedDataTest {
  @Test
  void absentFileSkipsTheTestAndNamesTheFile() {
    assertThat(SharedData.has("no/such.tflite")).isFalse();
    assertThatThrownBy(() -> SharedData.require("no/such.tflite"))
        .isInstanceOf(TestAbortedException.class)
        .hasMessageContaining("no/such.tflite")
        .hasMessageContaining("GOSSAMER_SHARED");
  }

  @Test
  void projectRootHoldsTheModules() {
    assertThat(ProjectFolders.root().resolve("core-engine/pom.xml")).exists();
  }
}
