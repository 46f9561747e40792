package dev.gossamer.testing;

import dev.gossamer.wasm.ConstantExpression;
import dev.gossamer.wasm.MemoryType;
import dev.gossamer.wasm.ModuleBuilder;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.io.ByteSequence;
import org.graalvm.polyglot.proxy.ProxyObject;

/**
 * Validates and runs WebAssembly modules on the JVM, relaxed SIMD and threads included. It
 * interprets at 0.05 GFLOP/s when warm: keep shapes small.
 *
 * <pre>{@code
 * GraalWasm.Memory memory = GraalWasm.memory(1);
 * memory.writeFloats(64, new float[] {1, 2, 3});
 * GraalWasm.Instance instance = GraalWasm.instantiate(wasm, memory);
 * instance.call("run", 64, 3);
 * float[] result = memory.readFloats(64, 3);
 * }</pre>
 *
 * <p>All modules live in one context per kind of memory, made at first use and never closed. Use it
 * from one thread at a time.
 */
public final class GraalWasm {
  /**
   * Above this, one data segment (0.5 ms, then 5 ns a byte) beats writes by the word (1 us each).
   */
  private static final int SEGMENT_THRESHOLD = 2048;

  private GraalWasm() {}

  /** A memory of {@code pages} x 64 KiB, all zero. */
  public static Memory memory(int pages) {
    return new Memory(Plain.CONTEXT, memoryModule(MemoryType.of(pages)));
  }

  /** A shared memory of {@code minimum} pages that may grow to {@code maximum}. */
  public static Memory sharedMemory(int minimum, int maximum) {
    return new Memory(Shared.CONTEXT, memoryModule(MemoryType.shared(minimum, maximum)));
  }

  /**
   * Checks a module without running it.
   *
   * @throws PolyglotException with the validator's message if it is invalid
   */
  public static void validate(byte[] wasm) {
    compile(Shared.CONTEXT, wasm);
  }

  /** A module without imports. */
  public static Instance instantiate(byte[] wasm) {
    return new Instance(compile(Plain.CONTEXT, wasm).newInstance());
  }

  /** A module whose one import is a memory, whatever that is called. */
  public static Instance instantiate(byte[] wasm, Memory memory) {
    ProxyObject anyName = new AnyName(memory.value);
    return new Instance(compile(memory.context, wasm).newInstance(new AnyName(anyName)));
  }

  /**
   * A module with imports by module and name: a {@link Memory}, a {@code ProxyExecutable}, or an
   * export of another instance ({@link Instance#export}).
   */
  public static Instance instantiate(byte[] wasm, Map<String, Map<String, Object>> imports) {
    Context context = Plain.CONTEXT;
    Map<String, Object> modules = new HashMap<>();
    for (Map.Entry<String, Map<String, Object>> module : imports.entrySet()) {
      Map<String, Object> values = new HashMap<>(module.getValue());
      for (Map.Entry<String, Object> entry : values.entrySet()) {
        if (entry.getValue() instanceof Memory memory) {
          context = memory.context;
          entry.setValue(memory.value);
        }
      }
      modules.put(module.getKey(), ProxyObject.fromMap(values));
    }
    return new Instance(compile(context, wasm).newInstance(ProxyObject.fromMap(modules)));
  }

  private static Value compile(Context context, byte[] wasm) {
    return context.eval(
        Source.newBuilder("wasm", ByteSequence.create(wasm), "module")
            .cached(false)
            .buildLiteral());
  }

  private static byte[] memoryModule(MemoryType type) {
    return new ModuleBuilder().memory(type).exportMemory("m").toBytes();
  }

  private static Context context(boolean unsafeMemory) {
    return Context.newBuilder("wasm")
        .allowAllAccess(true)
        .allowExperimentalOptions(true)
        .option("engine.WarnInterpreterOnly", "false")
        .option("wasm.RelaxedSIMD", "true")
        .option("wasm.Threads", "true")
        .option("wasm.UseUnsafeMemory", Boolean.toString(unsafeMemory))
        .build();
  }

  private static final class Plain {
    static final Context CONTEXT = context(false);
  }

