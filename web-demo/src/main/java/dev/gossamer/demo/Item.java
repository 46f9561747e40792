package dev.gossamer.demo;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A file of the demo, or why there is none.
 *
 * @param name what people call it
 * @param fileName the last part of its address
 * @param use which comparison wants it, and for what
 * @param version part of the address that changes with the bytes, so that a browser may keep what
 *     it got under it for ever
 * @param licence SPDX identifier; empty for the visitor's own files
 * @param source the npm package or folder it is from
 * @param file present unless {@code failure} says why not
 */
record Item(
    String name,
    String fileName,
    Use use,
    long bytes,
    String version,
    String licence,
    String source,
    Optional<Path> file,
    String failure) {

  /** What the page does with a file. */
  sealed interface Use {
    /** {@code hands}, {@code face} or {@code background}. */
    String task();

    /**
     * @param role {@code dense}, {@code distilled} or {@code sparse}: the pane it is for
     */
    record Network(String task, String role) implements Use {}

    /** The network that says where to look, for the pane of this role and those without one. */
    record Detector(String task, String role) implements Use {}

    /** A picture or video to look at; of every task if {@code task} is empty. */
    record Sample(String task) implements Use {}
  }

  /** Where the server has it. */
  String path() {
    return (use instanceof Use.Sample ? "samples/" : "models/") + fileName;
  }
}
