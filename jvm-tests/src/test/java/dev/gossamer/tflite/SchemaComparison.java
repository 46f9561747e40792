package dev.gossamer.tflite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossamer.testing.ProjectFolders;
import dev.gossamer.tflite.TableLayout.Child;
import dev.gossamer.tflite.TableLayout.Children;
import dev.gossamer.tflite.TableLayout.Field;
import dev.gossamer.tflite.TableLayout.Numbers;
import dev.gossamer.tflite.TableLayout.Scalar;
import dev.gossamer.tflite.TableLayout.Union;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Compares the tables of the verifier with those of a schema. */
public final class SchemaComparison {
  private static final Set<String> UNIONS =
      Set.of("BuiltinOptions", "QuantizationDetails", "SparseIndexVector");
  private static final Map<String, Integer> BYTES =
      Map.ofEntries(
          Map.entry("bool", 1),
          Map.entry("byte", 1),
          Map.entry("ubyte", 1),
          Map.entry("string", 1),
          Map.entry("ushort", 2),
          Map.entry("int", 4),
          Map.entry("uint", 4),
          Map.entry("float", 4),
          Map.entry("long", 8),
          Map.entry("ulong", 8),
          Map.entry("Storage", 1),
          Map.entry("IndexCode", 1),
          Map.entry("TensorType", 1),
          Map.entry("Padding", 1),
          Map.entry("ActivationFunctionType", 1),
          Map.entry("FullyConnectedOptionsWeightsFormat", 1),
          Map.entry("DimensionType", 1),
          Map.entry("CustomOptionsFormat", 1),
          Map.entry("BuiltinOperator", 4));

  private final Map<String, List<String[]>> tables = new HashMap<>();
  private final Set<String> compared = new HashSet<>();

  private SchemaComparison(String... files) {
    for (String file : files) {
      readSchema(file);
    }
  }

  /**
   * Fails unless the tables of the verifier are those of the schema, field by field.
   *
   * @param files schemas in core-engine/src/main/fbs
   * @return names of the tables compared
   */
  public static Set<String> compare(TableLayout root, String... files) {
    SchemaComparison comparison = new SchemaComparison(files);
    comparison.compare(root);
    return comparison.compared;
  }

  private void compare(TableLayout layout) {
    if (!compared.add(layout.name())) {
      return;
    }
    List<String[]> fields = tables.get(layout.name());
    assertThat(fields).as("table " + layout.name()).isNotNull();
    assertThat(layout.fields().length)
        .as("fields of " + layout.name())
        .isLessThanOrEqualTo(fields.size());
    for (int id = 0; id < layout.fields().length; id++) {
      Field field = layout.fields()[id];
      String as = layout.name() + "." + field.name();
      String type = fields.get(id)[1];
      assertThat(field.name()).as(as).isEqualTo(fields.get(id)[0]);
      switch (field) {
        case Scalar scalar -> assertThat(scalar.bytes()).as(as).isEqualTo(BYTES.get(type));
        case Numbers numbers -> {
          String element = type.equals("string") ? type : type.substring(1, type.length() - 1);
          assertThat(numbers.bytes()).as(as).isEqualTo(BYTES.get(element));
        }
        case Child child -> {
          assertThat(child.table().name()).as(as).isEqualTo(type);
          compare(child.table());
        }
        case Children children -> {
          assertThat("[" + children.table().name() + "]").as(as).isEqualTo(type);
          compare(children.table());
        }
        case Union union -> {
          assertThat(UNIONS).as(as).contains(type);
          for (TableLayout table : union.byType()) {
            if (table != null) {
              compare(table);
            }
          }
        }
      }
    }
  }

  /** Per table its fields as {name, type}; a union counts as two fields. */
  private void readSchema(String name) {
    Path file = ProjectFolders.root().resolve("core-engine/src/main/fbs").resolve(name);
    String text;
    try {
      text = Files.readString(file).replaceAll("//[^\n]*", "");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    Matcher table = Pattern.compile("table (\\w+) \\{([^}]*)\\}").matcher(text);
    while (table.find()) {
      List<String[]> fields = new ArrayList<>();
      Matcher field =
          Pattern.compile("(\\w+)\\s*:\\s*(\\[?[\\w.]+\\]?)[^;]*;").matcher(table.group(2));
      while (field.find()) {
        if (UNIONS.contains(field.group(2))) {
          fields.add(new String[] {field.group(1) + "_type", "byte"});
        }
        // Tables of another schema are named with their package.
        String type = field.group(2).replaceAll("\\w+\\.", "");
        fields.add(new String[] {field.group(1), type});
      }
      tables.put(table.group(1), fields);
    }
  }
}
