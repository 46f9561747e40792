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
  void onALogarithmicAxisTenfoldStepsAreAsLongAsEachOther() {
    String svg =
        new LinePlot("log", "x", "y")
            .logarithmic()
            .line("l", new double[] {0, 1, 2, 3}, new double[] {0, 1, 10, 100})
            .svg();

    // Of the 308 pixels between the margins; what is 0 has no place.
    assertThat(svg).contains("cy=\"348.0\"").contains("cy=\"194.0\"").contains("cy=\"40.0\"");
    assertThat(svg.split("<circle", -1)).hasSize(4);
    assertThat(svg).contains(">100<").contains(">1<").doesNotContain("Inf").doesNotContain("NaN");
  }

  @Test
  void needsAsManyXAsY() {
    assertThatThrownBy(() -> new LinePlot("t", "x", "y").line("l", new double[2], new double[3]))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
