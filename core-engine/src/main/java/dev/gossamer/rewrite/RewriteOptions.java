package dev.gossamer.rewrite;

import java.util.ArrayList;
import java.util.List;

/**
 * Which rules to run.
 *
 * @param simplify fuse, merge and fold beyond what the storage of weights needs
 * @param removeDeadChannels remove channels that are constant or never read: see {@link
 *     RemoveDeadChannels}
 * @param evaluator computes nodes that read only constants
 */
public record RewriteOptions(
    boolean simplify, boolean removeDeadChannels, ConstantEvaluator evaluator) {

  /** Every rule. */
  public static final RewriteOptions ALL = new RewriteOptions(true, true, ConstantEvaluator.NONE);

  /** Only what makes weights constants: DENSIFY and DEQUANTIZE; the graph stays as in the file. */
  public static final RewriteOptions WEIGHTS_ONLY =
      new RewriteOptions(false, false, ConstantEvaluator.NONE);

  public RewriteOptions withEvaluator(ConstantEvaluator newEvaluator) {
    return new RewriteOptions(simplify, removeDeadChannels, newEvaluator);
  }

  public RewriteOptions withDeadChannels(boolean remove) {
    return new RewriteOptions(simplify, remove, evaluator);
  }

  /** The rules in the order in which they run. */
  public List<Rule> rules() {
    List<Rule> rules = new ArrayList<>(List.of(new FoldDensify(), new FoldDequantize()));
    if (simplify) {
      rules.add(new FoldConstants(evaluator));
      rules.add(new RemoveIdentity());
      rules.add(new MergeReshapes());
      rules.add(new MergePadding());
      rules.add(new FuseActivation());
      rules.add(new FoldPadding());
      rules.add(new GlobalPooling());
      rules.add(new PointwiseBeforeResize());
      rules.add(new MeanOfSum());
    }
    if (removeDeadChannels) {
      rules.add(new RemoveDeadChannels());
    }
    return rules;
  }

  public Rewriter rewriter() {
    return new Rewriter(rules());
  }
}
