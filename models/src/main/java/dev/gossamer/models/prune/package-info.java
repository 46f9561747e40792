/**
 * Makes models sparse: which layers ({@link dev.gossamer.models.prune.Policy}), how much of each
 * ({@link dev.gossamer.models.prune.Allocation}), in which shape ({@link
 * dev.gossamer.models.prune.pattern.Pattern}), by which measure ({@link
 * dev.gossamer.models.prune.Criterion}), and when, if it goes in steps ({@link
 * dev.gossamer.models.prune.Schedule}).
 */
package dev.gossamer.models.prune;
