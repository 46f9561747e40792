package dev.gossamer.models.cli;

import java.util.Arrays;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.TypeConversionException;

/** Values of options in the words of the help, in either case; picocli's own message shouts. */
public record EnumWords<E extends Enum<E>>(Class<E> type) implements ITypeConverter<E> {

  /** Takes over all options of a command whose type is an enum. */
  public static void register(CommandSpec command) {
    for (OptionSpec option : command.options()) {
      // Of a list, the type of its elements.
      Class<?> type = option.auxiliaryTypes()[0];
      if (type.isEnum()) {
        register(command, type.asSubclass(Enum.class));
      }
    }
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static void register(CommandSpec command, Class<? extends Enum> type) {
    command.commandLine().registerConverter((Class) type, new EnumWords(type));
  }

  @Override
  public E convert(String word) {
    return Arrays.stream(type.getEnumConstants())
        .filter(value -> value.toString().equalsIgnoreCase(word))
        .findFirst()
        .orElseThrow(
            () -> new TypeConversionException("expected " + all() + ", got '" + word + "'"));
  }

  private String all() {
    return Arrays.stream(type.getEnumConstants())
        .map(value -> "'" + value + "'")
        .collect(Collectors.joining(" or "));
  }
}
