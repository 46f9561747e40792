package dev.gossamer.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class RegionTest {
  private static final float QUARTER = (float) (Math.PI / 2);

  @Test
  void cornersOfAnUprightRegion() {
    Region region = new Region(10, 20, 4, 6, 0);

    assertPoint(region.toPicture(0, 0), 8, 17);
    assertPoint(region.toPicture(1, 1), 12, 23);
    assertPoint(region.toPicture(0.5f, 0.5f), 10, 20);
  }

  @Test
  void aQuarterTurnIsClockwise() {
    Region region = new Region(10, 20, 4, 6, QUARTER);

    assertPoint(region.toPicture(0, 0), 13, 18);
    assertPoint(region.toPicture(1, 0.5f), 10, 22);
  }

  @Test
  void movesAlongItsOwnAxes() {
    Region moved = new Region(10, 20, 4, 6, QUARTER).shifted(0, -0.5f);

    assertPoint(new Point(moved.x(), moved.y()), 13, 20);
  }

  @Test
  void letterboxesToTheAspectOfTheInput() {
    Region wide = new Region(0, 0, 20, 10, 0);

    assertThat(wide.withAspectOf(192, 192)).isEqualTo(new Region(0, 0, 20, 20, 0));
    assertThat(wide.withAspectOf(256, 64)).isEqualTo(new Region(0, 0, 40, 10, 0));
    assertThat(wide.withAspectOf(2, 1)).isEqualTo(wide);
    assertThat(wide.squared().scaled(2)).isEqualTo(new Region(0, 0, 40, 40, 0));
  }

  @Test
  void rotationRaisesOrLevels() {
    Point origin = new Point(0, 0);

    assertThat(Region.rotationThatRaises(origin, new Point(0, -5))).isCloseTo(0, within(1e-6f));
    assertThat(Region.rotationThatRaises(origin, new Point(5, 0)))
        .isCloseTo(QUARTER, within(1e-6f));
    assertThat(Region.rotationThatRaises(origin, new Point(-5, 0)))
        .isCloseTo(-QUARTER, within(1e-6f));
    assertThat(Region.rotationThatLevels(origin, new Point(5, 0))).isCloseTo(0, within(1e-6f));
    assertThat(Region.rotationThatLevels(origin, new Point(3, 3)))
        .isCloseTo(QUARTER / 2, within(1e-6f));
  }

  @Test
  void surroundsPointsInItsOwnAxes() {
    float eighth = QUARTER / 2;
    Region drawn = new Region(50, 60, 30, 10, eighth);
    List<Point> corners =
        List.of(
            drawn.toPicture(0, 0),
            drawn.toPicture(1, 0),
            drawn.toPicture(0.3f, 1),
            drawn.toPicture(0.4f, 0.5f));

    Region found = Region.around(corners, eighth);

    assertPoint(new Point(found.x(), found.y()), 50, 60);
    assertPoint(new Point(found.width(), found.height()), 30, 10);
  }

  @Test
  void onlyFiniteRegionsOfAPixelOrMoreAreUsable() {
    assertThat(new Region(1, 1, 1, 1, 0).isUsable()).isTrue();
    assertThat(new Region(Float.NaN, 1, 1, 1, 0).isUsable()).isFalse();
    assertThat(new Region(1, 1, Float.POSITIVE_INFINITY, 1, 0).isUsable()).isFalse();
    assertThat(new Region(1, 1, 5, 0.5f, 0).isUsable()).isFalse();
    assertThat(new Region(1, 1, 5, 5, Float.NaN).isUsable()).isFalse();
  }

  private static void assertPoint(Point found, float x, float y) {
    assertThat(found.x()).isCloseTo(x, within(1e-4f));
    assertThat(found.y()).isCloseTo(y, within(1e-4f));
  }
}
