package dev.gossamer.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossamer.graph.Constant;
import dev.gossamer.graph.DataType;
import dev.gossamer.graph.Graph;
import dev.gossamer.graph.HalfFloat;
import dev.gossamer.graph.Shape;
import dev.gossamer.sparse.CsrMatrix;
import dev.gossamer.sparse.RandomTaco;
import dev.gossamer.sparse.TacoLayout;
import dev.gossamer.testing.GraphEquality;
import dev.gossamer.tflite.WriteOptions;
import java.util.Arrays;
import java.util.Random;
import java.util.function.IntPredicate;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.FloatRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Every storage gives back what was stored, and is taken where it is the smallest. */
class StorageTest {
  private static final Shape POINTWISE = Shape.of(64, 1, 1, 96);

  @Property(tries = 300)
  void whatIsStoredComesBackBitForBit(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 40) int rows,
      @ForAll @IntRange(min = 1, max = 40) int columns,
      @ForAll @FloatRange(min = 0, max = 1) float density,
      @ForAll Pattern pattern,
      @ForAll DataType type) {
    Random random = new Random(seed);
    Shape shape = pattern.shape(rows, columns);
    float[] floats = new float[shape.elements()];
    boolean[] kept = pattern.mask(shape, density, random);
    for (int i = 0; i < floats.length; i++) {
      floats[i] = kept[i] ? value(random, type) : 0;
    }
    int matrixRows = shape.dim(0);
    CsrMatrix matrix = CsrMatrix.fromDense(matrixRows, floats.length / matrixRows, floats);
    TacoLayout usual = TacoLayout.lastDimensionCsr(shape.rank());
    if (type.isFloat()) {
      checkComesBack(new Constant.Floats(type, shape, floats));
    }
    if (type.isFloat() || type == DataType.INT8) {
      checkComesBack(new Constant.Sparse(type, shape, matrix, usual));
    }
  }

  /** How zeros are spread. */
  enum Pattern {
    UNSTRUCTURED,
    BLOCKS_2X1,
    BLOCKS_16X1,
    BLOCKS_1X4,
    BLOCKS_4X4,
    TWO_OF_FOUR,
    ONE_OF_SIXTEEN,
    TAPS;

    Shape shape(int rows, int columns) {
      return switch (this) {
        case BLOCKS_2X1 -> Shape.of(2 * rows, columns);
        case BLOCKS_16X1 -> Shape.of(16 * rows, columns);
        case BLOCKS_4X4 -> Shape.of(4 * rows, 1, 1, 4 * columns);
        case BLOCKS_1X4, TWO_OF_FOUR -> Shape.of(rows, 4 * columns);
        case ONE_OF_SIXTEEN -> Shape.of(rows, 16 * columns);
        case TAPS -> Shape.of(1, 3, 3, columns);
        case UNSTRUCTURED -> Shape.of(rows, columns);
      };
    }

    boolean[] mask(Shape shape, float density, Random random) {
      int rows = shape.dim(0);
      int columns = shape.elements() / rows;
      return switch (this) {
        case UNSTRUCTURED -> blocks(rows, columns, 1, 1, density, random);
        case BLOCKS_2X1 -> blocks(rows, columns, 2, 1, density, random);
        case BLOCKS_16X1 -> blocks(rows, columns, 16, 1, density, random);
        case BLOCKS_1X4 -> blocks(rows, columns, 1, 4, density, random);
        case BLOCKS_4X4 -> blocks(rows, columns, 4, 4, density, random);
        case TWO_OF_FOUR -> groups(shape.elements(), 2, 4, random);
        case ONE_OF_SIXTEEN -> groups(shape.elements(), 1, 16, random);
        case TAPS -> taps(shape, random);
      };
    }

    private static boolean[] blocks(
        int rows, int columns, int r, int c, float density, Random random) {
      boolean[] mask = new boolean[rows * columns];
      for (int row = 0; row < rows; row += r) {
        for (int column = 0; column < columns; column += c) {
          boolean kept = random.nextFloat() < density;
          for (int i = 0; i < r * c; i++) {
            mask[(row + i / c) * columns + column + i % c] = kept;
          }
        }
      }
      return mask;
    }

    private static boolean[] groups(int elements, int n, int m, Random random) {
      boolean[] mask = new boolean[elements];
      for (int group = 0; group < elements; group += m) {
        for (int left = n; left > 0; ) {
          int place = group + random.nextInt(m);
          left -= mask[place] ? 0 : 1;
          mask[place] = true;
        }
      }
      return mask;
    }

    /** Each channel has one of four patterns. */
    private static boolean[] taps(Shape shape, Random random) {
      int channels = shape.dim(3);
      int taps = shape.elements() / channels;
      int[] patterns = {random.nextInt(1 << taps), 1, (1 << taps) - 1, 0b10101};
      boolean[] mask = new boolean[shape.elements()];
      for (int channel = 0; channel < channels; channel++) {
        int pattern = patterns[random.nextInt(patterns.length)];
        for (int tap = 0; tap < taps; tap++) {
          mask[tap * channels + channel] = (pattern >> tap & 1) != 0;
        }
      }
      return mask;
    }
  }

  private static float value(Random random, DataType type) {
    float[] special = {-0f, Float.NaN, Float.NEGATIVE_INFINITY, 0x1p-24f};
    return switch (type) {
      case INT8 -> random.nextInt(1, 128);
      case FLOAT16 ->
          random.nextInt(20) == 0
              ? special[random.nextInt(special.length)]
              : HalfFloat.toFloat(HalfFloat.fromFloat((float) random.nextGaussian()));
      default ->
          random.nextInt(20) == 0
              ? special[random.nextInt(special.length)]
              : (float) random.nextGaussian();
    };
  }

  @Property(tries = 300)
  void theEncodingOfTheTfliteFileIsKept(@ForAll long seed) {
    RandomTaco given = RandomTaco.of(seed);

    checkComesBack(
        new Constant.Sparse(
            DataType.FLOAT32, Shape.of(given.shape()), given.matrix(), given.layout()));
  }

  private static GossFile checkComesBack(Constant constant) {
    Graph graph = graph(constant);
    GossFile read = GossReader.readFile(GossWriter.write(graph, WriteOptions.AS_STORED));
    assertThat(GraphEquality.difference(graph, read.graph())).isNull();
    return read;
  }

  private static Graph graph(Constant constant) {
    Graph.Builder builder = Graph.builder("storage");
    return builder.output(builder.constant("constant", constant)).build();
  }

  private static String storageOf(Shape shape, IntPredicate kept) {
    float[] floats = new float[shape.elements()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = kept.test(i) ? i + 1 : 0;
    }
    return checkComesBack(Constant.Floats.of(shape, floats)).sections().get(0).storage();
  }

  private static int hash(int i) {
    return i * 0x9E3779B1 >>> 16;
  }

  @Test
  void zerosAreNotStoredWhereThatSavesBytes() {
    Random random = new Random(1);
    int columns = 96;

    assertThat(storageOf(POINTWISE, i -> true)).isEqualTo("dense");
    assertThat(storageOf(POINTWISE, i -> i % 600 == 0)).isEqualTo("csr, 16-bit distances");
    assertThat(storageOf(POINTWISE, i -> i % 20 == 3)).isEqualTo("csr, 8-bit distances");
    assertThat(storageOf(POINTWISE, i -> random.nextInt(5) == 0)).isEqualTo("csr, bitmap");
    assertThat(storageOf(POINTWISE, i -> (i / columns / 2 * 31 + i % columns) % 5 == 0))
        .isEqualTo("blocks 2x1, bitmap");
    assertThat(storageOf(POINTWISE, i -> (i / columns / 16 * 31 + i % columns) % 5 == 0))
        .isEqualTo("blocks 16x1, bitmap");
    assertThat(storageOf(POINTWISE, i -> hash(i / 4) % 5 == 0)).isEqualTo("blocks 1x4, bitmap");
    assertThat(storageOf(POINTWISE, i -> i % 4 == hash(i / 4) % 4)).isEqualTo("1:4");
    assertThat(storageOf(POINTWISE, i -> (i + hash(i / 4)) % 4 >= 2)).isEqualTo("2:4");
    assertThat(storageOf(Shape.of(1, 5, 5, 128), i -> i / 128 % (2 + i % 3) == 0))
        .isEqualTo("3 tap patterns");
  }

  @Test
  void equalConstantsShareASection() {
    Graph.Builder builder = Graph.builder("twice");
    float[] ones = new float[100];
    Arrays.fill(ones, 1);
    Graph graph =
        builder
            .output(builder.constant("a", Constant.Floats.of(Shape.of(100), ones)))
            .output(builder.constant("b", Constant.Floats.of(Shape.of(100), ones.clone())))
            .build();

    assertThat(GossReader.readFile(GossWriter.write(graph, WriteOptions.AS_STORED)).sections())
        .containsExactly(new GossFile.SectionInfo("dense", 400));
  }
}
