package dev.gossamer.plan;

/**
 * Writes the zeros around every plane of a padded layout. Operands: buffer, number of planes
 * (channels times phases).
 *
 * @param planeBytes from one plane to the next
 * @param origin byte offset of a plane's first pixel
 * @param rows rows of pixels
 * @param rowPitch from one row to the next
 * @param rowBytes bytes of a row that hold pixels in every phase
 */
public record ClearBorderKernel(int planeBytes, int origin, int rows, int rowPitch, int rowBytes)
    implements Kernel {

  static ClearBorderKernel of(Layout layout) {
    return new ClearBorderKernel(
        layout.phases() == 1 ? layout.channelStride() : layout.phaseStride(),
        layout.origin(),
        layout.height(),
        layout.rowPitch(),
        layout.width() / layout.phases() * 4);
  }

  @Override
  public String label() {
    return "clear border";
  }
}
