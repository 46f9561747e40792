package dev.gossamer.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossamer.graph.HalfFloat;
import dev.gossamer.testing.GraalWasm;
import dev.gossamer.wasm.DataSegment;
import dev.gossamer.wasm.FunctionBuilder;
import dev.gossamer.wasm.FunctionType;
import dev.gossamer.wasm.MemoryType;
import dev.gossamer.wasm.ModuleBuilder;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A weight image that was packed is unpacked to the same bits, wherever runs begin and end. */
class PackedImageTest {
  private static final int ADDRESS = 64;
  private static final int PAGES = 8;

  static IntStream seeds() {
    return IntStream.range(0, 60);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void mixedWordsComeBack(int seed) {
    Random random = new Random(seed);
    int[] words = new int[random.nextInt(8000)];
    for (int i = 0; i < words.length; ) {
      int kind = random.nextInt(4);
      int length = Math.min(words.length - i, 1 + random.nextInt(seed % 2 == 0 ? 40 : 600));
      for (int k = 0; k < length; k++) {
        words[i++] = word(kind, random);
      }
    }
    check(words);
  }

  private static int word(int kind, Random random) {
    return switch (kind) {
      case 0 -> random.nextInt();
      case 1 -> random.nextInt(65536) << 4;
      case 2 -> Float.floatToRawIntBits(HalfFloat.toFloat((short) random.nextInt()));
      default -> 0;
    };
  }

  /** Infinities and NaNs among them, which are kept as words. */
  @Test
  void everyHalfComesBack() {
    check(
        IntStream.range(0, 65536)
            .map(half -> Float.floatToRawIntBits(HalfFloat.toFloat((short) half)))
            .toArray());
  }

  @Test
  void halvesAndOffsetsTakeHalfTheBytes() {
    int[] words = new int[20_000];
    Random random = new Random(1);
    for (int i = 0; i < words.length; i++) {
      words[i] = i < 10_000 ? Float.floatToRawIntBits((1 + random.nextInt(2000)) / 1024f) : 16 * i;
    }
    assertThat(PackedImage.of(List.of(words)).bytes().length).isLessThan(2 * words.length + 100);
    check(words);
  }

  @Test
  void wordsOfNoKindCostAHeader() {
    int[] words = new Random(2).ints(5000).map(word -> word | 0x40000001).toArray();
    PackedImage packed = PackedImage.of(List.of(words));
    assertThat(packed.bytes().length).isEqualTo(4 * words.length + 8);
    check(words);
  }

  @Test
  void anEmptyImageIsUnpacked() {
    check(new int[0]);
  }

  private static void check(int[] words) {
    int cut = words.length / 3;
    PackedImage packed =
        PackedImage.of(
            List.of(Arrays.copyOf(words, cut), Arrays.copyOfRange(words, cut, words.length)));
    ModuleBuilder module = new ModuleBuilder();
    module.importMemory("env", "memory", MemoryType.of(1));
    DataSegment segment = module.data(packed.bytes());
    module.export(
        "unpack",
        module.function(
            "unpack",
            FunctionType.of(),
            (FunctionBuilder f) ->
                UnpackEmitter.emit(f, segment, packed, ADDRESS, 4 * words.length)));
    GraalWasm.Memory memory = GraalWasm.memory(PAGES);
    GraalWasm.instantiate(module.toBytes(), memory).call("unpack");
    int behind = packed.slack() / 4 + 64;
    float[] read = memory.readFloats(ADDRESS, words.length + behind);
    int[] actual = new int[read.length];
    for (int i = 0; i < read.length; i++) {
      actual[i] = Float.floatToRawIntBits(read[i]);
    }
    assertThat(actual).isEqualTo(Arrays.copyOf(words, actual.length));
    assertThat(memory.readFloats(0, ADDRESS / 4)).containsOnly(0);
  }
}
