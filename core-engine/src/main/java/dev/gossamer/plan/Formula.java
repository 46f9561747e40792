package dev.gossamer.plan;

import dev.gossamer.graph.Op;

/** What an {@link ElementwiseKernel} computes from one element of each of its inputs. */
public sealed interface Formula {
  /** Number of inputs. */
  int inputs();

  /** For reports. */
  String label();

  /** The input itself. */
  record Copy() implements Formula {
    @Override
    public int inputs() {
      return 1;
    }

    @Override
    public String label() {
      return "copy";
    }
  }

  /** Always the same value. */
  record Fill(float value) implements Formula {
    @Override
    public int inputs() {
      return 0;
    }

    @Override
    public String label() {
      return "fill";
    }
  }

  /** A function of two inputs. */
  record Binary(Op.Binary.Kind kind) implements Formula {
    @Override
    public int inputs() {
      return 2;
    }

    @Override
    public String label() {
      return kind.name();
    }
  }

  /** A function of one input. */
  record Unary(Op.Unary.Kind kind, float alpha) implements Formula {
    @Override
    public int inputs() {
      return 1;
    }

    @Override
    public String label() {
      return kind.name();
    }
  }

  /** x if x is positive, slope * x otherwise. Inputs: x, slope. */
  record Prelu() implements Formula {
    @Override
    public int inputs() {
      return 2;
    }

    @Override
    public String label() {
      return "prelu";
    }
  }

  /** x / scale rounded half away from zero, plus zeroPoint, clamped to [lowest, highest]. */
  record Quantize(float scale, int zeroPoint, float lowest, float highest) implements Formula {
    @Override
    public int inputs() {
      return 1;
    }

    @Override
    public String label() {
      return "quantize";
    }
  }

  /** (x - zeroPoint) * scale. Inputs: x, zeroPoint, scale. */
  record Dequantize() implements Formula {
    @Override
    public int inputs() {
      return 3;
    }

    @Override
    public String label() {
      return "dequantize";
    }
  }

  /**
   * Interpolation between four neighbours. Inputs: top left, top right, bottom left, bottom right,
   * fraction of the way down, fraction of the way to the right.
   */
  record Bilinear() implements Formula {
    @Override
    public int inputs() {
      return 6;
    }

    @Override
    public String label() {
      return "bilinear";
    }
  }
}
