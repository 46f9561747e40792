package dev.gossamer.models.ablation;

/**
 * How close a pruned model is to the dense one on a set of crops.
 *
 * @param set its name
 * @param compared distances or overlaps that the others are made of
 * @param mean of them; what they are depends on the task
 * @param worst what one of twenty is worse than
 * @param agreement on yes-or-no questions, 0..1; NaN if nothing was asked
 */
public record Quality(String set, int compared, double mean, double worst, double agreement) {}
