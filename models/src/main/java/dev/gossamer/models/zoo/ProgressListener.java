package dev.gossamer.models.zoo;

import java.time.Duration;

/**
 * Hears what a fetch is doing; called on the fetching thread, several times a second while
 * something takes long.
 */
@FunctionalInterface
public interface ProgressListener {

  /** For callers who do not want to know. */
  ProgressListener NONE = (step, subject, bytes, elapsed) -> {};

  /** What is being done. */
  enum Step {
    /** Another process or thread is fetching the same package. */
    WAITING,
    /** npm is downloading the package; it does not say how far it is. */
    DOWNLOADING,
    /** The files are being taken out of the package and verified. */
    UNPACKING,
    /** The package's files are in the cache. */
    DONE
  }

  /**
   * @param subject the npm package, as {@code name@version}
   * @param bytes size of its archive
   * @param elapsed since the fetch of this package began
   */
  void onProgress(Step step, String subject, long bytes, Duration elapsed);
}
