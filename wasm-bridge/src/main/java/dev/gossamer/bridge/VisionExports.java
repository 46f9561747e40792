package dev.gossamer.bridge;

import dev.gossamer.GossamerException;
import dev.gossamer.codegen.PictureKernel;
import dev.gossamer.vision.FaceDetector;
import dev.gossamer.vision.FaceMesh;
import dev.gossamer.vision.HandTracker;
import dev.gossamer.vision.OneEuroFilter;
import dev.gossamer.vision.SelfieSegmenter;
import dev.gossamer.vision.TrackingOptions;
import java.util.HashMap;
import java.util.Map;
import org.teavm.interop.Export;

/**
 * The vision pipelines as JavaScript sees them; the rules are those of {@link EngineExports}. This
 * module never reads or compiles a model: JavaScript runs models for it.
 */
public final class VisionExports {
  private static final Map<Integer, PageModel> models = new HashMap<>();
  private static final Map<Integer, OpenPipeline> pipelines = new HashMap<>();
  private static int lastHandle;
  private static byte[] bytes = new byte[0];

  private VisionExports() {}

  /** TeaVM wants an entry point; there is nothing to do at start. */
  public static void main(String[] arguments) {}

  /**
   * Emits the kernels that cut inputs out of pictures and put others behind people.
   *
   * @return its length; {@link #getBytes} fetches it
   */
  @Export(name = "emitKernel")
  public static int emitKernel() {
    return Reply.guard(() -> keep(PictureKernel.emit()));
  }

  /** Puts {@code count} of the bytes that the last call made into the staging block. */
  @Export(name = "getBytes")
  public static int getBytes(int offset, int count) {
    return Reply.guard(
        () -> {
          Transfer.from(bytes, offset, count);
          return 0;
        });
  }

  /**
   * Tells of a model whose shapes, as {@link PageModel} reads them, have been received.
   *
   * @return a handle, to be given to one pipeline
   */
  @Export(name = "addModel")
  public static int addModel(int nameLength) {
    return Reply.guard(
        () -> {
          NamedBytes received = Transport.takeReceived(nameLength);
          lastHandle++;
          models.put(lastHandle, new PageModel(received.name(), received.bytes()));
          return lastHandle;
        });
  }

  /**
   * @param smoothing 1 or 0
   * @return a handle
   */
  @Export(name = "createHandTracker")
  public static int createHandTracker(
      int palms,
      int landmarks,
      int hands,
      float minimumPresence,
      int searchInterval,
      int smoothing) {
    return Reply.guard(
        () -> {
          PageModel detector = take(palms);
          PageModel model = take(landmarks);
          TrackingOptions options = options(hands, minimumPresence, searchInterval, smoothing);
          return open(
              new Pipeline.Hands(new HandTracker(detector, model, options)), detector, model);
        });
  }

  /**
   * @return a handle
   */
  @Export(name = "createFaceDetector")
  public static int createFaceDetector(int handle) {
    return Reply.guard(
        () -> {
          PageModel model = take(handle);
          return open(new Pipeline.Faces(new FaceDetector(model)), model);
        });
  }

  /**
   * @param smoothing 1 or 0
   * @return a handle
   */
  @Export(name = "createFaceMesh")
  public static int createFaceMesh(
      int faceDetector,
      int landmarks,
      int faces,
      float minimumPresence,
      int searchInterval,
      int smoothing) {
    return Reply.guard(
        () -> {
          PageModel detector = take(faceDetector);
          PageModel model = take(landmarks);
          TrackingOptions options = options(faces, minimumPresence, searchInterval, smoothing);
          FaceMesh mesh = new FaceMesh(new FaceDetector(detector), model, options);
          return open(new Pipeline.Meshes(mesh), detector, model);
        });
  }

  /**
   * @return a handle
   */
  @Export(name = "createSelfieSegmenter")
  public static int createSelfieSegmenter(int handle) {
    return Reply.guard(
        () -> {
          PageModel model = take(handle);
          return open(new Pipeline.People(new SelfieSegmenter(model)), model);
        });
  }

  /**
   * Begins with a picture.
   *
   * @return what {@link #proceed} says
   */
  @Export(name = "begin")
  public static int begin(int handle, int width, int height, double milliseconds) {
    return Reply.guard(
        () -> {
          pipeline(handle).begin(width, height, milliseconds);
          return pipeline(handle).proceed();
        });
  }

  /** Takes {@code count} floats of an output of the run that was wanted from the staging block. */
  @Export(name = "answer")
  public static int answer(int handle, int output, int offset, int count) {
    return Reply.guard(
        () -> {
          Transfer.into(pipeline(handle).arriving(output), offset, count);
          return 0;
        });
  }

  /**
   * Goes on with the picture, after the run that was wanted.
   *
   * @return 0 if there are results; else which of the pipeline's models is to be run next, from 1
   *     on, on what the first nine floats of the staging block tell: the last arguments of the
   *     kernel
   */
  @Export(name = "proceed")
  public static int proceed(int handle) {
    return Reply.guard(() -> pipeline(handle).proceed());
  }

  /** How many floats the results are; {@link Pipeline} tells what they mean. */
  @Export(name = "resultLength")
  public static int resultLength(int handle) {
    return Reply.guard(() -> pipeline(handle).results().length);
  }

  /** Puts {@code count} floats of the results into the staging block. */
  @Export(name = "getResult")
  public static int getResult(int handle, int offset, int count) {
    return Reply.guard(
        () -> {
          Transfer.from(pipeline(handle).results(), offset, count);
          return 0;
        });
  }

  /** Forgets earlier pictures. */
  @Export(name = "reset")
  public static int reset(int handle) {
    return Reply.guard(
        () -> {
          pipeline(handle).reset();
          return 0;
        });
  }

  /** Forgets a pipeline; one that is not open is no fault. */
  @Export(name = "close")
  public static int close(int handle) {
    pipelines.remove(handle);
    return 0;
  }

  private static TrackingOptions options(
      int atMost, float minimumPresence, int searchInterval, int smoothing) {
    TrackingOptions options =
        TrackingOptions.atMost(atMost)
            .withMinimumPresence(minimumPresence)
            .withSearchInterval(searchInterval);
    return smoothing == 0 ? options : options.withSmoothing(OneEuroFilter.Parameters.LANDMARKS);
  }

  private static int open(Pipeline pipeline, PageModel... wanted) {
    lastHandle++;
    pipelines.put(lastHandle, new OpenPipeline(pipeline, wanted));
    return lastHandle;
  }

  private static int keep(byte[] made) {
    bytes = made;
    return made.length;
  }

  private static PageModel take(int handle) {
    PageModel model = models.remove(handle);
    if (model == null) {
      throw new GossamerException("DISPOSED", "No model " + handle + " is open");
    }
    return model;
  }

  private static OpenPipeline pipeline(int handle) {
    OpenPipeline pipeline = pipelines.get(handle);
    if (pipeline == null) {
      throw new GossamerException("DISPOSED", "No pipeline " + handle + " is open");
    }
    return pipeline;
  }
}
