package dev.gossamer.finetune.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.joml.Vector3d;
import org.junit.jupiter.api.Test;

class RasterTest {
  @Test
  void aPixelIsOfTheTriangleInFrontWhateverTheOrder() {
    Vector3d[] vertices = {
      new Vector3d(0, 0, 1), new Vector3d(8, 0, 1), new Vector3d(0, 8, 1),
      new Vector3d(0, 0, 2), new Vector3d(4, 0, 2), new Vector3d(0, 4, 2)
    };
    Raster farFirst = new Raster(8, 8, vertices, new int[] {0, 1, 2, 3, 4, 5});
    Raster nearFirst = new Raster(8, 8, vertices, new int[] {3, 4, 5, 0, 1, 2});

    assertThat(farFirst.corner[0]).isEqualTo(3);
    assertThat(nearFirst.corner[0]).isZero();
    assertThat(farFirst.depth[0]).isEqualTo(nearFirst.depth[0]).isEqualTo(2);
    assertThat(farFirst.corner[5]).as("beside the near one").isZero();
    assertThat(farFirst.corner[63]).as("outside both").isEqualTo(Raster.NONE);
  }

  @Test
  void bothSidesOfATriangleAreSeenWithTheWeightsOfItsCorners() {
    Vector3d[] vertices = {new Vector3d(0, 0, 1), new Vector3d(10, 0, 2), new Vector3d(0, 10, 3)};
    for (int[] order : new int[][] {{0, 1, 2}, {0, 2, 1}}) {
      Raster raster = new Raster(10, 10, vertices, order);
      int at = 2 * 10 + 3;
      double third = 1 - raster.first[at] - raster.second[at];
      double x =
          raster.first[at] * vertices[order[0]].x
              + raster.second[at] * vertices[order[1]].x
              + third * vertices[order[2]].x;
      assertThat(x).isCloseTo(3.5, within(1e-5));
      // z = 1 + x / 10 + 2 y / 10
      assertThat(raster.depth[at]).isCloseTo(1 + 0.35f + 0.5f, within(1e-5f));
    }
  }

  @Test
  void trianglesBesideThePictureAndFlatOnesLeaveNothing() {
    Vector3d[] vertices = {
      new Vector3d(-9, -9, 1), new Vector3d(-1, -9, 1), new Vector3d(-9, -1, 1),
      new Vector3d(1, 1, 1), new Vector3d(2, 2, 1), new Vector3d(3, 3, 1)
    };
    Raster raster = new Raster(4, 4, vertices, new int[] {0, 1, 2, 3, 4, 5});
    assertThat(raster.corner).containsOnly(Raster.NONE);
  }
}
