package dev.gossamer.codegen;

import dev.gossamer.Utf8;
import dev.gossamer.plan.BandsKernel;
import dev.gossamer.plan.Call;
import dev.gossamer.plan.ClearBorderKernel;
import dev.gossamer.plan.DepthwiseKernel;
import dev.gossamer.plan.ElementwiseKernel;
import dev.gossamer.plan.FullyConnectedKernel;
import dev.gossamer.plan.GatherKernel;
import dev.gossamer.plan.Kernel;
import dev.gossamer.plan.Operand;
import dev.gossamer.plan.Plan;
import dev.gossamer.plan.PointwiseKernel;
import dev.gossamer.plan.ReduceKernel;
import dev.gossamer.plan.SoftmaxKernel;
import dev.gossamer.plan.Step;
import dev.gossamer.plan.Threading;
import dev.gossamer.plan.TwiceKernel;
import dev.gossamer.plan.WindowKernel;
import dev.gossamer.wasm.DataSegment;
import dev.gossamer.wasm.FunctionBuilder;
import dev.gossamer.wasm.FunctionHandle;
import dev.gossamer.wasm.FunctionType;
import dev.gossamer.wasm.MemoryType;
import dev.gossamer.wasm.ModuleBuilder;
import dev.gossamer.wasm.TableHandle;
import dev.gossamer.wasm.TableType;
import dev.gossamer.wasm.ValueType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Assembles a plan into a module: one function per distinct kernel, one per step, and {@code run}
 * calling them all; for plans with threads also one per part of a step, and what {@link
 * ThreadEmitter} exports.
 */
public final class Codegen {
  /** Where a standalone module keeps its manifest. */
  public static final String MANIFEST_SECTION = "gossamer";

  private static final int PAGE = 65536;

  private static final Map<Class<? extends Kernel>, KernelEmitter<? extends Kernel>> EMITTERS =
      new HashMap<>();

  private static <K extends Kernel> void register(Class<K> type, KernelEmitter<K> emitter) {
    EMITTERS.put(type, emitter);
  }

  static {
    register(ClearBorderKernel.class, new ClearBorderEmitter());
    register(BandsKernel.class, new BandsEmitter());
    register(PointwiseKernel.class, new PointwiseEmitter());
    register(DepthwiseKernel.class, new DepthwiseEmitter());
    register(ElementwiseKernel.class, new ElementwiseEmitter());
    register(TwiceKernel.class, new TwiceEmitter());
    register(WindowKernel.class, new WindowEmitter());
    register(ReduceKernel.class, new ReduceEmitter());
    register(FullyConnectedKernel.class, new FullyConnectedEmitter());
    register(SoftmaxKernel.class, new SoftmaxEmitter());
    register(GatherKernel.class, new GatherEmitter());
  }

  private final Plan plan;
  private final ModuleBuilder module = new ModuleBuilder();
  private final Emission emission;

  private Codegen(Plan plan, CodegenOptions options) {
    this.plan = plan;
    this.emission = new Emission(module, options);
    module.keepNames(options.names());
  }

  /** A module that imports its memory, with the weights in it, as {@code env.memory}. */
  public static CompiledModel compile(Plan plan, CodegenOptions options) {
    Codegen codegen = new Codegen(plan, options);
    int pages = plan.memoryBytes() / PAGE;
    codegen.module.importMemory(
        "env",
        "memory",
        options.sharedMemory() ? MemoryType.shared(pages, pages) : MemoryType.of(pages));
    return new CompiledModel(plan, codegen.emit());
  }

  /**
   * A module that carries its weights, and the manifest as the custom section {@value
   * #MANIFEST_SECTION}.
   *
   * <p>It needs nothing from outside, and exports a memory of its own as {@code memory}. With
   * {@code options.sharedMemory()} it imports the memory of all its instances as {@code env.memory}
   * instead, exports that, and one of them calls {@code init()} once, which writes the weights: an
   * instance for another thread that wrote them again would cost as much time as the first.
   */
  public static byte[] compileStandalone(Plan plan, CodegenOptions options, String manifest) {
    Codegen codegen = new Codegen(plan, options);
    int pages = plan.memoryBytes() / PAGE;
    ModuleBuilder module = codegen.module;
    if (options.sharedMemory()) {
      module.importMemory("env", "memory", MemoryType.shared(pages, pages));
      module.export("init", codegen.writeImage());
    } else {
      module.memory(MemoryType.of(pages, pages));
      module.start(codegen.writeImage());
    }
    module.exportMemory("memory");
    module.custom(MANIFEST_SECTION, Utf8.encode(manifest));
    return codegen.emit();
  }

