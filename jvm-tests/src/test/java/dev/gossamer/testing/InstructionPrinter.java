package dev.gossamer.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Prints the instructions of one function or constant expression, one a line, blocks indented. */
final class InstructionPrinter {
  private final WasmReader in;
  private final Map<Integer, String> functions;
  private final Map<Integer, String> locals;
  private final List<String> lines = new ArrayList<>();
  private int depth;

  InstructionPrinter(WasmReader in, Map<Integer, String> functions, Map<Integer, String> locals) {
    this.in = in;
    this.functions = functions;
    this.locals = locals;
  }

  /** Reads up to and without the last {@code end}. */
  List<String> print() {
    while (true) {
      int first = in.u8();
      Opcode opcode = first >= 0xFC ? Opcode.of(first, in.unsigned()) : Opcode.of(0, first);
      if (opcode.name().equals("end") && depth == 0) {
        return lines;
      }
      line(opcode);
    }
  }

  private void line(Opcode opcode) {
    StringBuilder text =
        new StringBuilder(opcode.name().equals("select_t") ? "select" : opcode.name());
    for (String kind : opcode.immediates()) {
      immediate(kind, opcode, text);
    }
    if (opcode.name().equals("end") || opcode.name().equals("else")) {
      depth--;
    }
    lines.add("  ".repeat(depth) + text);
    if (opcode.immediates().contains("block") || opcode.name().equals("else")) {
      depth++;
    }
  }

  private void immediate(String kind, Opcode opcode, StringBuilder text) {
    switch (kind) {
      case "zero" -> {
        if (in.u8() != 0) {
          throw new IllegalStateException("a zero byte should follow " + opcode);
        }
      }
      case "block" -> text.append(blockType());
      case "label" -> {
        int label = in.unsigned();
        text.append(' ').append(label).append(" ;; @").append(depth - label);
      }
      case "labels" -> {
        for (int count = in.unsigned(); count >= 0; count--) {
          text.append(' ').append(in.unsigned());
        }
      }
      case "function" -> named(text, functions);
      case "local" -> named(text, locals);
      case "type", "table", "global", "data", "element" ->
          text.append(' ').append(kind).append(' ').append(in.unsigned());
      case "types" -> {
        for (int count = in.unsigned(); count > 0; count--) {
          text.append(" (result ").append(valueType(in.u8())).append(')');
        }
      }
      case "reference" -> text.append(in.u8() == 0x70 ? " func" : " extern");
      case "i32", "i64" -> text.append(' ').append(in.signed());
      case "f32" -> text.append(' ').append(floating(Float.intBitsToFloat(in.i32())));
      case "f64" -> {
        double value = Double.longBitsToDouble(in.i64());
        text.append(' ').append(Double.isNaN(value) ? "nan" : Double.toString(value));
      }
      case "memory" -> memory(opcode, text);
      case "lane" -> text.append(' ').append(in.u8());
      case "shuffle" -> {
        for (int i = 0; i < 16; i++) {
          text.append(' ').append(in.u8());
        }
      }
      case "v128" -> {
        text.append(" i32x4");
        for (int i = 0; i < 4; i++) {
          text.append(String.format(" 0x%08x", in.i32()));
        }
      }
      default -> throw new IllegalStateException("unknown immediate " + kind);
    }
  }

  /** Prints offset and alignment as the text format does: only where they are not the default. */
  private void memory(Opcode opcode, StringBuilder text) {
    int align = 1 << in.unsigned();
    int offset = in.unsigned();
    if (offset != 0) {
      text.append(" offset=").append(Integer.toUnsignedString(offset));
    }
    if (align != opcode.width()) {
      text.append(" align=").append(align);
    }
  }

  private String blockType() {
    long type = in.signed();
    if (type == -64) {
      return " ;; @" + (depth + 1);
    }
    String text =
        type >= 0 ? " (type " + type + ")" : " (result " + valueType((int) type & 0x7F) + ")";
    return text + " ;; @" + (depth + 1);
  }

  private void named(StringBuilder text, Map<Integer, String> names) {
    int index = in.unsigned();
    text.append(' ').append(index);
    if (names.containsKey(index)) {
      text.append(" ;; ").append(names.get(index));
    }
  }

  private static String floating(float value) {
    return Float.isNaN(value)
        ? String.format("nan:0x%x", Float.floatToRawIntBits(value))
        : Float.toString(value);
  }

  static String valueType(int code) {
    return switch (code) {
      case 0x7F -> "i32";
      case 0x7E -> "i64";
      case 0x7D -> "f32";
      case 0x7C -> "f64";
      case 0x7B -> "v128";
      case 0x70 -> "funcref";
      case 0x6F -> "externref";
      default -> throw new IllegalStateException(String.format("unknown type %02X", code));
    };
  }
}
