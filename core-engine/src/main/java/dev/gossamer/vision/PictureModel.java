package dev.gossamer.vision;

import dev.gossamer.Model;

/**
 * A model that reads its input out of pictures by itself. In a web page pixels and models live in
 * memories that Java does not see: there an emitted kernel does what {@link ImageToTensor} says.
 */
public interface PictureModel extends Model {
  /**
   * Runs the model on a region of a picture.
   *
   * @param conversion how the region becomes the input
   * @return the outputs in the model's order
   */
  float[][] run(ImageToTensor conversion, Picture picture, Region region);
}
