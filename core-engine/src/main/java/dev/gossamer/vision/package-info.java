/**
 * From pictures to what is in them. {@link dev.gossamer.vision.HandTracker}, {@link
 * dev.gossamer.vision.FaceDetector}, {@link dev.gossamer.vision.FaceMesh} and {@link
 * dev.gossamer.vision.SelfieSegmenter} do the whole way with the networks they are given; their
 * parts are here, too: picture to tensor, anchors, decoding, non-maximum suppression, regions of
 * interest, smoothing.
 */
package dev.gossamer.vision;
