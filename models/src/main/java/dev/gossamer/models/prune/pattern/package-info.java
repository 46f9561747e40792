/**
 * Which shapes zeros may have: single weights, blocks, n of m, taps of depthwise windows. A pattern
 * turns importance into a mask with an exact count.
 */
package dev.gossamer.models.prune.pattern;
