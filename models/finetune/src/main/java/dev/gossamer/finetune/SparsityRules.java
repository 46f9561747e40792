package dev.gossamer.finetune;

/**
 * What happens to zeros during training.
 *
 * @param masks null if zeros stay what they are
 * @param lasso null for none
 */
record SparsityRules(MaskRule masks, GroupLasso lasso) {
  /** Zeros stay zeros, and there come no others. */
  static final SparsityRules NONE = new SparsityRules(null, null);
}
