package dev.gossamer.models.ablation;

import dev.gossamer.models.ablation.Ablation.Method;
import dev.gossamer.models.ablation.Ablation.Result;
import dev.gossamer.models.ablation.Ablation.Way;
import dev.gossamer.models.prune.pattern.Pattern;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Results in a CSV file, written after every one: a run that was stopped goes on behind the last.
 * The first line says what the run was of, so that results of another one are not mixed in.
 */
public final class AblationTable {
  private static final String HEAD =
      "sparsity,pattern,method,set,compared,mean,worst,agreement,milliseconds,bytes";

  private final Path file;
  private final String of;
  private final Map<Way, Result> results = new LinkedHashMap<>();

  /**
   * Reads the file if it is there.
   *
   * @param of model, pictures and settings, on one line
   * @throws IOException if the file cannot be read, or is of something else
   */
  public AblationTable(Path file, String of) throws IOException {
    this.file = file;
    this.of = "# " + of;
    if (!Files.exists(file)) {
      return;
    }
    List<String> lines = Files.readAllLines(file);
    if (lines.size() < 2 || !lines.get(0).equals(this.of) || !lines.get(1).equals(HEAD)) {
      throw new IOException(
          file
              + " is of another run: expected \""
              + this.of
              + "\", found \""
              + (lines.isEmpty() ? "" : lines.get(0))
              + "\"; name another folder, or remove it");
    }
    for (String line : lines.subList(2, lines.size())) {
      read(line);
    }
  }

  private void read(String line) throws IOException {
    try {
      String[] cells = line.split(",", -1);
      Way way =
          new Way(Double.parseDouble(cells[0]), Pattern.parse(cells[1]), Method.valueOf(cells[2]));
      Quality quality =
          new Quality(
              cells[3],
              Integer.parseInt(cells[4]),
              Double.parseDouble(cells[5]),
              Double.parseDouble(cells[6]),
              Double.parseDouble(cells[7]));
      Result before = results.get(way);
      List<Quality> qualities = new ArrayList<>(before == null ? List.of() : before.qualities());
      qualities.add(quality);
      results.put(
          way,
          new Result(way, qualities, Double.parseDouble(cells[8]), Integer.parseInt(cells[9])));
    } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException wrong) {
      throw new IOException(file + " has a line that is no result: " + line, wrong);
    }
  }

  /** Whether it is known what came of a way. */
  public boolean has(Way way) {
    return results.containsKey(way);
  }

  /** In the order they were found. */
  public List<Result> results() {
    return List.copyOf(results.values());
  }

  /** Adds a result and writes the file anew, so that it is never half a result. */
  public void add(Result result) throws IOException {
    results.put(result.way(), result);
    StringBuilder text = new StringBuilder(of).append('\n').append(HEAD).append('\n');
    for (Result one : results.values()) {
      for (Quality quality : one.qualities()) {
        text.append(one.way().sparsity())
            .append(',')
            .append(one.way().pattern().label())
            .append(',')
            .append(one.way().method().name())
            .append(',')
            .append(quality.set().replace(',', ' ').replace('\n', ' '))
            .append(',')
            .append(quality.compared())
            .append(',')
            .append(quality.mean())
            .append(',')
            .append(quality.worst())
            .append(',')
            .append(quality.agreement())
            .append(',')
            .append(one.milliseconds())
            .append(',')
            .append(one.bytes())
            .append('\n');
      }
    }
    Path beside = file.resolveSibling(file.getFileName() + ".new");
    Files.writeString(beside, text);
    Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
