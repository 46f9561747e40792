package dev.gossamer.vision;

/**
 * Something to look at: an {@link Image} whose pixels lie in an array, or a picture that only a
 * {@link PictureModel} can read.
 */
public interface Picture {
  /** In pixels. */
  int width();

  /** In pixels. */
  int height();

  /** The whole picture as a region of interest. */
  default Region region() {
    return new Region(width() / 2f, height() / 2f, width(), height(), 0);
  }
}
