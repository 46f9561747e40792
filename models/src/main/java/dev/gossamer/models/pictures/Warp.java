package dev.gossamer.models.pictures;

/**
 * The perspective map from the unit square (0 to 1 from the left top) onto four corners in a
 * picture; with a parallelogram for corners it is affine.
 *
 * <p>After Heckbert, Fundamentals of Texture Mapping and Image Warping, 1989, section 2.2.3.
 */
public final class Warp {
  private final double a;
  private final double b;
  private final double c;
  private final double d;
  private final double e;
  private final double f;
  private final double g;
  private final double h;

  /**
   * @param corners x and y of the left top, right top, right bottom and left bottom, in pixels
   */
  public Warp(double[] corners) {
    double x0 = corners[0];
    double y0 = corners[1];
    double dx1 = corners[2] - corners[4];
    double dy1 = corners[3] - corners[5];
    double dx2 = corners[6] - corners[4];
    double dy2 = corners[7] - corners[5];
    double sx = x0 - corners[2] + corners[4] - corners[6];
    double sy = y0 - corners[3] + corners[5] - corners[7];
    double determinant = dx1 * dy2 - dx2 * dy1;
    if (determinant == 0) {
      throw new IllegalArgumentException("the corners lie on a line");
    }
    g = (sx * dy2 - dx2 * sy) / determinant;
    h = (dx1 * sy - sx * dy1) / determinant;
    a = corners[2] - x0 + g * corners[2];
    b = corners[6] - x0 + h * corners[6];
    c = x0;
    d = corners[3] - y0 + g * corners[3];
    e = corners[7] - y0 + h * corners[7];
    f = y0;
  }

  public static Warp of(Region region) {
    return new Warp(corners(region));
  }

  /** The corners of a region, for {@link #Warp(double[])}. */
  public static double[] corners(Region region) {
    double[] corners = new double[8];
    double[][] units = {{0, 0}, {1, 0}, {1, 1}, {0, 1}};
    for (int i = 0; i < 4; i++) {
      double[] point = region.toPicture(units[i][0], units[i][1]);
      corners[2 * i] = point[0];
      corners[2 * i + 1] = point[1];
    }
    return corners;
  }

  double x(double u, double v) {
    return (a * u + b * v + c) / (g * u + h * v + 1);
  }

  double y(double u, double v) {
    return (d * u + e * v + f) / (g * u + h * v + 1);
  }

  /** The inverse: where a place in the picture lies in the unit square, as u and v. */
  public double[] toUnit(double x, double y) {
    // (a - g x) u + (b - h x) v = x - c, likewise for y.
    double p = a - g * x;
    double q = b - h * x;
    double r = d - g * y;
    double s = e - h * y;
    double determinant = p * s - q * r;
    double right = x - c;
    double down = y - f;
    return new double[] {
      (right * s - q * down) / determinant, (p * down - right * r) / determinant
    };
  }
}
