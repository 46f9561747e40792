package dev.gossamer.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A WebAssembly binary as text, near enough to the text format to be read as such, for golden
 * files. Sections come in the order of the binary; long data is cut short.
 *
 * <pre>{@code
 * GoldenFiles.assertMatches(path, WasmDisassembler.disassemble(wasm));
 * }</pre>
 */
public final class WasmDisassembler {
  private static final int BYTES_SHOWN = 32;

  private final StringBuilder out = new StringBuilder();
  private final Map<Integer, String> functionNames = new TreeMap<>();
  private final Map<Integer, Map<Integer, String>> localNames = new TreeMap<>();
  private final List<String> types = new ArrayList<>();
  private final List<Integer> parameterCounts = new ArrayList<>();
  private final List<Integer> functionTypes = new ArrayList<>();
  private int importedFunctions;
  private int importedTables;
  private int importedGlobals;

  private WasmDisassembler() {}

  /** The text of {@code wasm}. */
  public static String disassemble(byte[] wasm) {
    WasmDisassembler disassembler = new WasmDisassembler();
    sections(wasm, disassembler::readNames);
    disassembler.out.append("(module\n");
    sections(wasm, disassembler::section);
    return disassembler.out.append(")\n").toString();
  }

  private interface SectionReader {
    void read(int id, WasmReader content);
  }

  private static void sections(byte[] wasm, SectionReader reader) {
    WasmReader in = new WasmReader(wasm);
    if (in.i32() != 0x6D736100 || in.i32() != 1) {
      throw new IllegalStateException("not a WebAssembly binary of version 1");
    }
    while (in.hasMore()) {
      int id = in.u8();
      WasmReader content = in.part(in.unsigned());
      reader.read(id, content);
    }
  }

  private void readNames(int id, WasmReader in) {
    if (id != 0 || !in.name().equals("name")) {
      return;
    }
    while (in.hasMore()) {
      int kind = in.u8();
      WasmReader names = in.part(in.unsigned());
      if (kind == 1) {
        nameMap(names, functionNames);
      } else if (kind == 2) {
        for (int count = names.unsigned(); count > 0; count--) {
          int function = names.unsigned();
          nameMap(names, localNames.computeIfAbsent(function, key -> new TreeMap<>()));
        }
      }
    }
  }

  private static void nameMap(WasmReader in, Map<Integer, String> names) {
    for (int count = in.unsigned(); count > 0; count--) {
      int index = in.unsigned();
      names.put(index, in.name());
    }
  }

  private void section(int id, WasmReader in) {
    switch (id) {
      case 0 -> custom(in);
      case 8 -> line("(start " + function(in.unsigned()) + ")");
      case 12 -> line("(data count " + in.unsigned() + ")");
      default -> {
        int count = in.unsigned();
        for (int i = 0; i < count; i++) {
          entry(id, i, in);
        }
      }
    }
    if (in.hasMore()) {
      throw new IllegalStateException("section " + id + " is longer than its contents");
    }
  }

  private void entry(int id, int index, WasmReader in) {
    switch (id) {
      case 1 -> type(index, in);
      case 2 -> importEntry(in);
      case 3 -> functionTypes.add(in.unsigned());
      case 4 -> line("(table " + (importedTables + index) + tableType(in) + ")");
      case 5 -> line("(memory" + memoryType(in) + ")");
      case 6 ->
          line(
              "(global " + (importedGlobals + index) + globalType(in) + " (" + constant(in) + "))");
      case 7 -> exportEntry(in);
      case 9 -> elements(index, in);
      case 10 -> body(index, in.part(in.unsigned()));
      case 11 -> data(index, in);
      default -> throw new IllegalStateException("unknown section " + id);
    }
  }

  private void type(int index, WasmReader in) {
    if (in.u8() != 0x60) {
      throw new IllegalStateException("type " + index + " is not a function type");
    }
    int parameters = in.unsigned();
    String text = valueTypes("param", parameters, in) + valueTypes("result", in.unsigned(), in);
    parameterCounts.add(parameters);
    types.add(text);
    line("(type " + index + " (func" + text + "))");
  }

