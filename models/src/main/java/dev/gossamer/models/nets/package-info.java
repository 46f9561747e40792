/**
 * Networks made rather than fetched: well-known architectures with seeded random weights at any
 * sparsity, for measuring speed where no trained model with that sparsity is published.
 */
package dev.gossamer.models.nets;
