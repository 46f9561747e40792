package dev.gossamer.vision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossamer.codegen.PictureKernel;
import dev.gossamer.testing.GraalWasm;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The emitted kernels compute what {@link Mask} and {@link Background} say: masks and mixtures bit
 * for bit, the blur to a grey level, since its sums are of single precision.
 */
class BackgroundKernelsTest {
  private static final byte[] WASM = PictureKernel.emit();
  private static final int PIXELS = 64;
  private static final int PAGES = 8;

  /** Areas of a memory, one behind another, each with room for what goes over its end. */
  private static final class Areas {
    private final GraalWasm.Memory memory = GraalWasm.memory(PAGES);
    private final GraalWasm.Instance kernels = GraalWasm.instantiate(WASM, memory);
    private int end = PIXELS;

    private int area(int bytes) {
      int start = end;
      end = (end + bytes + 12 + 15) & -16;
      return start;
    }

    private int spots(int extent, int newExtent, int bytes) {
      int spots = area(12 * newExtent);
      kernels.call("spots", spots, extent, newExtent, bytes);
      return spots;
    }

    private int floats(float[] values) {
      int address = area(4 * values.length);
      memory.writeFloats(address, values);
      return address;
    }

    private int bytes(byte[] values) {
      int address = area(values.length);
      memory.writeBytes(address, values);
      return address;
    }
  }

  @ParameterizedTest
  @CsvSource({
    "4, 3, 9, 7",
    "5, 4, 5, 4",
    "8, 6, 3, 2",
    "1, 1, 6, 5",
    "1, 7, 4, 9",
    "7, 1, 1, 3",
    "16, 9, 61, 37",
    "9, 9, 1, 1",
  })
  void masksAreStretched(int width, int height, int newWidth, int newHeight) {
    Mask mask = randomMask(width, height);
    Areas areas = new Areas();
    int from = areas.floats(mask.values());
    int spots = areas.spots(width, newWidth, 4);
    int rows = areas.area(8 * (newWidth + 3));
    int into = areas.area(4 * newWidth * newHeight);
    areas.kernels.call(
        "stretch", from, width, height, spots, rows, into, newWidth, newHeight, 0, newHeight);

    assertThat(areas.memory.readFloats(into, newWidth * newHeight))
        .containsExactly(mask.resized(newWidth, newHeight).values());
  }

  @ParameterizedTest
  @CsvSource({
    // picture, radius
    "61, 37, 1",
    "61, 37, 3",
    "61, 37, 7",
    "61, 37, 8",
    "61, 37, 20",
    "61, 37, 61",
    "1, 1, 1",
    "1, 9, 5",
    "13, 1, 4",
    "4, 4, 4",
  })
  void backgroundsAreBlurred(int width, int height, int radius) {
    Image image = randomPicture(width, height);
    Mask people = randomMask(width, height);
    Areas areas = new Areas();
    int pixels = areas.bytes(image.data());
    int mask = areas.floats(people.values());
    int step = Math.max(1, radius / 4);
    int across = (width + step - 1) / step;
    int down = (height + step - 1) / step;
    int cells = areas.area(16 * across * down);
    int others = areas.area(16 * across * down);
    areas.kernels.call("shrink", pixels, mask, width, height, step, cells);
    int reach = Math.max(1, Math.round((float) radius / step / 3));
    for (int pass = 0; pass < 3; pass++) {
      areas.kernels.call("box", cells, others, down, across, 16 * across, 16, reach);
      areas.kernels.call("box", others, cells, across, down, 16, 16 * across, reach);
    }
    areas.kernels.call("divide", cells, across * down);
    int spots = areas.spots(across, width, 16);
    int rows = areas.area(32 * (width + 3));
    int behind = areas.area(12 * width * height);
    // In two parts, as bands of a picture are.
    int half = height / 2;
    if (half > 0) {
      areas.kernels.call(
          "spread", cells, across, down, spots, rows, behind, width, height, 0, half);
    }
    int second = behind + 12 * width * half;
    areas.kernels.call(
        "spread", cells, across, down, spots, rows, second, width, height, half, height - half);
    areas.kernels.call("compose", pixels, mask, behind, width * height);

    byte[] expected = Background.blurred(image, people, radius).data();
    byte[] found = areas.memory.readBytes(pixels, 4 * width * height);
    for (int i = 0; i < found.length; i++) {
      assertThat(Math.abs((found[i] & 0xff) - (expected[i] & 0xff))).as("byte %d", i).isLessThan(2);
    }
  }

  @ParameterizedTest
  @CsvSource({"61, 37", "16, 12", "3, 5", "1, 1"})
  void picturesAreMixed(int width, int height) {
    Image image = randomPicture(width, height);
    Mask people = randomMask(width, height);
    float[] rgb = new float[3 * width * height];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (i * 7919 % 2551) / 10f;
    }
    Areas areas = new Areas();
    int pixels = areas.bytes(image.data());
    int mask = areas.floats(people.values());
    areas.kernels.call("compose", pixels, mask, areas.floats(rgb), width * height);

    byte[] found = areas.memory.readBytes(pixels, 4 * width * height);
    for (int i = 0; i < width * height; i++) {
      for (int channel = 0; channel < 3; channel++) {
        float back = rgb[3 * i + channel];
        int level = image.data()[4 * i + channel] & 0xff;
        assertThat(found[4 * i + channel] & 0xff)
            .isEqualTo(Math.round(back + people.values()[i] * (level - back)));
      }
      assertThat(found[4 * i + 3] & 0xff).isEqualTo(255);
    }
  }

  private static Image randomPicture(int width, int height) {
    byte[] rgba = new byte[4 * width * height];
    new Random(width * 31 + height).nextBytes(rgba);
    return Image.rgba(rgba, width, height);
  }

  private static Mask randomMask(int width, int height) {
    Random random = new Random(width * 37 + height);
    float[] values = new float[width * height];
    for (int i = 0; i < values.length; i++) {
      // Wholly one or the other, mostly.
      values[i] = Math.max(0, Math.min(1, 3 * random.nextFloat() - 1));
    }
    return new Mask(width, height, values);
  }
}
