package dev.gossamer.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A WebAssembly instruction as the specification lists it, read from {@code wasm-opcodes.txt}.
 *
 * @param prefix 0 or the first byte of a two-part opcode
 * @param immediates kinds of what follows the opcode, for instance {@code memory}, {@code lane}
 * @param width bytes accessed, for {@code memory}
 * @param operands types by letter (i l f d v), bottom of the stack first; null if not fixed
 * @param results as {@code operands}
 */
public record Opcode(
    int prefix,
    int code,
    String name,
    List<String> immediates,
    int width,
    String operands,
    String results) {

  private static final Map<Integer, Opcode> BY_CODE = new LinkedHashMap<>();

  static {
    for (String line : resource("wasm-opcodes.txt").split("\n")) {
      if (!line.startsWith("#")) {
        parse(line.split("\\|"));
      }
    }
  }

  /** All instructions, by prefix and code. */
  public static List<Opcode> all() {
    return List.copyOf(BY_CODE.values());
  }

  /** The instruction of that name. */
  public static Opcode named(String name) {
    return all().stream().filter(opcode -> opcode.name.equals(name)).findFirst().orElseThrow();
  }

  static Opcode of(int prefix, int code) {
    Opcode opcode = BY_CODE.get(key(prefix, code));
    if (opcode == null) {
      throw new IllegalArgumentException(String.format("unknown opcode %02X %02X", prefix, code));
    }
    return opcode;
  }

  /** {@code i32x4.extend_low_i16x8_s} gives {@code i32x4ExtendLowI16x8S}. */
  public String camelCase() {
    StringBuilder camel = new StringBuilder();
    boolean upper = false;
    for (char c : name.toCharArray()) {
      if (c == '.' || c == '_') {
        upper = true;
      } else {
        camel.append(upper ? Character.toUpperCase(c) : c);
        upper = false;
      }
    }
    return camel.toString();
  }

  @Override
  public String toString() {
    return name;
  }

  private static void parse(String[] fields) {
    int prefix = Integer.parseInt(fields[0].strip(), 16);
    int code = Integer.parseInt(fields[1].strip(), 16);
    List<String> immediates = new ArrayList<>();
    int width = 0;
    for (String word : fields[3].strip().split(" ")) {
      if (Character.isDigit(word.charAt(0)) && !immediates.isEmpty()) {
        width = Integer.parseInt(word);
      } else if (!word.equals("none")) {
        immediates.add(word);
      }
    }
    String signature = fields.length < 5 ? null : fields[4].strip();
    int colon = signature == null ? 0 : signature.indexOf(':');
    String operands = signature == null ? null : signature.substring(0, colon);
    String results = signature == null ? null : signature.substring(colon + 1);
    for (String name : fields[2].strip().split(" +")) {
      Opcode opcode = new Opcode(prefix, code, name, immediates, width, operands, results);
      if (BY_CODE.put(key(prefix, code), opcode) != null) {
        throw new IllegalStateException("two instructions with the code of " + name);
      }
      code++;
    }
  }

  private static int key(int prefix, int code) {
    return prefix << 16 | code;
  }

  private static String resource(String name) {
    try (InputStream in = Opcode.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
