package dev.gossamer.vision;

import dev.gossamer.Tensor;

/**
 * Cuts a region of interest out of a picture, turned upright and scaled to a network's input.
 *
 * <pre>{@code
 * ImageToTensor eye = new ImageToTensor(224, 224, 0, 1, Border.ZERO);
 * Tensor input = eye.convert(frame, frame.region().withAspectOf(224, 224)); // letterboxed
 * }</pre>
 *
 * <p>Bilinear between the four nearest pixels, without smoothing before: what MediaPipe's
 * ImageToTensorCalculator does on a CPU, and what its networks were trained to see. Corner lies on
 * corner: element 0 takes the picture's value at the region's left edge, where pixel 0 is at 0.
 *
 * @param width of the tensor
 * @param height of the tensor
 * @param low what black becomes
 * @param high what full intensity becomes
 * @param border what lies beyond the edges of the picture
 */
public record ImageToTensor(int width, int height, float low, float high, Border border) {
  private static final int CHANNELS = 3;

  /**
   * @throws IllegalArgumentException if the tensor would be empty
   */
  public ImageToTensor {
    if (width <= 0 || height <= 0) {
      throw new IllegalArgumentException("a tensor of " + width + " x " + height);
    }
  }

  /** Floats in the tensor. */
  public int elements() {
    return Math.multiplyExact(Math.multiplyExact(width, height), CHANNELS);
  }

  /** A new tensor [1,height,width,3] of red, green and blue. */
  public Tensor convert(Image image, Region region) {
    float[] into = new float[elements()];
    convert(image, region, into);
    return Tensor.of(new int[] {1, height, width, CHANNELS}, into);
  }

  /**
   * The same into an array that is there already.
   *
   * @throws IllegalArgumentException if it does not hold exactly {@link #elements} floats
   */
  public void convert(Image image, Region region, float[] into) {
    if (into.length != elements()) {
      throw new IllegalArgumentException("expected " + elements() + " floats, got " + into.length);
    }
    Sampling at = Sampling.of(this, region);
    Sampler sampler = new Sampler(image, at);
    for (int row = 0, element = 0; row < height; row++) {
      float rowX = at.originX() - row * at.stepY() * at.sin();
      float rowY = at.originY() + row * at.stepY() * at.cos();
      for (int column = 0; column < width; column++, element += CHANNELS) {
        float along = column * at.stepX();
        sampler.sample(rowX + along * at.cos(), rowY + along * at.sin(), into, element);
      }
    }
  }
}
