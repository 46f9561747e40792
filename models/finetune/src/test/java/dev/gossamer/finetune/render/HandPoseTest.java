package dev.gossamer.finetune.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class HandPoseTest {
  @Test
  void posesBendFingersTowardsThePalmAndHardlyBack() {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 1000; i++) {
      HandPose pose = HandPose.random(random);
      for (Joint joint : Joint.values()) {
        if (joint.isKnuckle()) {
          assertThat(pose.angles()[joint.ordinal()].x).isBetween(-2.2, 0.75);
        }
      }
      assertThat(pose.thickness()).isBetween(0.5, 2.0);
    }
  }
}
