package dev.gossamer.vision;

/**
 * Where the elements of a tensor lie in a picture, and what becomes of grey levels: an {@link
 * ImageToTensor} for one region, in the numbers that kernels take. Element (row, column) is at
 * {@code (originX + column * stepX * cos - row * stepY * sin, originY + row * stepY * cos + column
 * * stepX * sin)}.
 *
 * @param originX of element 0, in pixels of the picture
 * @param originY of element 0, in pixels of the picture
 * @param stepX pixels from one column to the next
 * @param stepY pixels from one row to the next
 * @param cos of the region's rotation
 * @param sin of the region's rotation
 * @param low what black becomes
 * @param scale what a grey level adds
 * @param replicate whether the picture's edges go on beyond it; else it is black there
 */
public record Sampling(
    float originX,
    float originY,
    float stepX,
    float stepY,
    float cos,
    float sin,
    float low,
    float scale,
    boolean replicate) {

  public static Sampling of(ImageToTensor conversion, Region region) {
    Point origin = region.toPicture(0, 0);
    return new Sampling(
        origin.x(),
        origin.y(),
        region.width() / conversion.width(),
        region.height() / conversion.height(),
        (float) Math.cos(region.rotation()),
        (float) Math.sin(region.rotation()),
        conversion.low(),
        (conversion.high() - conversion.low()) / 255,
        conversion.border() == Border.REPLICATE);
  }
}
