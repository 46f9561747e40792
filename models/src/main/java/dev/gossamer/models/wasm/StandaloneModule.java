package dev.gossamer.models.wasm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gossamer.CompiledModule;
import dev.gossamer.Gossamer;
import dev.gossamer.Model;
import dev.gossamer.ModelFormatException;
import dev.gossamer.TensorInfo;
import dev.gossamer.codegen.Codegen;
import dev.gossamer.codegen.Manifest;
import dev.gossamer.graph.DataType;
import dev.gossamer.graph.Shape;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A file that {@code gossamer compile} wrote: a WebAssembly module that carries its weights and its
 * manifest.
 *
 * @param version of the compiler
 * @param backend {@code relaxed} or {@code simd}
 * @param threads whether instances share a memory, which they import; otherwise the module needs
 *     nothing from outside
 * @param steps the layers as they are run
 * @param module the module itself, without an image
 */
public record StandaloneModule(
    String version, String backend, boolean threads, List<Step> steps, CompiledModule module) {

  /**
   * @param macs multiply-adds, zero weights included
   * @param executedMacs multiply-adds done, padding included
   * @param parts how many pieces threads take it in
   */
  public record Step(
      String name, String operator, String kernel, long macs, long executedMacs, int parts) {}

  private static final List<String> BACKENDS = List.of("relaxed", "simd");
  private static final byte[] MAGIC = {0, 'a', 's', 'm', 1, 0, 0, 0};
  private static final int CUSTOM = 0;
  private static final String WHERE = "the section '" + Codegen.MANIFEST_SECTION + "'";

  /** A model with more inputs, outputs or elements than this is not one of ours. */
  private static final int MOST_ELEMENTS = 1 << 28;

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Whether bytes are WebAssembly at all. */
  public static boolean isWasm(byte[] bytes) {
    return startsWith(bytes, 4);
  }

  /**
   * Reads the manifest; the code is for WebAssembly to check.
   *
   * @throws ModelFormatException if the bytes are no such file
   */
  public static StandaloneModule read(byte[] bytes) {
    if (!startsWith(bytes, MAGIC.length)) {
      throw new ModelFormatException("File is no WebAssembly module of version 1", "byte 0");
    }
    JsonNode manifest = parse(manifest(bytes));
    int format = number(manifest, "format", 0, Integer.MAX_VALUE);
    if (format != Manifest.FORMAT && format != Manifest.THREADS_FORMAT) {
      String expected = Manifest.FORMAT + " or " + Manifest.THREADS_FORMAT;
      throw new ModelFormatException("Format of the manifest", WHERE, expected, format);
    }
    String name = text(manifest, "name");
    List<Step> steps = new ArrayList<>();
    for (JsonNode step : array(manifest, "steps")) {
      steps.add(
          new Step(
              text(step, "name"),
              text(step, "operator"),
              text(step, "kernel"),
              step.path("macs").asLong(),
              step.path("executedMacs").asLong(),
              step.path("parts").asInt(1)));
    }
    CompiledModule module =
        new CompiledModule(
            name,
            bytes,
            List.of(),
            manifest.toString(),
            tensors(manifest, "inputs"),
            tensors(manifest, "outputs"));
    boolean threads = format == Manifest.THREADS_FORMAT;
    if (threads) {
      number(manifest, "memoryBytes", 0, Integer.MAX_VALUE);
    }
    String backend = text(manifest, "backend");
    if (!BACKENDS.contains(backend)) {
      throw new ModelFormatException(
          "Field 'backend'", WHERE, String.join(" or ", BACKENDS), backend);
    }
    return new StandaloneModule(
        text(manifest, "version"), backend, threads, List.copyOf(steps), module);
  }

  /** A model that runs in GraalWasm, on one thread. */
  public Model load() {
    return Gossamer.load(
        module, threads ? GraalWasmExecutor::standaloneOfThreads : GraalWasmExecutor::standalone);
  }

  private static boolean startsWith(byte[] bytes, int count) {
    if (bytes.length < count) {
      return false;
    }
    for (int i = 0; i < count; i++) {
      if (bytes[i] != MAGIC[i]) {
        return false;
      }
    }
    return true;
  }

  /** The text of our custom section. */
  private static String manifest(byte[] bytes) {
    Cursor cursor = new Cursor(bytes, MAGIC.length);
    while (cursor.position < bytes.length) {
      int id = cursor.next();
      int end = cursor.length("a section");
      if (id == CUSTOM) {
        int nameEnd = cursor.length("a section's name", end);
        String name = cursor.text(nameEnd);
        if (name.equals(Codegen.MANIFEST_SECTION)) {
          return cursor.text(end);
        }
      }
      cursor.position = end;
    }
    throw new ModelFormatException(
        "WebAssembly module is none that 'gossamer compile' wrote: it has no manifest", WHERE);
  }

  /** Reads a module's sections without trusting their lengths. */
  private static final class Cursor {
    private final byte[] bytes;
    private int position;

    Cursor(byte[] bytes, int position) {
      this.bytes = bytes;
      this.position = position;
    }

    int next() {
      if (position >= bytes.length) {
        throw new ModelFormatException("WebAssembly module ends too early", "byte " + position);
      }
      return bytes[position++] & 0xff;
    }

    int length(String what) {
      return length(what, bytes.length);
    }

    /** Reads a length (LEB128, unsigned) and returns where what follows ends. */
    int length(String what, int limit) {
      int start = position;
      long length = 0;
      for (int shift = 0; ; shift += 7) {
        int part = next();
        length |= (long) (part & 0x7f) << shift;
        if (part < 0x80) {
          break;
        }
        if (shift == 28) {
          throw new ModelFormatException("Length of " + what, "byte " + start, "5 bytes", "more");
        }
      }
      if (length > limit - position) {
        throw new ModelFormatException(
            "Length of " + what, "byte " + start, "at most " + (limit - position), length);
      }
      return position + (int) length;
    }

    String text(int end) {
      String text = new String(bytes, position, end - position, StandardCharsets.UTF_8);
      position = end;
      return text;
    }
  }

  private static JsonNode parse(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new ModelFormatException("Manifest is no JSON: " + e.getOriginalMessage(), WHERE);
    }
  }

  private static List<TensorInfo> tensors(JsonNode manifest, String field) {
    List<TensorInfo> infos = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (JsonNode tensor : array(manifest, field)) {
      JsonNode extents = array(tensor, "shape");
      int[] shape = new int[extents.size()];
      long elements = 1;
      for (int i = 0; i < shape.length; i++) {
        shape[i] = extents.get(i).asInt(-1);
        elements *= shape[i];
        if (shape[i] < 1 || elements > MOST_ELEMENTS) {
          throw new ModelFormatException(
              "Shape of " + field, WHERE, "extents of at least 1, few", extents);
        }
      }
      int address = number(tensor, "address", 0, Integer.MAX_VALUE - 4 * (int) elements);
      if (address % Float.BYTES != 0) {
        throw new ModelFormatException("Field 'address'", WHERE, "a multiple of 4", address);
      }
      String name = text(tensor, "name");
      if (!names.add(name)) {
        throw new ModelFormatException(
            "Names of " + field, WHERE, "different ones", name + " twice");
      }
      infos.add(new TensorInfo(name, Shape.of(shape), DataType.FLOAT32));
    }
    return infos;
  }

  private static JsonNode array(JsonNode object, String field) {
    JsonNode array = object.path(field);
    if (!array.isArray()) {
      throw new ModelFormatException("Field '" + field + "'", WHERE, "an array", kind(array));
    }
    return array;
  }

  private static String text(JsonNode object, String field) {
    JsonNode text = object.path(field);
    if (!text.isTextual()) {
      throw new ModelFormatException("Field '" + field + "'", WHERE, "a text", kind(text));
    }
    return text.textValue();
  }

  private static int number(JsonNode object, String field, int least, int most) {
    JsonNode number = object.path(field);
    if (!number.canConvertToInt() || number.intValue() < least || number.intValue() > most) {
      throw new ModelFormatException(
          "Field '" + field + "'", WHERE, "a number in " + least + ".." + most, number);
    }
    return number.intValue();
  }

  private static String kind(JsonNode node) {
    return node.getNodeType().toString().toLowerCase(java.util.Locale.ROOT);
  }
}
