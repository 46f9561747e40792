package dev.gossamer.tflite;

import static dev.gossamer.tflite.TestModel.of;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gossamer.sparse.CsrMatrix;
import dev.gossamer.sparse.TacoCodec;
import dev.gossamer.sparse.TacoLayout;
import dev.gossamer.testing.ZooFiles;
import dev.gossamer.tflite.schema.BuiltinOperator;
import dev.gossamer.tflite.schema.BuiltinOptions;
import dev.gossamer.tflite.schema.ConcatenationOptions;
import dev.gossamer.tflite.schema.Conv2DOptions;
import dev.gossamer.tflite.schema.DepthwiseConv2DOptions;
import dev.gossamer.tflite.schema.FullyConnectedOptions;
import dev.gossamer.tflite.schema.Pool2DOptions;
import dev.gossamer.tflite.schema.ReducerOptions;
import dev.gossamer.tflite.schema.ResizeBilinearOptions;
import dev.gossamer.tflite.schema.StridedSliceOptions;
import dev.gossamer.tflite.schema.TensorType;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that were cut or whose bytes were changed; each is refused or runs, see {@link Damage}. */
class DamagedModelTest {
  /** Two clean files in so many are run; a run takes twenty times as long as reading. */
  private static final int RUN_EVERY = 200;

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"hand_landmark_sparse", "face_detection_full_range_sparse"})
  void cutAnywhere(String name) throws IOException {
    byte[] file = Files.readAllBytes(ZooFiles.require(name));
    Damage damage = new Damage();
    damage.attempt("whole", file, true);
    for (int i = 0; i < 1000; i++) {
      int length = (int) ((long) file.length * i / 1000);
      damage.attempt("cut at " + length, Arrays.copyOf(file, length), i % RUN_EVERY < 2);
    }

    assertThat(damage.refused()).as("cut files refused, of 1000").isGreaterThan(990);
  }

  /** Every other change is made outside of the weights, where it can do harm. */
  @ParameterizedTest(name = "{0}")
  @CsvSource({"hand_landmark_sparse, 2000", "face_detection_full_range_sparse, 10000"})
  void bytesChanged(String name, int changes) throws IOException {
    byte[] file = Files.readAllBytes(ZooFiles.require(name));
    int[] structure = Damage.structure(file);
    Random random = new Random(12345);
    Damage damage = new Damage();
    damage.attempt("unchanged", file, true);
    for (int i = 0; i < changes; i++) {
      boolean anywhere = i % 2 == 0;
      int position =
          anywhere ? random.nextInt(file.length) : structure[random.nextInt(structure.length)];
      byte before = file[position];
      file[position] ^= (byte) (1 + random.nextInt(255));
      damage.attempt(
          "byte " + position + " from " + before + " to " + file[position],
          file,
          i % RUN_EVERY < 2);
      file[position] = before;
    }

    assertThat(damage.refused()).as(damage.toString()).isGreaterThan(changes / 20);
    assertThat(damage.clean()).as(damage.toString()).isGreaterThan(changes / 4);
  }

  /** A file of a few KB: every byte takes seven other values, and whatever reads cleanly is run. */
  @Test
  void everyByteOfASmallFile() {
    byte[] file = smallModel();
    Damage damage = new Damage();
    damage.attempt("unchanged", file, true);
    assertThat(damage.clean()).as("the undamaged model").isEqualTo(1);
    int[] changes = of(1, 2, 4, 0x10, 0x40, 0x80, 0xff);
    for (int position = 0; position < file.length; position++) {
      byte before = file[position];
      for (int change : changes) {
        file[position] ^= (byte) change;
        damage.attempt(
            "byte " + position + " from " + before + " to " + file[position], file, true);
        file[position] = before;
      }
    }

    assertThat(damage.refused()).as(damage.toString()).isGreaterThan(file.length);
  }

  @Test
  void wordsOfASmallFile() {
    byte[] file = smallModel();
    Damage damage = new Damage();
    int[] words = of(0, -1, 1, Integer.MAX_VALUE, Integer.MIN_VALUE, 1 << 16, 1 << 24, 0x7fff);
    for (int position = 0; position + 4 <= file.length; position += 4) {
      for (int word : words) {
        byte[] changed = file.clone();
        TestModel.littleEndian(4).putInt(word).flip().get(changed, position, 4);
        damage.attempt("word " + word + " at " + position, changed, true);
      }
    }

    assertThat(damage.refused()).as(damage.toString()).isGreaterThan(file.length);
  }

  @Test
  void noiseBehindTheIdentifier() {
    Random random = new Random(777);
    Damage damage = new Damage();
    for (int i = 0; i < 20000; i++) {
      byte[] file = new byte[8 + random.nextInt(600)];
      // Small numbers make offsets that lead somewhere.
      for (int k = 0; k < file.length; k++) {
        file[k] = (byte) (random.nextInt(3) > 0 ? 0 : random.nextInt(256));
      }
      System.arraycopy("TFL3".getBytes(), 0, file, 4, 4);
      damage.attempt("noise " + i, file, true);
    }

    assertThat(damage.clean()).isZero();
  }

  /** A few operators of each kind, sparse weights with blocks among them. */
  private static byte[] smallModel() {
    TestModel model = new TestModel();
    int x = model.input(1, 6, 6, 2);
    int w = model.floats(of(4, 3, 3, 2), 1, -2, 3, -4, 5);
    int b = model.floats(of(4), 1, 2, 3, 4);
    int conv = model.tensor(TensorType.FLOAT32, 1, 3, 3, 4);
    model.operator(
        BuiltinOperator.CONV_2D,
        BuiltinOptions.Conv2DOptions,
        fbb -> Conv2DOptions.createConv2DOptions(fbb, (byte) 0, 2, 2, (byte) 1, 1, 1),
        of(x, w, b),
        conv);
    CsrMatrix matrix =
        CsrMatrix.fromDense(4, 4, new float[] {0, 1, 0, 0, 2, 0, 0, 3, 0, 0, 0, 0, 4, 5, 0, 0});
    int pw =
        model.sparse(
            of(4, 1, 1, 4),
            TacoCodec.encode(of(4, 1, 1, 4), matrix, TacoLayout.lastDimensionCsr(4)),
            8);
    int dense = model.tensor(TensorType.FLOAT32, 4, 1, 1, 4);
    model.operator(BuiltinOperator.DENSIFY, of(pw), dense);
    int point = model.tensor(TensorType.FLOAT32, 1, 3, 3, 4);
    model.operator(
        BuiltinOperator.CONV_2D,
        BuiltinOptions.Conv2DOptions,
        fbb -> Conv2DOptions.createConv2DOptions(fbb, (byte) 1, 1, 1, (byte) 0, 1, 1),
        of(conv, dense, -1),
        point);
    int half = model.halves(of(1, 3, 3, 4), new float[36]);
    int dw = model.tensor(TensorType.FLOAT32, 1, 3, 3, 4);
    model.operator(BuiltinOperator.DEQUANTIZE, of(half), dw);
    int depth = model.tensor(TensorType.FLOAT32, 1, 3, 3, 4);
    model.operator(
        BuiltinOperator.DEPTHWISE_CONV_2D,
        BuiltinOptions.DepthwiseConv2DOptions,
        fbb ->
            DepthwiseConv2DOptions.createDepthwiseConv2DOptions(
                fbb, (byte) 0, 1, 1, 1, (byte) 3, 1, 1),
        of(point, dw),
        depth);
    int sum = model.tensor(TensorType.FLOAT32, 1, 3, 3, 4);
    model.operator(BuiltinOperator.ADD, of(depth, point), sum);
    int pool = model.tensor(TensorType.FLOAT32, 1, 2, 2, 4);
    model.operator(
        BuiltinOperator.AVERAGE_POOL_2D,
        BuiltinOptions.Pool2DOptions,
        fbb -> Pool2DOptions.createPool2DOptions(fbb, (byte) 0, 2, 2, 2, 2, (byte) 0),
        of(sum),
        pool);
    int size = model.ints(4, 4);
    int large = model.tensor(TensorType.FLOAT32, 1, 4, 4, 4);
    model.operator(
        BuiltinOperator.RESIZE_BILINEAR,
        BuiltinOptions.ResizeBilinearOptions,
        fbb -> ResizeBilinearOptions.createResizeBilinearOptions(fbb, false, true),
        of(pool, size),
        large);
    tail(model, large);
    return model.bytes();
  }

  private static void tail(TestModel model, int large) {
    int paddings = model.ints(of(4, 2), 0, 0, 1, 0, 0, 1, 0, 0);
    int padded = model.tensor(TensorType.FLOAT32, 1, 5, 5, 4);
    model.operator(BuiltinOperator.PAD, of(large, paddings), padded);
    int begin = model.ints(0, 1, 1, 0);
    int end = model.ints(1, 5, 5, 4);
    int strides = model.ints(1, 2, 2, 1);
    int sliced = model.tensor(TensorType.FLOAT32, 1, 2, 2, 4);
    model.operator(
        BuiltinOperator.STRIDED_SLICE,
        BuiltinOptions.StridedSliceOptions,
        fbb -> StridedSliceOptions.createStridedSliceOptions(fbb, 0, 0, 0, 0, 0, false),
        of(padded, begin, end, strides),
        sliced);
    int permutation = model.ints(0, 2, 1, 3);
    int turned = model.tensor(TensorType.FLOAT32, 1, 2, 2, 4);
    model.operator(BuiltinOperator.TRANSPOSE, of(sliced, permutation), turned);
    int joined = model.tensor(TensorType.FLOAT32, 1, 2, 2, 8);
    model.operator(
        BuiltinOperator.CONCATENATION,
        BuiltinOptions.ConcatenationOptions,
        fbb -> ConcatenationOptions.createConcatenationOptions(fbb, -1, (byte) 0),
        of(turned, sliced),
        joined);
    int axes = model.ints(1, 2);
    int mean = model.tensor(TensorType.FLOAT32, 1, 8);
    model.operator(
        BuiltinOperator.MEAN,
        BuiltinOptions.ReducerOptions,
        fbb -> ReducerOptions.createReducerOptions(fbb, false),
        of(joined, axes),
        mean);
    int shape = model.ints(2, -1);
    int rows = model.tensor(TensorType.FLOAT32, 2, 4);
    model.operator(BuiltinOperator.RESHAPE, of(mean, shape), rows);
    int weights = model.bytes(TensorType.INT8, of(3, 4), 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
    model.quantize(weights, new float[] {0.5f, 1, 2}, new long[] {0, 1, 2}, 0);
    int expanded = model.tensor(TensorType.FLOAT32, 3, 4);
    model.operator(BuiltinOperator.DEQUANTIZE, of(weights), expanded);
    model.operator(
        BuiltinOperator.FULLY_CONNECTED,
        BuiltinOptions.FullyConnectedOptions,
        fbb -> FullyConnectedOptions.createFullyConnectedOptions(fbb, (byte) 0, (byte) 0, false),
        of(rows, expanded, -1),
        model.output(2, 3));
  }
}
