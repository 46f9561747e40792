/** Compares ways of pruning a model: sparsity x pattern x method, with quality, size and time. */
package dev.gossamer.models.ablation;
