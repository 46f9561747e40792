package dev.gossamer.models.evaluate;

import dev.gossamer.models.evaluate.CropSet.Item;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;

/** Compares networks with a reference, crop by crop. */
public final class Evaluation {

  /**
   * A crop and how the first network did there.
   *
   * @param value distance or overlap; the worst one where there are several
   */
  public record Case(
      Item item, float[] crop, double value, float[][] actual, float[][] reference) {}

  private final Network reference;
  private final List<Network> networks;
  private final Comparison comparison;
  private final List<Scores> scores = new ArrayList<>();
  private final List<Case> worst = new ArrayList<>();
  private final int keep;

  /**
   * @param networks the first is the one whose worst cases are kept
   * @param keep how many of them
   */
  public Evaluation(Network reference, List<Network> networks, int keep) {
    this.reference = reference;
    this.networks = List.copyOf(networks);
    this.keep = keep;
    comparison = Comparison.of(reference);
    for (Network network : networks) {
      if (network.width() != reference.width() || network.height() != reference.height()) {
        throw new IllegalArgumentException(
            network.name()
                + " takes pictures of "
                + network.width()
                + " x "
                + network.height()
                + ", the reference "
                + reference.width()
                + " x "
                + reference.height());
      }
    }
  }

  /** Outputs that have no counterpart cannot be compared. */
  private void requireLikeOutputs(float[][] actual, float[][] expected, Network network) {
    boolean alike = comparison.allows(actual.length, expected.length);
    for (int i = 0; alike && i < actual.length; i++) {
      alike = actual[i].length == expected[i].length;
    }
    if (!alike) {
      throw new IllegalArgumentException(
          network.name() + " has other outputs than " + reference.name());
    }
  }

  public Comparison comparison() {
    return comparison;
  }

  /** Runs all networks on a set. */
  public void run(CropSet set) {
    List<List<Double>> values = new ArrayList<>();
    int[] agreements = new int[networks.size()];
    int[] questions = new int[networks.size()];
    networks.forEach(network -> values.add(new ArrayList<>()));
    for (Item item : set.items()) {
      float[] crop = comparison.crop(item, reference.width(), reference.height());
      float[][] expected = reference.run(crop);
      for (int i = 0; i < networks.size(); i++) {
        float[][] actual = networks.get(i).run(crop);
        requireLikeOutputs(actual, expected, networks.get(i));
        Comparison.Result result = comparison.compare(actual, expected);
        agreements[i] += result.agreements();
        questions[i] += result.questions();
        if (item.isFinding()) {
          Arrays.stream(result.values()).forEach(values.get(i)::add);
          if (i == 0) {
            worst(result.values())
                .ifPresent(value -> remember(new Case(item, crop, value, actual, expected)));
          }
        }
      }
    }
    for (int i = 0; i < networks.size(); i++) {
      double[] array = values.get(i).stream().mapToDouble(d -> d).toArray();
      scores.add(
          new Scores(networks.get(i).name(), set.name(), array, agreements[i], questions[i]));
    }
  }

  /** Of several faces in one picture: the picture is shown once. */
  private OptionalDouble worst(double[] values) {
    DoubleStream stream = Arrays.stream(values);
    return comparison.isDistance() ? stream.max() : stream.min();
  }

  private void remember(Case now) {
    worst.add(now);
    Comparator<Case> better = Comparator.comparingDouble(Case::value);
    worst.sort(comparison.isDistance() ? better.reversed() : better);
    if (worst.size() > keep) {
      worst.remove(worst.size() - 1);
    }
  }

  /** One per network and set, in the order they were run. */
  public List<Scores> scores() {
    return List.copyOf(scores);
  }

  /** Of the first network, the worst first. */
  public List<Case> worst() {
    return List.copyOf(worst);
  }
}