  /** A function that writes the weights to memory, once. */
  private FunctionHandle writeImage() {
    PackedImage packed = PackedImage.of(plan.weights());
    int address = plan.imageAddress();
    int size = plan.imageBytes();
    boolean fits = address + size + packed.slack() <= plan.memoryBytes();
    if (fits && packed.bytes().length < size) {
      DataSegment segment = module.data(packed.bytes());
      return emission.function(
          "init", 0, f -> UnpackEmitter.emit(f, segment, packed, address, size));
    }
    DataSegment segment = module.data(plan.image());
    return emission.function(
        "init",
        0,
        f -> {
          f.i32Const(address).i32Const(0).i32Const(size).memoryInit(segment).dataDrop(segment);
        });
  }

  private byte[] emit() {
    FunctionHandle[] steps = new FunctionHandle[plan.steps().size()];
    for (int i = 0; i < steps.length; i++) {
      Step step = plan.steps().get(i);
      steps[i] = call("step" + i, step.whole());
    }
    FunctionHandle run =
        emission.function(
            "run",
            0,
            f -> {
              for (FunctionHandle step : steps) {
                f.call(step);
              }
            });
    module.export("run", run);
    module.export("step", stepFunction(steps));
    if (plan.threading() != null) {
      new ThreadEmitter(module, plan, chunks(steps)).emit();
    }
    return module.toBytes();
  }

  private FunctionHandle call(String name, Call call) {
    FunctionHandle kernel = kernel(emission, call.kernel());
    return emission.function(
        name,
        0,
        f -> {
          for (Operand operand : call.operands()) {
            f.i32Const(value(operand));
          }
          f.call(kernel);
        });
  }

  /** The chunks of all phases, in order. */
  private FunctionHandle[] chunks(FunctionHandle[] steps) {
    List<FunctionHandle> chunks = new ArrayList<>();
    for (Threading.Phase phase : plan.threading().phases()) {
      List<Call> parts = plan.steps().get(phase.end() - 1).parts();
      int uncut = parts.isEmpty() ? phase.end() : phase.end() - 1;
      if (uncut > phase.first()) {
        chunks.add(
            emission.function(
                "phase",
                0,
                f -> {
                  for (int i = phase.first(); i < uncut; i++) {
                    f.call(steps[i]);
                  }
                }));
      }
      for (Call part : parts) {
        chunks.add(call("part", part));
      }
    }
    return chunks.toArray(new FunctionHandle[0]);
  }

  private FunctionHandle stepFunction(FunctionHandle[] steps) {
    TableHandle table = module.table(TableType.of(ValueType.FUNCREF, Math.max(1, steps.length)));
    module.elements(table, 0, steps);
    return module.function(
        "step",
        FunctionType.of(ValueType.I32),
        (FunctionBuilder f) -> f.localGet(0).callIndirect(table, FunctionType.of()));
  }

  /** The function of a kernel. */
  @SuppressWarnings("unchecked")
  static FunctionHandle kernel(Emission emission, Kernel kernel) {
    KernelEmitter<Kernel> emitter = (KernelEmitter<Kernel>) EMITTERS.get(kernel.getClass());
    if (emitter == null) {
      throw new IllegalStateException("no emitter for " + kernel.getClass().getName());
    }
    return emission.shared(kernel, () -> emitter.emit(emission, kernel));
  }

  private int value(Operand operand) {
    return switch (operand) {
      case Operand.Activation activation -> activation.buffer().address();
      case Operand.Stream stream -> plan.imageAddress() + stream.offset();
      case Operand.Literal literal -> literal.value();
    };
  }
}
