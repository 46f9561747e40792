package dev.gossamer.finetune;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;

/** Starts PyTorch: its natives come with this module, nothing is fetched when it runs. */
final class Torch {
  static {
    System.setProperty("ai.djl.offline", "true");
    System.setProperty("OPT_OUT_TRACKING", "true");
  }

  private Torch() {}

  /** A manager that owns what is made with it; closing it frees that. */
  static NDManager newManager() {
    return Engine.getEngine("PyTorch").newBaseManager();
  }
}
