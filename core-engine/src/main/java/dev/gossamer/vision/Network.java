package dev.gossamer.vision;

import dev.gossamer.GossamerException;
import dev.gossamer.Model;
import dev.gossamer.Tensor;
import dev.gossamer.TensorInfo;
import dev.gossamer.graph.Shape;
import java.util.List;
import java.util.Map;

/** A model that looks at one picture: checked once, then fed with regions of interest. */
final class Network {
  private final Model model;
  private final String task;
  private final TensorInfo input;
  private final ImageToTensor conversion;

  /** Made when first needed: a {@link PictureModel} needs none. */
  private Tensor pixels;

  /**
   * @param task for messages, such as {@code "hand landmarks"}
   * @param low what the network takes for black
   * @param high what it takes for full intensity
   * @throws GossamerException with code MODEL_TASK if the input is not one picture
   */
  Network(Model model, String task, float low, float high, Border border) {
    this.model = model;
    this.task = task;
    if (model.inputs().size() != 1) {
      throw mismatch("one input [1,height,width,3]", model.inputs().size() + " inputs");
    }
    this.input = model.inputs().get(0);
    Shape shape = input.shape();
    if (shape.rank() != 4 || shape.dim(0) != 1 || shape.dim(3) != 3) {
      throw mismatch("an input [1,height,width,3]", shape.toString());
    }
    this.conversion = new ImageToTensor(shape.dim(2), shape.dim(1), low, high, border);
  }

  int width() {
    return conversion.width();
  }

  int height() {
    return conversion.height();
  }

  /**
   * The shape of an output.
   *
   * @throws GossamerException with code MODEL_TASK if there are not that many outputs
   */
  Shape output(int index, String expected) {
    List<TensorInfo> outputs = model.outputs();
    if (index >= outputs.size()) {
      throw mismatch(expected, "no output " + index);
    }
    return outputs.get(index).shape();
  }

  int outputs() {
    return model.outputs().size();
  }

  /** Fails unless the output is there and has that many floats. */
  void requireOutput(int index, int elements, String expected) {
    Shape shape = output(index, expected);
    if (shape.elements() != elements) {
      throw mismatch(expected, "output " + index + " " + shape);
    }
  }

  GossamerException mismatch(String expected, String found) {
    return new GossamerException(
        "MODEL_TASK",
        "Model '"
            + model.name()
            + "' is not one for "
            + task
            + ": expected "
            + expected
            + ", has "
            + found);
  }

  /**
   * The outputs, in the model's order, for what is in the region.
   *
   * @throws IllegalArgumentException if the picture is no {@link Image} and the model no {@link
   *     PictureModel}
   */
  float[][] run(Picture picture, Region region) {
    if (model instanceof PictureModel reader) {
      return reader.run(conversion, picture, region);
    }
    if (!(picture instanceof Image image)) {
      throw new IllegalArgumentException("a picture without pixels in an array");
    }
    if (pixels == null) {
      pixels = Tensor.of(input.shape(), new float[conversion.elements()]);
    }
    conversion.convert(image, region, pixels.data());
    Map<String, Tensor> named = model.run(Map.of(input.name(), pixels));
    float[][] outputs = new float[outputs()][];
    for (int i = 0; i < outputs.length; i++) {
      outputs[i] = named.get(model.outputs().get(i).name()).data();
    }
    return outputs;
  }
}
