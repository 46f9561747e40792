package dev.gossamer.models.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

class LinePlotTest {

  @Test
  void isWellFormedAndSkipsWhatIsNotFinite() throws Exception {
    String svg =
        new LinePlot("a < b & c", "step", "loss")
            .line("first", new double[] {0, 1, 2}, new double[] {3, Double.NaN, 1})
            .line("second", new double[] {0, 2}, new double[] {1, 2})
            .svg();
    Document document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
    assertThat(document.getDocumentElement().getTagName()).isEqualTo("svg");
    assertThat(svg).contains("first").contains("second").doesNotContain("NaN");
  }

  @Test
  void drawsNothingOfNothing() {
    assertThat(new LinePlot("empty", "x", "y").svg()).doesNotContain("NaN").doesNotContain("Inf");
  }

  @Test
  void needsAsManyXAsY() {
    assertThatThrownBy(() -> new LinePlot("t", "x", "y").line("l", new double[2], new double[3]))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
