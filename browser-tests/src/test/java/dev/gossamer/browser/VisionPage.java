package dev.gossamer.browser;

/** What scripts of pages with {@code gossamer/vision} begin with. */
final class VisionPage {
  /** The module as {@code V}, its models, and pictures that a test has mounted as pixels. */
  static final String PRELUDE =
      """
      const V = await import('../npm/gossamer-vision.mjs');
      V.configure({ models: (name) => `../files/models/${name}.tflite` });
      const pixels = async (name, width, height) => new ImageData(
        new Uint8ClampedArray(await (await fetch(`../vision/${name}.rgba`)).arrayBuffer()), width, height);
      """;

  private VisionPage() {}
}
