package dev.gossamer.vision;

/**
 * A view of a picture's pixels, row by row from the top, red first, 8 bits per channel. The array
 * is shared, not copied. An alpha channel is carried along and ignored by networks.
 *
 * <pre>{@code
 * Image frame = Image.rgba(canvasPixels, 640, 480);
 * }</pre>
 *
 * @param data bytes, to be read unsigned
 * @param width in pixels
 * @param height in pixels
 * @param channels bytes per pixel: 3 (RGB) or 4 (RGBA)
 * @param stride bytes from one row to the next, at least {@code width * channels}
 */
public record Image(byte[] data, int width, int height, int channels, int stride)
    implements Picture {
  /**
   * @throws IllegalArgumentException if there is no pixel, or the array is too short
   */
  public Image {
    if (width <= 0 || height <= 0) {
      throw new IllegalArgumentException("a picture of " + width + " x " + height);
    }
    if (channels != 3 && channels != 4) {
      throw new IllegalArgumentException("expected 3 (RGB) or 4 (RGBA) channels, got " + channels);
    }
    if (stride < (long) width * channels) {
      throw new IllegalArgumentException(
          "a row of "
              + width
              + " pixels takes "
              + (long) width * channels
              + " bytes, stride is "
              + stride);
    }
    long needed = (height - 1L) * stride + (long) width * channels;
    if (data.length < needed) {
      throw new IllegalArgumentException(
          "a picture of "
              + width
              + " x "
              + height
              + " with "
              + channels
              + " channels takes "
              + needed
              + " bytes, got "
              + data.length);
    }
  }

  /** Rows of RGBA, one right after the other, as a canvas has them. */
  public static Image rgba(byte[] data, int width, int height) {
    return packed(data, width, height, 4);
  }

  /** Rows of RGB, one right after the other. */
  public static Image rgb(byte[] data, int width, int height) {
    return packed(data, width, height, 3);
  }

  private static Image packed(byte[] data, int width, int height, int channels) {
    long stride = (long) width * channels;
    if (stride > Integer.MAX_VALUE) {
      throw new IllegalArgumentException("a row of " + width + " pixels is too long");
    }
    return new Image(data, width, height, channels, (int) stride);
  }

  /** A channel of a pixel, 0 to 255. */
  public int level(int x, int y, int channel) {
    return data[y * stride + x * channels + channel] & 0xff;
  }
}
