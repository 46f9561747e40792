package dev.gossamer.vision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossamer.codegen.PictureKernel;
import dev.gossamer.testing.GraalWasm;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The emitted kernel computes what {@link ImageToTensor} says, bit for bit. */
class PictureKernelTest {
  private static final byte[] WASM = PictureKernel.emit();

  @ParameterizedTest
  @CsvSource({
    // picture, tensor, region: inside, turned, across edges, beyond, enlarged, shrunk
    "16, 12, 7, 5, 8, 6, 6, 5, 0",
    "16, 12, 8, 8, 8, 6, 9, 9, 0.7",
    "17, 11, 9, 7, 2, 3, 14, 9, -2.5",
    "17, 11, 5, 6, 15, 10, 12, 12, 3.1",
    "13, 7, 6, 6, 40, -30, 5, 5, 1",
    "5, 4, 11, 9, 2.5, 2, 5, 4, 0",
    "33, 31, 3, 4, 16, 15, 60, 60, 0.2",
    "1, 1, 4, 3, 0.5, 0.5, 3, 3, 0.4",
    "1, 9, 4, 3, 0.5, 4, 1, 9, 0",
    "8, 1, 1, 1, 4, 0.5, 8, 1, 0",
  })
  void agreesWithJava(
      int width,
      int height,
      int columns,
      int rows,
      float x,
      float y,
      float regionWidth,
      float regionHeight,
      float rotation) {
    byte[] rgba = new byte[4 * width * height];
    new Random(width * 31 + height).nextBytes(rgba);
    Image image = Image.rgba(rgba, width, height);
    Region region = new Region(x, y, regionWidth, regionHeight, rotation);
    for (Border border : Border.values()) {
      ImageToTensor conversion = new ImageToTensor(columns, rows, -1, 1, border);
      float[] expected = conversion.convert(image, region).data();

      float[] found = run(conversion, image, region);

      assertThat(found).as("%s", border).containsExactly(expected);
    }
  }

  /** A region that is no number must not read outside of the picture. */
  @Test
  void nonsenseStaysInThePicture() {
    Image image = Image.rgba(new byte[4 * 4 * 4], 4, 4);
    ImageToTensor conversion = new ImageToTensor(2, 2, 0, 1, Border.REPLICATE);
    for (float nonsense : new float[] {Float.NaN, Float.POSITIVE_INFINITY, 1e30f}) {
      Region region = new Region(nonsense, -nonsense, 4, nonsense, 0);
      assertThat(run(conversion, image, region)).hasSize(12);
    }
  }

  private static float[] run(ImageToTensor conversion, Image image, Region region) {
    // The picture at the very end of the memory: a read beyond it would trap.
    int pixels = 65536 - image.data().length;
    int into = 64;
    GraalWasm.Memory memory = GraalWasm.memory(1);
    memory.writeBytes(pixels, image.data());
    Sampling at = Sampling.of(conversion, region);
    GraalWasm.instantiate(WASM, memory)
        .call(
            "convert",
            pixels,
            image.width(),
            image.height(),
            into,
            conversion.width(),
            conversion.height(),
            at.originX(),
            at.originY(),
            at.stepX(),
            at.stepY(),
            at.cos(),
            at.sin(),
            at.low(),
            at.scale(),
            at.replicate() ? 1 : 0);
    return memory.readFloats(into, conversion.elements());
  }
}
