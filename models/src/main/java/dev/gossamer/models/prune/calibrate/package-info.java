/**
 * What calibration pictures tell about weights: a graph run part by part, importance from
 * gradients, and how much each layer minds being pruned.
 */
package dev.gossamer.models.prune.calibrate;
