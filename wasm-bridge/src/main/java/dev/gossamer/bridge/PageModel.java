package dev.gossamer.bridge;

import dev.gossamer.LayerReport;
import dev.gossamer.RemovedWork;
import dev.gossamer.Tensor;
import dev.gossamer.TensorInfo;
import dev.gossamer.graph.DataType;
import dev.gossamer.graph.Shape;
import dev.gossamer.vision.ImageToTensor;
import dev.gossamer.vision.Picture;
import dev.gossamer.vision.PictureModel;
import dev.gossamer.vision.Region;
import dev.gossamer.vision.Sampling;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A model that JavaScript has and runs; Java knows its shapes only. */
final class PageModel implements PictureModel {
  private static final int LARGEST_RANK = 8;

  private final String name;
  private final List<TensorInfo> inputs = new ArrayList<>();
  private final List<TensorInfo> outputs = new ArrayList<>();

  /**
   * @param shapes little-endian 32-bit numbers: how many inputs and how many outputs there are,
   *     then of each its rank and its extents
   */
  PageModel(String name, byte[] shapes) {
    this.name = name;
    int inputCount = word(shapes, 0);
    int count = inputCount + word(shapes, 1);
    for (int i = 0, at = 2; i < count; i++) {
      int rank = word(shapes, at++);
      if (rank < 0 || rank > LARGEST_RANK) {
        throw new IllegalArgumentException("rank " + rank);
      }
      int[] extents = new int[rank];
      for (int axis = 0; axis < rank; axis++) {
        extents[axis] = word(shapes, at++);
      }
      List<TensorInfo> list = i < inputCount ? inputs : outputs;
      list.add(new TensorInfo("" + list.size(), Shape.of(extents), DataType.FLOAT32));
    }
  }

  private static int word(byte[] bytes, int index) {
    int at = 4 * index;
    if (at + 4 > bytes.length) {
      throw new IllegalArgumentException("shapes end after " + bytes.length + " bytes");
    }
    return bytes[at] & 0xff
        | (bytes[at + 1] & 0xff) << 8
        | (bytes[at + 2] & 0xff) << 16
        | bytes[at + 3] << 24;
  }

  float[][] newOutputs() {
    float[][] arrays = new float[outputs.size()][];
    for (int i = 0; i < arrays.length; i++) {
      arrays[i] = new float[outputs.get(i).shape().elements()];
    }
    return arrays;
  }

  @Override
  public float[][] run(ImageToTensor conversion, Picture picture, Region region) {
    return ((Pass) picture).ask(this, Sampling.of(conversion, region));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public List<TensorInfo> inputs() {
    return inputs;
  }

  @Override
  public List<TensorInfo> outputs() {
    return outputs;
  }

  @Override
  public Map<String, Tensor> run(Map<String, Tensor> named) {
    throw new UnsupportedOperationException("only pictures");
  }

  @Override
  public List<LayerReport> explain() {
    return List.of();
  }

  @Override
  public RemovedWork removed() {
    return new RemovedWork(0, 0);
  }

  @Override
  public void close() {
    // JavaScript's to close
  }
}
