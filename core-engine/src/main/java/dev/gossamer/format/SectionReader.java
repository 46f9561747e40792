package dev.gossamer.format;

import dev.gossamer.ModelFormatException;
import dev.gossamer.format.schema.Section;
import dev.gossamer.format.schema.Storage;
import dev.gossamer.graph.Constant;
import dev.gossamer.graph.DataType;
import dev.gossamer.graph.Shape;
import dev.gossamer.sparse.CsrMatrix;
import dev.gossamer.sparse.TacoLayout;
import dev.gossamer.tflite.ElementDecoder;
import dev.gossamer.tflite.MemoryBudget;
import java.nio.ByteBuffer;
import java.util.function.Supplier;

/** A section with entries to the constant of a tensor; the way back is {@link Packing}. */
final class SectionReader {
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final byte[] bytes;
  private final Section section;
  private final int index;
  private final DataType type;
  private final Shape shape;
  private final MemoryBudget budget;
  private final ByteBuffer values;

  SectionReader(
      byte[] bytes, Section section, int index, DataType type, Shape shape, MemoryBudget budget) {
    this.bytes = bytes;
    this.section = section;
    this.index = index;
    this.type = type;
    this.shape = shape;
    this.budget = budget;
    values = orNothing(section.valuesAsByteBuffer());
  }

  static ByteBuffer orNothing(ByteBuffer slice) {
    return slice == null ? NOTHING : slice;
  }

  /**
   * @param tensor whose data these are, for messages
   * @throws ModelFormatException if they do not fit its type and shape, naming the field
   */
  Constant read(Supplier<String> tensor) {
    Place place = name -> GossSections.field(index, name) + " for " + tensor.get();
    boolean typed = type.isFloat() || (section.sparse() && type == DataType.INT8);
    if (!typed || shape.rank() == 0) {
      throw new ModelFormatException(
          "Tensor of a section with entries",
          place.of("storage"),
          "floats with at least one dimension",
          type.name() + shape);
    }
    // Reading costs time even where it costs no memory; counting the streams bounds it.
    // Tap patterns are spread out, a pattern and a start per channel, which has a byte in the file.
    int perIndex = section.storage() == Storage.TAPS ? 12 : 1;
    budget.take(1024L + (long) perIndex * section.indicesLength(), () -> place.of("indices"));
    EntryReader entries =
        switch (section.storage()) {
          case Storage.CSR, Storage.BLOCKS -> BlockReader.of(bytes, section, shape, place);
          case Storage.N_OF_M -> GroupReader.of(bytes, section, shape, place);
          default -> TapReader.of(bytes, section, shape, place);
        };
    long expected = entries.count() * type.bytes();
    if (values.remaining() != expected) {
      throw new ModelFormatException(
          "Bytes of values", place.of("values"), expected, values.remaining());
    }
    return section.sparse() ? sparse(entries, (int) entries.count(), place) : dense(entries, place);
  }

  private Constant dense(EntryReader entries, Place place) {
    budget.takeDense(4L * shape.elements(), () -> place.of("values"));
    float[] floats = new float[shape.elements()];
    int columns = shape.elements() / shape.dim(0);
    entries.forEach((row, column, value) -> floats[row * columns + column] = value(value));
    return new Constant.Floats(type, shape, floats);
  }

  private Constant sparse(EntryReader entries, int count, Place place) {
    int rows = shape.dim(0);
    // Columns, values, starts of rows and where the next entry of each row goes.
    budget.take(8L * count + 8L * rows, () -> place.of("values"));
    int[] rowStart = new int[rows + 1];
    entries.forEach((row, column, value) -> rowStart[row + 1]++);
    for (int row = 0; row < rows; row++) {
      rowStart[row + 1] += rowStart[row];
    }
    int[] next = new int[rows];
    int[] columns = new int[count];
    float[] floats = new float[count];
    entries.forEach(
        (row, column, value) -> {
          int entry = rowStart[row] + next[row]++;
          columns[entry] = column;
          floats[entry] = value(value);
        });
    TacoLayout layout = LayoutReader.read(section.layout(), shape, place);
    CsrMatrix matrix = CsrMatrix.of(rows, shape.elements() / rows, rowStart, columns, floats);
    return new Constant.Sparse(type, shape, matrix, layout);
  }

  private float value(int number) {
    int position = values.position() + number * type.bytes();
    return type == DataType.INT8 ? bytes[position] : ElementDecoder.floatAt(bytes, position, type);
  }

  /** Names a field of the section, for messages. */
  interface Place {
    String of(String field);
  }
}
