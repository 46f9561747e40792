package dev.gossamer.bridge;

import dev.gossamer.CompileOptions;
import dev.gossamer.CompiledModule;
import dev.gossamer.Gossamer;
import dev.gossamer.GossamerException;
import dev.gossamer.LoadOptions;
import dev.gossamer.Model;
import java.util.HashMap;
import java.util.Map;
import org.teavm.interop.Export;

/**
 * The engine as JavaScript sees it: WebAssembly exports that take and return numbers only. Bytes
 * and floats travel through {@link Transport}, models are handles above 0, and a call that fails
 * returns {@link Reply#FAILED} and leaves code and message in {@link Reply}.
 */
public final class EngineExports {
  private static final Map<Integer, OpenModel> models = new HashMap<>();
  private static int lastHandle;
  private static CompiledModule compiled;

  private EngineExports() {}

  /** TeaVM wants an entry point; there is nothing to do at start. */
  public static void main(String[] arguments) {}

  /**
   * Opens the model in the bytes received; the last {@code nameLength} of them are its name in
   * UTF-8.
   *
   * @return a handle
   */
  @Export(name = "openModel")
  public static int openModel(int nameLength) {
    return Reply.guard(
        () -> {
          NamedBytes received = Transport.takeReceived(nameLength);
          Model model =
              Gossamer.load(received.bytes(), LoadOptions.DEFAULT.withName(received.name()));
          lastHandle++;
          models.put(lastHandle, new OpenModel(model));
          return lastHandle;
        });
  }

  /** Leaves the model's name, inputs and outputs in the reply, as JSON. */
  @Export(name = "describeModel")
  public static int describeModel(int handle) {
    return Reply.guard(() -> Reply.text(model(handle).describe()));
  }

  /** Leaves the model's layers in the reply, as JSON. */
  @Export(name = "explainModel")
  public static int explainModel(int handle) {
    return Reply.guard(() -> Reply.text(model(handle).explain()));
  }

  /** Takes {@code count} floats of an input from the staging block. */
  @Export(name = "setInput")
  public static int setInput(int handle, int index, int offset, int count) {
    return Reply.guard(
        () -> {
          Transfer.into(model(handle).input(index), offset, count);
          return 0;
        });
  }

  /** Runs a model on the inputs set. */
  @Export(name = "runModel")
  public static int runModel(int handle) {
    return Reply.guard(
        () -> {
          model(handle).run();
          return 0;
        });
  }

  /** Puts {@code count} floats of an output of the last run into the staging block. */
  @Export(name = "getOutput")
  public static int getOutput(int handle, int index, int offset, int count) {
    return Reply.guard(
        () -> {
          Transfer.from(model(handle).output(index), offset, count);
          return 0;
        });
  }

  /**
   * Compiles the model in the bytes received; the last {@code nameLength} of them are its name in
   * UTF-8. Leaves the manifest in the reply; {@link #getCompiled} fetches module and weights.
   *
   * @param flags 1: relaxed SIMD; 2: keep dead channels; 4: a module for threads
   * @return bytes of the module
   */
  @Export(name = "compileModel")
  public static int compileModel(int nameLength, int flags) {
    return Reply.guard(
        () -> {
          compiled = null;
          NamedBytes received = Transport.takeReceived(nameLength);
          LoadOptions load = LoadOptions.DEFAULT.withName(received.name());
          load = (flags & 2) == 0 ? load : load.withDeadChannelsKept();
          CompileOptions options = CompileOptions.SIMD.withLoadOptions(load);
          options = (flags & 1) == 0 ? options : options.withRelaxedSimd();
          options = (flags & 4) == 0 ? options : options.withThreads();
          compiled = Gossamer.compile(received.bytes(), options);
          Reply.text(compiled.manifest());
          return compiled.wasm().length;
        });
  }

  /**
   * Puts {@code count} bytes of what was compiled last into the staging block.
   *
   * @param part 0: the module; 1: the weight image
   */
  @Export(name = "getCompiled")
  public static int getCompiled(int part, int offset, int count) {
    return Reply.guard(
        () -> {
          if (compiled == null) {
            throw new GossamerException("DISPOSED", "No compiled model waits to be fetched");
          }
          if (part == 0) {
            Transfer.from(compiled.wasm(), offset, count);
          } else {
            Transfer.fromWords(compiled.weights(), offset, count);
          }
          return 0;
        });
  }

  /** Forgets what was compiled last. */
  @Export(name = "dropCompiled")
  public static int dropCompiled() {
    compiled = null;
    return 0;
  }

  /** Forgets a model; one that is not open is no fault. */
  @Export(name = "closeModel")
  public static int closeModel(int handle) {
    return Reply.guard(
        () -> {
          OpenModel model = models.remove(handle);
          if (model != null) {
            model.close();
          }
          return 0;
        });
  }

  private static OpenModel model(int handle) {
    OpenModel model = models.get(handle);
    if (model == null) {
      throw new GossamerException("DISPOSED", "No open model has the handle " + handle);
    }
    return model;
  }
}
