package dev.gossamer.vision;

/** Reads a picture between its pixels. */
final class Sampler {
  private final byte[] data;
  private final int width;
  private final int height;
  private final int channels;
  private final int stride;
  private final boolean replicate;
  private final float low;
  private final float scale;

  Sampler(Image image, Sampling sampling) {
    data = image.data();
    width = image.width();
    height = image.height();
    channels = image.channels();
    stride = image.stride();
    replicate = sampling.replicate();
    low = sampling.low();
    scale = sampling.scale();
  }

  /** Red, green and blue at a place in pixels, into three floats from {@code at} on. */
  void sample(float x, float y, float[] into, int at) {
    if (x >= 0 && y >= 0 && x < width - 1 && y < height - 1) {
      int left = (int) x;
      int top = (int) y;
      int upper = top * stride + left * channels;
      mix(
          upper,
          upper + channels,
          upper + stride,
          upper + stride + channels,
          x - left,
          y - top,
          into,
          at);
    } else {
      sampleAtBorder(x, y, into, at);
    }
  }

  private void mix(
      int upperLeft,
      int upperRight,
      int lowerLeft,
      int lowerRight,
      float right,
      float below,
      float[] into,
      int at) {
    for (int channel = 0; channel < 3; channel++) {
      float a = data[upperLeft + channel] & 0xff;
      float b = data[upperRight + channel] & 0xff;
      float c = data[lowerLeft + channel] & 0xff;
      float d = data[lowerRight + channel] & 0xff;
      float upper = a + right * (b - a);
      float lower = c + right * (d - c);
      into[at + channel] = low + scale * (upper + below * (lower - upper));
    }
  }

  /**
   * Clamping makes any coordinate safe to turn into an index; one pixel further out than the
   * picture when that is black there.
   */
  private void sampleAtBorder(float x, float y, float[] into, int at) {
    float margin = replicate ? 0 : 1;
    float nearX = Math.max(-margin, Math.min(width - 1 + margin, x));
    float nearY = Math.max(-margin, Math.min(height - 1 + margin, y));
    int left = (int) Math.floor(nearX);
    int top = (int) Math.floor(nearY);
    float right = nearX - left;
    float below = nearY - top;
    for (int channel = 0; channel < 3; channel++) {
      float upper = (1 - right) * level(left, top, channel) + right * level(left + 1, top, channel);
      float lower =
          (1 - right) * level(left, top + 1, channel) + right * level(left + 1, top + 1, channel);
      into[at + channel] = low + scale * ((1 - below) * upper + below * lower);
    }
  }

  private int level(int x, int y, int channel) {
    if (replicate) {
      x = Math.max(0, Math.min(width - 1, x));
      y = Math.max(0, Math.min(height - 1, y));
    } else if (x < 0 || y < 0 || x >= width || y >= height) {
      return 0;
    }
    return data[y * stride + x * channels + channel] & 0xff;
  }
}
