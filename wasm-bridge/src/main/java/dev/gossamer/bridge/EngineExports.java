package dev.gossamer.bridge;

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
