package dev.gossamer.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.StringReader;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class BarPlotTest {
  @Test
  void isXmlWithOneBarPerNumber() throws Exception {
    String svg =
        BarPlot.of("times <ms>", List.of("ours", "theirs"))
            .group("a & b", List.of(1.0, 2.0))
            .group("c", List.of(3.0, Double.NaN))
            .svg();

    NodeList rectangles =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(svg)))
            .getElementsByTagName("rect");

    // the ground, two of the legend, three bars
    assertThat(rectangles.getLength()).isEqualTo(6);
    double one = width(rectangles, 3);
    assertThat(width(rectangles, 4))
        .isEqualTo(2 * one, org.assertj.core.api.Assertions.within(1.0));
    assertThat(width(rectangles, 5))
        .isEqualTo(3 * one, org.assertj.core.api.Assertions.within(1.5));
  }

  private static double width(NodeList rectangles, int index) {
    return Double.parseDouble(
        rectangles.item(index).getAttributes().getNamedItem("width").getNodeValue());
  }

  @Test
  void aSeriesKeepsItsColourFromPlotToPlot() {
    String both = BarPlot.of("t", List.of("ours", "theirs")).group("g", List.of(1.0, 2.0)).svg();
    String theirs =
        new BarPlot("t", List.of(new BarPlot.Series("theirs", 1))).group("g", List.of(2.0)).svg();

    assertThat(theirs).contains("#7fb8a4").doesNotContain("#0b6e4f");
    assertThat(both).contains("#7fb8a4", "#0b6e4f");
  }

  @Test
  void aGroupHasAValuePerSeries() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BarPlot.of("t", List.of("a")).group("g", List.of(1.0, 2.0)));
  }

  @Test
  void gridLinesLieAtRoundNumbers() {
    assertThat(BarPlot.niceStep(0.13)).isEqualTo(0.2);
    assertThat(BarPlot.niceStep(1)).isEqualTo(1);
    assertThat(BarPlot.niceStep(2.1)).isEqualTo(5);
    assertThat(BarPlot.niceStep(60)).isEqualTo(100);
  }
}
