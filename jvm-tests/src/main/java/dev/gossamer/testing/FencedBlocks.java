package dev.gossamer.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The code examples of a Markdown file. */
public final class FencedBlocks {
  /**
   * A block between two lines that begin with three backticks.
   *
   * @param language what follows the backticks, such as {@code js}
   * @param code the lines between
   * @param line number of the first of them, counted from 1
   */
  public record Block(String language, String code, int line) {}

  private FencedBlocks() {}

  /** In the order of the file. */
  public static List<Block> of(Path markdown) {
    List<String> lines;
    try {
      lines = Files.readAllLines(markdown);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<Block> blocks = new ArrayList<>();
    int opened = -1;
    for (int i = 0; i < lines.size(); i++) {
      if (!lines.get(i).strip().startsWith("```")) {
        continue;
      }
      if (opened < 0) {
        opened = i;
      } else {
        String language = lines.get(opened).strip().substring(3).strip();
        String code = String.join("\n", lines.subList(opened + 1, i));
        blocks.add(new Block(language, code, opened + 2));
        opened = -1;
      }
    }
    return blocks;
  }
}