  private static String valueTypes(String keyword, int count, WasmReader in) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append(' ').append(InstructionPrinter.valueType(in.u8()));
    }
    return count == 0 ? "" : " (" + keyword + text + ")";
  }

  private void importEntry(WasmReader in) {
    String name = quote(in.name()) + " " + quote(in.name());
    String what =
        switch (in.u8()) {
          case 0 -> "(func " + function(importedFunctions++) + " (type " + in.unsigned() + "))";
          case 1 -> "(table " + importedTables++ + tableType(in) + ")";
          case 2 -> "(memory" + memoryType(in) + ")";
          case 3 -> "(global " + importedGlobals++ + globalType(in) + ")";
          default -> throw new IllegalStateException("unknown kind of import");
        };
    line("(import " + name + " " + what + ")");
  }

  private static String tableType(WasmReader in) {
    String element = InstructionPrinter.valueType(in.u8());
    return limits(in, 1) + " " + element;
  }

  private static String memoryType(WasmReader in) {
    return limits(in, 3);
  }

  private static String limits(WasmReader in, int allowedFlags) {
    int flags = in.u8();
    if ((flags & ~allowedFlags) != 0) {
      throw new IllegalStateException("unknown limits " + flags);
    }
    String text = " " + in.unsigned();
    text += (flags & 1) != 0 ? " " + in.unsigned() : "";
    return text + ((flags & 2) != 0 ? " shared" : "");
  }

  private static String globalType(WasmReader in) {
    String type = InstructionPrinter.valueType(in.u8());
    return in.u8() == 1 ? " (mut " + type + ")" : " " + type;
  }

  private String constant(WasmReader in) {
    return String.join("; ", new InstructionPrinter(in, functionNames, Map.of()).print());
  }

  private void exportEntry(WasmReader in) {
    String name = quote(in.name());
    String kind = List.of("func", "table", "memory", "global").get(in.u8());
    int index = in.unsigned();
    line(
        "(export "
            + name
            + " ("
            + kind
            + " "
            + (kind.equals("func") ? function(index) : index)
            + "))");
  }

  private void elements(int index, WasmReader in) {
    int flags = in.unsigned();
    StringBuilder text = new StringBuilder("(elem " + index);
    switch (flags) {
      case 0 -> text.append(" (table 0) (").append(constant(in)).append(')');
      case 2 ->
          text.append(" (table ")
              .append(in.unsigned())
              .append(") (")
              .append(constant(in))
              .append(')');
      case 1 -> text.append(" passive");
      case 3 -> text.append(" declare");
      default -> throw new IllegalStateException("unknown kind of element segment " + flags);
    }
    if (flags != 0 && in.u8() != 0) {
      throw new IllegalStateException("element segment " + index + " does not hold functions");
    }
    text.append(" func");
    for (int count = in.unsigned(); count > 0; count--) {
      text.append(' ').append(function(in.unsigned()));
    }
    line(text + ")");
  }

  private void body(int position, WasmReader in) {
    int index = importedFunctions + position;
    int type = functionTypes.get(position);
    Map<Integer, String> names = localNames.getOrDefault(index, Map.of());
    out.append("\n  (func ")
        .append(function(index))
        .append(" (type ")
        .append(type)
        .append(")")
        .append(types.get(type))
        .append('\n');
    int local = parameterCounts.get(type);
    for (int group = in.unsigned(); group > 0; group--) {
      int count = in.unsigned();
      String valueType = InstructionPrinter.valueType(in.u8());
      String range = count == 1 ? "" + local : local + " to " + (local + count - 1);
      out.append("    (local ").append(range).append(' ').append(valueType).append(")\n");
      local += count;
    }
    for (String line : new InstructionPrinter(in, functionNames, names).print()) {
      out.append("    ").append(line).append('\n');
    }
    if (in.hasMore()) {
      throw new IllegalStateException("code after the end of function " + index);
    }
    out.append("  )\n");
  }

  private void data(int index, WasmReader in) {
    String place = in.unsigned() == 0 ? "(" + constant(in) + ")" : "passive";
    line("(data " + index + " " + place + " " + bytes(in.bytes(in.unsigned())) + ")");
  }

  private void custom(WasmReader in) {
    String name = in.name();
    byte[] content = in.rest();
    line("(custom " + quote(name) + " " + (name.equals("name") ? "..." : bytes(content)) + ")");
  }

  private static String bytes(byte[] bytes) {
    StringBuilder text = new StringBuilder().append(bytes.length).append(" bytes");
    for (int i = 0; i < Math.min(bytes.length, BYTES_SHOWN); i++) {
      text.append(String.format(" %02x", bytes[i]));
    }
    return text + (bytes.length > BYTES_SHOWN ? " ..." : "");
  }

  private String function(int index) {
    String name = functionNames.get(index);
    return name == null ? "" + index : index + " $" + name;
  }

  private static String quote(String text) {
    return '"' + text + '"';
  }

  private void line(String text) {
    out.append("  ").append(text).append('\n');
  }
}
