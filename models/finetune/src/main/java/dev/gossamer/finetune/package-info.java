/**
 * Trains a sparse model to do what a dense one does, on pictures without labels: a graph becomes a
 * PyTorch network ({@link dev.gossamer.finetune.TorchNetwork}), its zeros stay zeros, and what it
 * computes is drawn towards what its teacher computes.
 */
package dev.gossamer.finetune;
