/**
 * From the numbers of a detection network to detections in a picture: anchors, decoding,
 * non-maximum suppression, and the way back from the network's square input to the picture.
 */
package dev.gossamer.vision;
