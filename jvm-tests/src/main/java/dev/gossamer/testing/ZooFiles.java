package dev.gossamer.testing;

import dev.gossamer.models.zoo.ProgressListener;
import dev.gossamer.models.zoo.Zoo;
import dev.gossamer.models.zoo.ZooException;
import java.nio.file.Path;
import org.opentest4j.TestAbortedException;

/** Models and pictures of the zoo for tests, fetched on first use. */
public final class ZooFiles {
  private static final Zoo ZOO = Zoo.standard();

  private ZooFiles() {}

  /**
   * The verified file of a model or picture; skips the running test, saying why, where npm, the
   * network or the shared folder is missing. A file that is not what the manifest says fails the
   * test.
   */
  public static Path require(String name) {
    try {
      return ZOO.fetch(name, ProgressListener.NONE);
    } catch (ZooException failure) {
      switch (failure.kind()) {
        case NPM_MISSING, DOWNLOAD_FAILED, SHARED_ABSENT ->
            throw new TestAbortedException(failure.getMessage(), failure);
        default -> throw failure;
      }
    }
  }
}
