package dev.gossamer.models.wasm;

import dev.gossamer.CompiledModule;
import dev.gossamer.Executor;
import dev.gossamer.GossamerException;
import dev.gossamer.ModelFormatException;
import dev.gossamer.TensorInfo;
import dev.gossamer.wasm.ConstantExpression;
import dev.gossamer.wasm.MemoryType;
import dev.gossamer.wasm.ModuleBuilder;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.io.ByteSequence;
import org.graalvm.polyglot.proxy.ProxyObject;

/** One module with a memory of its own, in a GraalWasm context of its own. */
final class GraalWasmExecutor implements Executor {
  private static final int PAGE = 65536;
  private static final ProxyObject NO_IMPORTS = ProxyObject.fromMap(Map.of());

  /** Where a module has its memory and its weights. */
  private enum Kind {
    /** Imports a memory that the host made and wrote the weights to. */
    LINKED,
    /** Exports a memory of its own, with the weights in it. */
    STANDALONE,
    /** Imports a shared memory, and writes the weights to it when told to. */
    STANDALONE_OF_THREADS
  }

  private final Context context;
  private final ModuleAddresses addresses;
  private final List<TensorInfo> outputs;

  /** Of the memory that the host makes. */
  private final MemoryType memoryType;

  private final Value memory;
  private final Value run;

  /** For a module that imports its memory. */
  static GraalWasmExecutor linked(CompiledModule module) {
    return new GraalWasmExecutor(module, Kind.LINKED);
  }

  /** For a module that exports its memory, with the weights in it. */
  static GraalWasmExecutor standalone(CompiledModule module) {
    return new GraalWasmExecutor(module, Kind.STANDALONE);
  }

  /** For a module whose instances share a memory: there is one, and it does all the work. */
  static GraalWasmExecutor standaloneOfThreads(CompiledModule module) {
    return new GraalWasmExecutor(module, Kind.STANDALONE_OF_THREADS);
  }

  private GraalWasmExecutor(CompiledModule module, Kind kind) {
    addresses = ModuleAddresses.of(module);
    outputs = module.outputs();
    boolean shared = kind == Kind.STANDALONE_OF_THREADS;
    context = context(shared);
    int pages = addresses.memoryBytes() / PAGE;
    memoryType = shared ? MemoryType.shared(pages, pages) : MemoryType.of(pages);
    try {
      if (kind != Kind.LINKED) {
        Value exports = instantiate(module.wasm(), shared ? imports(makeMemory()) : NO_IMPORTS);
        if (shared) {
          member(exports, "init", Value::canExecute, "a function").execute();
        }
        memory = member(exports, "memory", Value::hasBufferElements, "a memory");
        run = member(exports, "run", Value::canExecute, "a function");
        requireInside(module.inputs(), addresses.inputs());
        requireInside(module.outputs(), addresses.outputs());
      } else {
        memory = makeMemory();
        write(addresses.image(), module.image());
        run = instantiate(module.wasm(), imports(memory)).getMember("run");
      }
    } catch (PolyglotException e) {
      context.close();
      throw new GossamerException(
          "WASM", "GraalWasm refuses the module of '" + module.name() + "': " + e.getMessage());
    } catch (ModelFormatException e) {
      context.close();
      throw e;
    }
  }

  private static Context context(boolean shared) {
    Context.Builder builder =
        Context.newBuilder("wasm")
            .allowExperimentalOptions(true)
            .option("engine.WarnInterpreterOnly", "false")
            .option("wasm.RelaxedSIMD", "true");
    if (shared) {
      // Shared memories exist only outside the Java heap.
      builder.option("wasm.Threads", "true").option("wasm.UseUnsafeMemory", "true");
    }
    return builder.build();
  }

  private static Value member(
      Value exports, String name, Predicate<Value> isRight, String expected) {
    Value member = exports.getMember(name);
    if (member == null || !isRight.test(member)) {
      throw new ModelFormatException(
          "Export '" + name + "'",
          "the export section",
          expected,
          member == null ? "none" : member);
    }
    return member;
  }

  private void requireInside(List<TensorInfo> tensors, List<Integer> at) {
    long size = memory.getBufferSize();
    for (int i = 0; i < tensors.size(); i++) {
      long end = at.get(i) + (long) Float.BYTES * tensors.get(i).shape().elements();
      if (end > size) {
        throw new ModelFormatException(
            "End of '" + tensors.get(i).name() + "'", "the manifest", "at most " + size, end);
      }
    }
  }

  @Override
  public float[][] run(float[][] inputs) {
    try {
      return compute(inputs);
    } catch (PolyglotException | IllegalArgumentException e) {
      // The latter: a foreign module whose export takes arguments.
      throw new GossamerException("WASM", "The module failed while running: " + e.getMessage());
    }
  }

  private float[][] compute(float[][] inputs) {
    for (int i = 0; i < inputs.length; i++) {
      ByteBuffer bytes = littleEndian(new byte[Float.BYTES * inputs[i].length]);
      bytes.asFloatBuffer().put(inputs[i]);
      write(addresses.inputs().get(i), bytes.array());
    }
    run.execute();
    float[][] results = new float[outputs.size()][];
    for (int i = 0; i < results.length; i++) {
      results[i] = new float[outputs.get(i).shape().elements()];
      byte[] bytes = new byte[Float.BYTES * results[i].length];
      memory.readBuffer(addresses.outputs().get(i), bytes, 0, bytes.length);
      littleEndian(bytes).asFloatBuffer().get(results[i]);
    }
    return results;
  }

  @Override
  public void close() {
    context.close();
  }

  private Value makeMemory() {
    byte[] owner = new ModuleBuilder().memory(memoryType).exportMemory("memory").toBytes();
    return instantiate(owner, NO_IMPORTS).getMember("memory");
  }

  /**
   * Polyglot writes a buffer in words of at most 8 bytes, at 1 us each. A module with the bytes as
   * a data segment copies them at 5 ns a byte when it is instantiated.
   */
  private void write(int address, byte[] bytes) {
    MemoryType type = memoryType.shared() ? memoryType : MemoryType.of(0);
    ModuleBuilder segment = new ModuleBuilder().importMemory("env", "memory", type);
    segment.data(ConstantExpression.i32(address), bytes);
    instantiate(segment.toBytes(), imports(memory));
  }

  private static ProxyObject imports(Value memory) {
    return ProxyObject.fromMap(Map.of("env", ProxyObject.fromMap(Map.of("memory", memory))));
  }

  private Value instantiate(byte[] wasm, ProxyObject imports) {
    Source source =
        Source.newBuilder("wasm", ByteSequence.create(wasm), "module").cached(false).buildLiteral();
    return context.eval(source).newInstance(imports).getMember("exports");
  }

  private static ByteBuffer littleEndian(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
