package dev.gossamer.format;

import dev.gossamer.graph.Graph;
import java.util.List;

/**
 * A {@code .goss} file that was read.
 *
 * @param majorVersion of the format
 * @param minorVersion of the format
 * @param sections how the constants are stored, in the order of the file
 */
public record GossFile(
    Graph graph, GossInfo info, int majorVersion, int minorVersion, List<SectionInfo> sections) {

  /**
   * One section, for reports.
   *
   * @param storage such as {@code "blocks 2x1, bitmap"}
   * @param bytes of indices, patterns and values
   */
  public record SectionInfo(String storage, int bytes) {}

  public GossFile {
    sections = List.copyOf(sections);
  }
}
