package dev.gossamer.vision;

import java.util.ArrayList;
import java.util.List;

/**
 * How a whole picture fits into a network's square input: scaled by one factor until its longer
 * side fills the square, in the middle, with bars beside or above and below it.
 *
 * @param pictureWidth in pixels
 * @param pictureHeight in pixels
 */
public record Letterbox(int pictureWidth, int pictureHeight) {
  /**
   * @throws IllegalArgumentException if the picture has no pixels
   */
  public Letterbox {
    if (pictureWidth <= 0 || pictureHeight <= 0) {
      throw new IllegalArgumentException("a picture of " + pictureWidth + " x " + pictureHeight);
    }
  }

  /** Where the picture lies in the square, in shares of the square's extent. */
  public Box content() {
    float longer = Math.max(pictureWidth, pictureHeight);
    float left = (1 - pictureWidth / longer) / 2;
    float top = (1 - pictureHeight / longer) / 2;
    return new Box(left, top, 1 - left, 1 - top);
  }

  /** From shares of the square's extent to pixels of the picture. */
  public Point toPicture(Point inSquare) {
    Box content = content();
    float longer = Math.max(pictureWidth, pictureHeight);
    return new Point(
        (inSquare.x() - content.left()) * longer, (inSquare.y() - content.top()) * longer);
  }

  /** From shares of the square's extent to pixels of the picture. */
  public Detection toPicture(Detection inSquare) {
    Box box = inSquare.box();
    Point start = toPicture(new Point(box.left(), box.top()));
    Point end = toPicture(new Point(box.right(), box.bottom()));
    List<Point> keyPoints = new ArrayList<>();
    for (Point point : inSquare.keyPoints()) {
      keyPoints.add(toPicture(point));
    }
    return new Detection(
        inSquare.score(), new Box(start.x(), start.y(), end.x(), end.y()), keyPoints);
  }
}
