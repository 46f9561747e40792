/** What commands share that train: their options, and where the module with PyTorch comes in. */
package dev.gossamer.models.tune;
