package dev.gossamer.models.ablation;

import dev.gossamer.models.evaluate.Comparison;
import dev.gossamer.models.evaluate.CropSet;
import dev.gossamer.models.evaluate.Network;
import dev.gossamer.models.evaluate.Scores;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Crops with what the dense model makes of them, which is asked once for all ways of pruning. */
public final class Judge {
  private final Comparison comparison;
  private final List<Sheet> sheets = new ArrayList<>();

  private record Question(float[] crop, float[][] expected, boolean isFinding) {}

  private record Sheet(String set, List<Question> questions) {}

  /** Runs the dense model on all crops. */
  public Judge(Network dense, List<CropSet> sets) {
    comparison = Comparison.of(dense);
    for (CropSet set : sets) {
      List<Question> questions = new ArrayList<>();
      for (CropSet.Item item : set.items()) {
        float[] crop = comparison.crop(item, dense.width(), dense.height());
        questions.add(new Question(crop, dense.run(crop), item.isFinding()));
      }
      sheets.add(new Sheet(set.name(), questions));
    }
  }

  public Comparison comparison() {
    return comparison;
  }

  /** One per set, and one of all of them if there are several. */
  public List<Quality> judge(Network pruned) {
    List<Scores> scores = new ArrayList<>();
    for (Sheet sheet : sheets) {
      List<Double> values = new ArrayList<>();
      int agreements = 0;
      int asked = 0;
      for (Question question : sheet.questions) {
        Comparison.Result result = comparison.compare(pruned.run(question.crop), question.expected);
        agreements += result.agreements();
        asked += result.questions();
        if (question.isFinding) {
          Arrays.stream(result.values()).forEach(values::add);
        }
      }
      double[] array = values.stream().mapToDouble(d -> d).toArray();
      scores.add(new Scores(pruned.name(), sheet.set, array, agreements, asked));
    }
    List<Quality> qualities = new ArrayList<>();
    scores.forEach(score -> qualities.add(quality(score.set(), score)));
    if (scores.size() > 1) {
      qualities.add(quality("all", scores.stream().reduce(Scores::and).orElseThrow()));
    }
    return qualities;
  }

  private Quality quality(String set, Scores scores) {
    double worst = scores.quantile(comparison.isDistance() ? 0.95 : 0.05);
    return new Quality(set, scores.values().length, scores.mean(), worst, scores.agreement());
  }
}
