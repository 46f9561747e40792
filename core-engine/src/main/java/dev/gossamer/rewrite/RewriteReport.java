package dev.gossamer.rewrite;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which rules fired where, in the order they did. */
public record RewriteReport(List<Firing> firings) {
  public static final RewriteReport EMPTY = new RewriteReport(List.of());

  /**
   * One application of a rule.
   *
   * @param rule its name
   * @param node name of the node
   * @param detail what was done there, a few words
   */
  public record Firing(String rule, String node, String detail) {}

  public RewriteReport {
    firings = List.copyOf(firings);
  }

  /** How often each rule fired, in order of first firing; rules that did not are absent. */
  public Map<String, Integer> counts() {
    Map<String, Integer> counts = new LinkedHashMap<>();
    for (Firing firing : firings) {
      counts.merge(firing.rule(), 1, Integer::sum);
    }
    return counts;
  }

  /** What rules did at a node, by the name it bore then. */
  public List<Firing> at(String node) {
    List<Firing> found = new ArrayList<>();
    for (Firing firing : firings) {
      if (firing.node().equals(node)) {
        found.add(firing);
      }
    }
    return found;
  }

  /** Collects firings. */
  public static final class Builder {
    private final List<Firing> firings = new ArrayList<>();

    public void fired(String rule, String node, String detail) {
      firings.add(new Firing(rule, node, detail));
    }

    public RewriteReport build() {
      return new RewriteReport(firings);
    }
  }
}
