package dev.gossamer.models.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gossamer.models.cli.TextTable.Column;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class TextTableTest {
  private final TextTable table =
      new TextTable(
          Column.right("#"),
          Column.left("name").elastic().optional(),
          Column.left("window").optional(),
          Column.right("weights"));

  TextTableTest() {
    table.row("0", "model/block_1/conv", "3x3/2", "1,728");
    table.row("10", "add", "", "");
  }

  @Test
  void nothingIsShortenedInAFile() {
    assertThat(table.lines(Terminal.NONE))
        .containsExactly(
            " #  name                window  weights",
            " 0  model/block_1/conv  3x3/2     1,728",
            "10  add");
  }

  @Test
  void namesAreShortenedFromTheLeft() {
    assertThat(table.lines(width(32)))
        .containsExactly(
            " #  name         window  weights", " 0  …ock_1/conv  3x3/2     1,728", "10  add");
  }

  @Test
  void optionalColumnsGoFromTheRightAndTheirRoomIsUsed() {
    assertThat(table.lines(width(22)))
        .containsExactly(" #  name       weights", " 0  …k_1/conv    1,728", "10  add");
  }

  @Test
  void whatIsNotOptionalStays() {
    assertThat(table.lines(width(5))).containsExactly(" #  weights", " 0    1,728", "10");
  }

  @Test
  void rowMustHaveOneCellPerColumn() {
    assertThatThrownBy(() -> table.row("1"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected 4 cells, got 1");
  }

  private static Terminal width(int columns) {
    return new Terminal(OptionalInt.of(columns), false);
  }
}
