/**
 * Second-order pruning, layer by layer: which weights go and what the others become is solved from
 * calibration inputs, without labels and without training (optimal brain surgeon, Hassibi and Stork
 * 1993; layer-wise as in SparseGPT, Frantar and Alistarh 2023).
 */
package dev.gossamer.models.prune.obs;
