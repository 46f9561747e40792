package dev.gossamer.tflite;

import dev.gossamer.ModelFormatException;
import dev.gossamer.tflite.TableLayout.Child;
import dev.gossamer.tflite.TableLayout.Children;
import dev.gossamer.tflite.TableLayout.Field;
import dev.gossamer.tflite.TableLayout.Numbers;
import dev.gossamer.tflite.TableLayout.Scalar;
import dev.gossamer.tflite.TableLayout.Union;

/**
 * Checks that everything the generated accessors will touch lies inside the file, because the Java
 * library of FlatBuffers checks nothing and an array index out of bounds cannot be caught in the
 * browser. After {@link #verify} every table, vtable, vector, string and union that a {@link
 * TableLayout} names may be read without further checks of offsets; numbers still mean nothing.
 *
 * <p>Format: a table starts with the signed distance back to its vtable; a vtable holds its own
 * size, the table's size and per field an offset into the table, 0 where absent; offsets to other
 * objects are unsigned and count from where they stand.
 */
public final class FlatBufferVerifier {
  /** Model, subgraph, tensor, sparsity, dimension, index vector: the schema has no recursion. */
  private static final int IDENTIFIER_PLACE = 4;

  private static final int MAX_DEPTH = 8;

  /** The Java library reads sizes and field offsets as signed 16-bit numbers. */
  private static final int MAX_TABLE_SIZE = Short.MAX_VALUE;

  private final byte[] bytes;
  private final String[] pathField = new String[MAX_DEPTH];
  private final int[] pathIndex = new int[MAX_DEPTH];
  private int depth;
  private long objectsLeft;

  private FlatBufferVerifier(byte[] bytes) {
    this.bytes = bytes;
    // Every reference to an object takes four bytes. Vectors of tables may overlap in a hostile
    // file, so that following all references would take forever: more of them than fit the file
    // means that some were met twice.
    objectsLeft = bytes.length / 4L + 1;
  }

  /**
   * @param identifier four characters that must stand at byte 4
   * @throws ModelFormatException naming the table, field and index that leave the file
   */
  public static void verify(byte[] bytes, String identifier, TableLayout root) {
    new FlatBufferVerifier(bytes).verifyRoot(identifier, root);
  }

  /** Whether the identifier stands at byte 4; of a file that is too short it does not. */
  public static boolean hasIdentifier(byte[] bytes, String identifier) {
    boolean same = bytes.length >= IDENTIFIER_PLACE + identifier.length();
    for (int i = 0; same && i < identifier.length(); i++) {
      same = bytes[IDENTIFIER_PLACE + i] == identifier.charAt(i);
    }
    return same;
  }

  /**
   * The four characters at byte 4, a question mark for each that cannot be printed.
   *
   * @param bytes at least eight
   */
  public static String identifier(byte[] bytes) {
    StringBuilder text = new StringBuilder();
    for (int i = IDENTIFIER_PLACE; i < IDENTIFIER_PLACE + 4; i++) {
      text.append(bytes[i] >= ' ' && bytes[i] <= '~' ? (char) bytes[i] : '?');
    }
    return text.toString();
  }

  private void verifyRoot(String identifier, TableLayout root) {
    if (bytes.length < 8) {
      throw new ModelFormatException(
          "File is too short", "byte 0", "at least 8 bytes", bytes.length);
    }
    if (!hasIdentifier(bytes, identifier)) {
      throw new ModelFormatException("File identifier", "byte 4", identifier, identifier(bytes));
    }
    enter(root.name(), -1);
    table(reference(0), root);
    leave();
  }