  /** Shared memories exist only outside the Java heap. */
  private static final class Shared {
    static final Context CONTEXT = context(true);
  }

  /** Has every member, and each is the same. */
  private record AnyName(Object member) implements ProxyObject {
    @Override
    public Object getMember(String key) {
      return member;
    }

    @Override
    public Object getMemberKeys() {
      return null;
    }

    @Override
    public boolean hasMember(String key) {
      return true;
    }

    @Override
    public void putMember(String key, Value value) {
      throw new UnsupportedOperationException();
    }
  }

  /** An instance of a module. */
  public static final class Instance {
    private final Value exports;
    private final Map<String, Value> functions = new HashMap<>();

    private Instance(Value instance) {
      this.exports = instance.getMember("exports");
    }

    /** Calls an exported function; the result is null-like where it has none. */
    public Value call(String name, Object... arguments) {
      return functions.computeIfAbsent(name, this::export).execute(arguments);
    }

    /** An export, to be called, read, or passed on as an import. */
    public Value export(String name) {
      Value export = exports.getMember(name);
      if (export == null) {
        throw new IllegalArgumentException(
            "no export " + name + ", there are " + exports.getMemberKeys());
      }
      return export;
    }

    /** The exported memory called {@code name}. */
    public Memory memory(String name) {
      return new Memory(exports.getContext(), export(name));
    }
  }

  /** A memory; addresses are in bytes and need no alignment. */
  public static final class Memory {
    private final Context context;
    private final Value value;

    private Memory(Context context, byte[] module) {
      this(context, compile(context, module).newInstance().getMember("exports").getMember("m"));
    }

    private Memory(Context context, Value value) {
      this.context = context;
      this.value = value;
    }

    /** Size in bytes. */
    public long size() {
      return value.getBufferSize();
    }

    /** Copies {@code bytes} to {@code address}. */
    public void writeBytes(int address, byte... bytes) {
      if (bytes.length > SEGMENT_THRESHOLD) {
        compile(context, segmentModule(address, bytes))
            .newInstance(new AnyName(new AnyName(value)));
        return;
      }
      ByteBuffer words = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
      int i = 0;
      for (; i + 8 <= bytes.length; i += 8) {
        value.writeBufferLong(ByteOrder.LITTLE_ENDIAN, address + i, words.getLong(i));
      }
      for (; i < bytes.length; i++) {
        value.writeBufferByte(address + i, bytes[i]);
      }
    }

    /** Copies {@code values} to {@code address}, 4 bytes each. */
    public void writeFloats(int address, float... values) {
      ByteBuffer bytes = allocate(4 * values.length);
      bytes.asFloatBuffer().put(values);
      writeBytes(address, bytes.array());
    }

    /** Copies {@code values} to {@code address}, 4 bytes each. */
    public void writeInts(int address, int... values) {
      ByteBuffer bytes = allocate(4 * values.length);
      bytes.asIntBuffer().put(values);
      writeBytes(address, bytes.array());
    }

    /** {@code count} bytes from {@code address} on. */
    public byte[] readBytes(int address, int count) {
      byte[] bytes = new byte[count];
      value.readBuffer(address, bytes, 0, count);
      return bytes;
    }

    /** {@code count} floats from {@code address} on. */
    public float[] readFloats(int address, int count) {
      float[] values = new float[count];
      buffer(address, 4 * count).asFloatBuffer().get(values);
      return values;
    }

    /** {@code count} ints from {@code address} on. */
    public int[] readInts(int address, int count) {
      int[] values = new int[count];
      buffer(address, 4 * count).asIntBuffer().get(values);
      return values;
    }

    private byte[] segmentModule(int address, byte[] bytes) {
      MemoryType any = context == Shared.CONTEXT ? MemoryType.shared(0, 65536) : MemoryType.of(0);
      ModuleBuilder module = new ModuleBuilder().importMemory("any", "any", any);
      module.data(ConstantExpression.i32(address), bytes);
      return module.toBytes();
    }

    private ByteBuffer buffer(int address, int size) {
      return ByteBuffer.wrap(readBytes(address, size)).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static ByteBuffer allocate(int size) {
      return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }
  }
}
