package dev.gossamer.models.pictures;

/**
 * A rotated rectangle of a picture, in its pixels.
 *
 * @param x of the centre
 * @param y of the centre
 * @param width along its own horizontal axis
 * @param height along its own vertical axis
 * @param angle by which it is turned clockwise (as seen, y pointing down), in radians
 */
public record Region(double x, double y, double width, double height, double angle) {

  /** All of a picture. */
  public static Region whole(Picture picture) {
    return new Region(
        picture.width() / 2.0, picture.height() / 2.0, picture.width(), picture.height(), 0);
  }

  /** The smallest upright square around all of a picture. */
  public static Region letterbox(Picture picture) {
    double side = Math.max(picture.width(), picture.height());
    return new Region(picture.width() / 2.0, picture.height() / 2.0, side, side, 0);
  }

  /** The same one scaled about its centre, made square on its longer side, and moved. */
  Region square(double scale, double shiftX, double shiftY) {
    double cos = Math.cos(angle);
    double sin = Math.sin(angle);
    double dx = width * shiftX * cos - height * shiftY * sin;
    double dy = width * shiftX * sin + height * shiftY * cos;
    double side = Math.max(width, height) * scale;
    return new Region(x + dx, y + dy, side, side, angle);
  }

  /** A place in shares of the region (0 to 1 from its left top) as x and y in the picture. */
  public double[] toPicture(double u, double v) {
    double cos = Math.cos(angle);
    double sin = Math.sin(angle);
    double across = (u - 0.5) * width;
    double down = (v - 0.5) * height;
    return new double[] {x + across * cos - down * sin, y + across * sin + down * cos};
  }
}