  private void table(int start, TableLayout layout) {
    countObject();
    inside(start, 4, "table end");
    long vtable = (long) start - int32(start);
    if (vtable < 0 || vtable + 4 > bytes.length) {
      throw fault("vtable position", "0..", bytes.length - 4, vtable);
    }
    int vtableStart = (int) vtable;
    int vtableSize = uint16(vtableStart);
    int tableSize = uint16(vtableStart + 2);
    if (vtableSize < 4 || vtableSize > MAX_TABLE_SIZE || vtableSize % 2 != 0) {
      throw fault("vtable size", "an even number in 4..", MAX_TABLE_SIZE, vtableSize);
    }
    inside(vtableStart, vtableSize, "vtable end");
    if (tableSize < 4 || tableSize > MAX_TABLE_SIZE) {
      throw fault("table size", "4..", MAX_TABLE_SIZE, tableSize);
    }
    inside(start, tableSize, "table end");
    Field[] fields = layout.fields();
    int count = Math.min(fields.length, (vtableSize - 4) / 2);
    for (int id = 0; id < count; id++) {
      int offset = uint16(vtableStart + 4 + 2 * id);
      if (offset != 0) {
        Field field = fields[id];
        int width = field instanceof Scalar scalar ? scalar.bytes() : 4;
        enter(field.name(), -1);
        if (offset < 4 || offset + width > tableSize) {
          throw fault("field offset", "4..", tableSize - width, offset);
        }
        if (field instanceof Union union) {
          union(start, vtableStart + 4 + 2 * id, offset, tableSize, union);
        } else {
          field(start + offset, field);
        }
        leave();
      }
    }
  }

  private void field(int position, Field field) {
    switch (field) {
      case Scalar scalar -> {}
      case Numbers numbers -> vector(position, numbers.bytes());
      case Child child -> table(reference(position), child.table());
      case Children children -> {
        int vector = vector(position, 4);
        int length = int32(vector);
        for (int i = 0; i < length; i++) {
          pathIndex[depth - 1] = i;
          table(reference(vector + 4 + 4 * i), children.table());
        }
      }
      case Union union -> throw new IllegalStateException();
    }
  }

  /**
   * @param entry position of the union's entry in the vtable; the one before it is its type's
   */
  private void union(int table, int entry, int offset, int tableSize, Union union) {
    int typeOffset = uint16(entry - 2);
    // The type's own field came first and was checked; absent means type 0, none.
    int type = typeOffset == 0 ? 0 : bytes[table + typeOffset] & 0xff;
    if (type < union.byType().length && union.byType()[type] != null) {
      table(reference(table + offset), union.byType()[type]);
    }
  }

  /** Position of the vector's length, which and whose elements lie inside the file. */
  private int vector(int position, int elementBytes) {
    countObject();
    int vector = reference(position);
    inside(vector, 4, "vector end");
    long length = int32(vector) & 0xffffffffL;
    if (length * elementBytes > bytes.length - 4L - vector) {
      throw fault("vector length", "at most ", (bytes.length - 4L - vector) / elementBytes, length);
    }
    return vector;
  }

  /** Follows the unsigned offset at a position that is known to lie inside the file. */
  private int reference(int position) {
    long target = position + (int32(position) & 0xffffffffL);
    if (target > bytes.length - 4L) {
      throw fault("offset", "at most ", bytes.length - 4L - position, target - position);
    }
    return (int) target;
  }

  private void inside(int start, int size, String what) {
    if (start < 0 || (long) start + size > bytes.length) {
      throw fault(what, "at most ", bytes.length, (long) start + size);
    }
  }

  private void countObject() {
    if (--objectsLeft < 0) {
      throw fault(
          "objects", "at most one for each four bytes of the file", "more: vectors overlap");
    }
  }

  private void enter(String field, int index) {
    if (depth == MAX_DEPTH) {
      throw fault("depth", "at most ", MAX_DEPTH, depth + 1);
    }
    pathField[depth] = field;
    pathIndex[depth++] = index;
  }

  private void leave() {
    depth--;
  }

  /** Texts are put together here: in the callers they made code that is compiled at every start. */
  private ModelFormatException fault(String what, String expected, long bound, long found) {
    return fault(what, expected + bound, found);
  }

  private ModelFormatException fault(String what, Object expected, Object found) {
    StringBuilder where = new StringBuilder();
    for (int i = 0; i < depth; i++) {
      where.append(i == 0 ? "" : ".").append(pathField[i]);
      if (pathIndex[i] >= 0) {
        where.append('[').append(pathIndex[i]).append(']');
      }
    }
    return new ModelFormatException("Damaged file, " + what, where.toString(), expected, found);
  }

  private int uint16(int position) {
    return (bytes[position] & 0xff) | (bytes[position + 1] & 0xff) << 8;
  }

  private int int32(int position) {
    return uint16(position) | uint16(position + 2) << 16;
  }
}
