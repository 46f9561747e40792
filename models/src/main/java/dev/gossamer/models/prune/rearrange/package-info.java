/**
 * Puts channels into another order, through the whole network alike, so that blocks hold weights of
 * like importance. The network computes the same.
 */
package dev.gossamer.models.prune.rearrange;
