package dev.gossamer.finetune.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gossamer.models.zoo.ProgressListener;
import dev.gossamer.models.zoo.Zoo;
import dev.gossamer.models.zoo.ZooException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.joml.Vector3d;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class HandRendererTest {
  private static Path file;
  private static HandMesh mesh;

  @TempDir Path folder;

  @BeforeAll
  static void readMesh() throws IOException {
    try {
      file = Zoo.standard().fetch("generic-hand", ProgressListener.NONE);
    } catch (ZooException missing) {
      Assumptions.abort("cannot be had here: " + missing.getMessage());
    }
    mesh = HandMesh.read(file);
  }

  @Test
  void theForearmClosesTheEdgeThatTheCutWristLeaves() {
    Map<Long, Integer> edges = new HashMap<>();
    for (int i = 0; i < mesh.triangles().length; i++) {
      int from = mesh.triangles()[i];
      int to = mesh.triangles()[i % 3 == 2 ? i - 2 : i + 1];
      edges.merge((long) Math.min(from, to) << 32 | Math.max(from, to), 1, Integer::sum);
    }
    double furthest = 0;
    for (float along : mesh.along()) {
      furthest = Math.max(furthest, along);
    }
    assertThat(furthest).isCloseTo(0.22, within(1e-6));
    for (Map.Entry<Long, Integer> edge : edges.entrySet()) {
      if (edge.getValue() == 1) {
        assertThat(mesh.along()[(int) (edge.getKey() >> 32)])
            .as("the only open edge is at the elbow")
            .isCloseTo((float) furthest, within(1e-6f));
      }
    }
  }

  @Test
  void weightsOfAVertexAddUpToOne() {
    for (int vertex = 0; vertex < mesh.vertices(); vertex++) {
      float sum = 0;
      for (int k = 0; k < HandMesh.INFLUENCES; k++) {
        sum += mesh.weights()[vertex * HandMesh.INFLUENCES + k];
      }
      assertThat(sum).isCloseTo(1, within(0.01f));
    }
  }

  @Test
  void thePoseOfTheMeshLeavesEveryVertexWhereItIs() {
    Vector3d[] vertices = HandRig.vertices(mesh, still());
    for (int i = 0; i < vertices.length; i++) {
      assertThat(vertices[i].distance(mesh.positions()[i])).isLessThan(2e-4);
    }
  }

  @Test
  void aBentIndexFingerMovesTowardsThePalmAndNothingElseMoves() {
    HandPose pose = still();
    pose.angles()[Joint.INDEX_FINGER_PHALANX_PROXIMAL.ordinal()].x = -1;
    Vector3d[] before = HandRig.vertices(mesh, still());
    Vector3d[] vertices = HandRig.vertices(mesh, pose);
    Vector3d tip = tip(Joint.INDEX_FINGER_TIP);
    Vector3d other = tip(Joint.PINKY_FINGER_TIP);
    Vector3d outOfTheBack = mesh.bind()[Joint.WRIST.ordinal()].getColumn(1, new Vector3d());

    int moved = nearest(tip);
    assertThat(vertices[moved].sub(before[moved], new Vector3d()).dot(outOfTheBack))
        .isLessThan(-0.03);
    int still = nearest(other);
    assertThat(vertices[still].distance(before[still])).isLessThan(1e-6);
  }

  @Test
  void longerBonesMoveTheTipAndThickerOnesWidenFingers() {
    HandPose longer = still();
    longer.lengths()[Joint.MIDDLE_FINGER_PHALANX_PROXIMAL.ordinal()] = 1.5;
    int tip = nearest(tip(Joint.MIDDLE_FINGER_TIP));
    double moved = HandRig.vertices(mesh, longer)[tip].distance(mesh.positions()[tip]);
    Vector3d near = tip(Joint.MIDDLE_FINGER_PHALANX_PROXIMAL);
    Vector3d far = tip(Joint.MIDDLE_FINGER_PHALANX_INTERMEDIATE);
    assertThat(moved).isCloseTo(0.5 * near.distance(far), within(0.002));
  }

  @Test
  void normalsOfTheMeshPointOutwards() {
    Vector3d[] normals = HandRig.normals(mesh.positions(), mesh.triangles());
    Vector3d outOfTheBack = mesh.bind()[Joint.WRIST.ordinal()].getColumn(1, new Vector3d());
    Vector3d palm = tip(Joint.MIDDLE_FINGER_METACARPAL);
    int back = nearest(new Vector3d(palm).fma(0.03, outOfTheBack));
    int front = nearest(new Vector3d(palm).fma(-0.03, outOfTheBack));
    assertThat(normals[back].dot(outOfTheBack)).isGreaterThan(0.3);
    assertThat(normals[front].dot(outOfTheBack)).isLessThan(-0.3);
  }

  @Test
  void theSameSeedGivesTheSamePictureAndAnotherAnother() {
    int[] first = pixels(new HandRenderer(mesh, List.of(), 64, 1).picture(3));
    assertThat(pixels(new HandRenderer(mesh, List.of(), 64, 1).picture(3))).isEqualTo(first);
    assertThat(pixels(new HandRenderer(mesh, List.of(), 64, 1).picture(4))).isNotEqualTo(first);
    assertThat(pixels(new HandRenderer(mesh, List.of(), 64, 2).picture(3))).isNotEqualTo(first);
  }

  @Test
  void theCommandWritesAsManyPicturesAsAskedFor() throws IOException {
    Run run = run(file.toString(), "--count", "3", "-o", folder.resolve("new/hands").toString());

    assertThat(run.exitCode()).as(run.text()).isZero();
    assertThat(run.text()).contains("wrote 3 pictures");
    try (var written = Files.list(folder.resolve("new/hands"))) {
      assertThat(written.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder("00000.png", "00001.png", "00002.png");
    }
  }

  @Test
  void whatIsNoMeshIsSaid() throws IOException {
    Path broken = Files.writeString(folder.resolve("broken.glb"), "not a mesh");
    String output = folder.resolve("out").toString();

    assertThat(run(broken.toString(), "-o", output).text()).contains("is not a glTF 2.0 file");
    assertThat(run("absent.glb", "-o", output).text()).contains("no such file");
    assertThat(run("generic-hnd", "-o", output).text()).contains("generic-hand");
    assertThat(run("--count", "0", "-o", output).text()).contains("--count must be at least 1");
    assertThatThrownBy(() -> HandMesh.read(broken)).isInstanceOf(IOException.class);
  }

  private record Run(int exitCode, String text) {}

  private static Run run(String... arguments) {
    StringWriter text = new StringWriter();
    CommandLine program = dev.gossamer.finetune.Main.program();
    program.setOut(new PrintWriter(text, true)).setErr(new PrintWriter(text, true));
    String[] all = new String[arguments.length + 1];
    all[0] = "hands";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return new Run(program.execute(all), text.toString());
  }

  private static HandPose still() {
    Vector3d[] angles = new Vector3d[Joint.values().length];
    double[] lengths = new double[angles.length];
    Arrays.setAll(angles, i -> new Vector3d());
    Arrays.fill(lengths, 1);
    return new HandPose(angles, lengths, 1);
  }

  private static Vector3d tip(Joint joint) {
    return mesh.bind()[joint.ordinal()].getTranslation(new Vector3d());
  }

  private static int nearest(Vector3d place) {
    int nearest = 0;
    for (int i = 1; i < mesh.vertices(); i++) {
      if (mesh.along()[i] == 0
          && mesh.positions()[i].distance(place) < mesh.positions()[nearest].distance(place)) {
        nearest = i;
      }
    }
    return nearest;
  }

  private static int[] pixels(BufferedImage image) {
    return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
  }

  @Test
  void posesBendFingersTowardsThePalmAndHardlyBack() {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 1000; i++) {
      HandPose pose = HandPose.random(random);
      for (Joint joint : Joint.values()) {
        if (joint.isKnuckle()) {
          assertThat(pose.angles()[joint.ordinal()].x).isBetween(-2.2, 0.75);
        }
      }
      assertThat(pose.thickness()).isBetween(0.5, 2.0);
    }
  }
}
