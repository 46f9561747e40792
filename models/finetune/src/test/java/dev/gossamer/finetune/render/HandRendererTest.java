package dev.gossamer.finetune.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gossamer.models.pictures.Picture;
import dev.gossamer.models.zoo.ProgressListener;
import dev.gossamer.models.zoo.Zoo;
import dev.gossamer.models.zoo.ZooException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.joml.Vector3d;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class HandRendererTest {
  private static HandMesh mesh;

  @BeforeAll
  static void readMesh() throws IOException {
    try {
      Path file = Zoo.standard().fetch("generic-hand", ProgressListener.NONE);
      mesh = HandMesh.read(file);
    } catch (ZooException missing) {
      Assumptions.abort("cannot be had here: " + missing.getMessage());
    }
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
  void longerBonesMoveTheTip() {
    HandPose longer = still();
    longer.lengths()[Joint.MIDDLE_FINGER_PHALANX_PROXIMAL.ordinal()] = 1.5;
    int tip = nearest(tip(Joint.MIDDLE_FINGER_TIP));
    double moved = HandRig.vertices(mesh, longer)[tip].distance(mesh.positions()[tip]);
    Vector3d near = tip(Joint.MIDDLE_FINGER_PHALANX_PROXIMAL);
    Vector3d far = tip(Joint.MIDDLE_FINGER_PHALANX_INTERMEDIATE);
    assertThat(moved).isCloseTo(0.5 * near.distance(far), within(0.002));
  }

  @Test
  void thickerBonesWidenFingersAndLeaveThemAsLong() {
    HandPose thick = new HandPose(still().angles(), still().lengths(), 1.5);
    Vector3d[] vertices = HandRig.vertices(mesh, thick);
    Joint joint = Joint.MIDDLE_FINGER_PHALANX_INTERMEDIATE;
    Vector3d axis = mesh.bind()[joint.ordinal()].getColumn(2, new Vector3d());
    Vector3d middle = tip(joint).fma(-0.01, axis);
    int skin = nearest(new Vector3d(middle).fma(0.01, across(joint)));
    double before = fromAxis(mesh.positions()[skin], middle, axis);
    assertThat(fromAxis(vertices[skin], middle, axis)).isCloseTo(1.5 * before, within(0.001));
    double along = vertices[skin].sub(mesh.positions()[skin], new Vector3d()).dot(axis);
    assertThat(along).isCloseTo(0, within(0.001));
  }

  private static Vector3d across(Joint joint) {
    return mesh.bind()[joint.ordinal()].getColumn(0, new Vector3d());
  }

  private static double fromAxis(Vector3d point, Vector3d on, Vector3d axis) {
    Vector3d apart = point.sub(on, new Vector3d());
    return apart.fma(-apart.dot(axis), axis).length();
  }

  /** Landmarks are found in nine of ten; here it is enough that something of a hand is there. */
  @Test
  void theHandIsWithinThePicture() {
    HandRenderer renderer = new HandRenderer(mesh, List.of(white()), 64, 1);
    int inFrontOfPictures = 0;
    for (int i = 0; i < 20; i++) {
      int[] pixels = pixels(renderer.picture(i));
      long others = Arrays.stream(pixels).filter(rgb -> (rgb & 0xffffff) != 0xffffff).count();
      if (others < pixels.length) {
        inFrontOfPictures++;
        assertThat((double) others / pixels.length).isBetween(0.03, 0.8);
      }
    }
    assertThat(inFrontOfPictures).as("three of four").isBetween(10, 19);
  }

  private static Picture white() {
    int[] rgb = new int[100 * 100];
    Arrays.fill(rgb, 0xffffff);
    return new Picture("white", 100, 100, rgb);
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
}
