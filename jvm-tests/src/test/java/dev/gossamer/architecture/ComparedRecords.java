package dev.gossamer.architecture;

import java.lang.reflect.Field;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.objectweb.asm.tree.MethodInsnNode;

/**
 * Which records are ever compared: those that some call compares (see {@link #COMPARING}), and all
 * that their own comparison reaches.
 */
final class ComparedRecords {
  /** What compares, and how many of its values (receiver first) it compares, from which on. */
  private record Comparing(String owners, String names, int first, int count) {
    boolean matches(String owner, String name) {
      return owner.matches(owners) && name.matches(names);
    }
  }

  private static final List<Comparing> COMPARING =
      List.of(
          new Comparing(".*", "equals|hashCode", 0, 2),
          new Comparing("java/util/(\\w*Map)", "of|entry|copyOf|putAll", 0, 20),
          new Comparing(
              "java/util/(\\w*Map)",
              "put|get|containsKey|containsValue|computeIfAbsent|computeIfPresent|compute|merge"
                  + "|getOrDefault|putIfAbsent|remove",
              1,
              1),
          new Comparing("java/util/(\\w*Set)", "\\w+", 1, 20),
          new Comparing(
              "java/util/(Collection|\\w*List|\\w*Deque)",
              "contains\\w*|indexOf|lastIndexOf|remove|removeAll|retainAll",
              1,
              1),
          new Comparing("dev/gossamer/codegen/Emission", "shared", 1, 1),
          new Comparing("dev/gossamer/codegen/NestFunction", "call", 5, 1));

  /**
   * Looked at by hand: keys that are passed on (the callers are in {@link #COMPARING} instead), and
   * collections of texts and numbers.
   */
  private static final Set<String> LOOKED_AT =
      Set.of(
          "Emission.get compares Object",
          "Emission.put compares Object",
          "NestFunction$Key.content compares Object",
          "GlobalPooling.equals compares List",
          "LandmarkSmoothers.retainAll compares Set",
          "Manifest.getOrDefault compares Object",
          "Plan.copyOf compares Map",
          "PoolLowering$Windows.computeIfAbsent compares ArrayList");

  private final List<Class<?>> all;
  private final Set<Class<?>> seen = new HashSet<>();
  private final Set<String> records = new TreeSet<>();
  private final Set<String> unknown = new TreeSet<>();

  /** Looks among {@code all} for what may stand behind an interface. */
  ComparedRecords(List<Class<?>> all) {
    this.all = all;
  }

  /** Names of the records found whose {@code equals} is not written out, in order. */
  Set<String> records() {
    return records;
  }

  /** Places that compare what is only known to be an object or a collection. */
  Set<String> unknown() {
    return unknown;
  }

  static boolean isComparing(MethodInsnNode call) {
    return COMPARING.stream().anyMatch(each -> each.matches(call.owner, call.name));
  }

  void add(MethodCalls.Call call) {
    for (Comparing comparing : COMPARING) {
      if (comparing.matches(call.owner(), call.name())) {
        List<org.objectweb.asm.Type> values = call.values();
        int end = Math.min(values.size(), comparing.first() + comparing.count());
        for (int i = Math.min(comparing.first(), end); i < end; i++) {
          reach(values.get(i), call.caller() + "." + call.name());
        }
      }
    }
  }

  private void reach(org.objectweb.asm.Type type, String where) {
    if (type != null && type.getSort() == org.objectweb.asm.Type.OBJECT) {
      try {
        reach(Class.forName(type.getClassName(), false, getClass().getClassLoader()), where);
      } catch (ClassNotFoundException e) {
        throw new AssertionError(e);
      }
    }
  }

  private void reach(Type type, String where) {
    switch (type) {
      case Class<?> each -> reach(each, where);
      case ParameterizedType each -> {
        for (Type argument : each.getActualTypeArguments()) {
          reach(argument, where);
        }
      }
      case GenericArrayType each -> {} // arrays are compared by identity
      default -> unknown.add(where);
    }
  }

  private void reach(Class<?> type, String where) {
    if (type == Object.class || type == Record.class || collects(type)) {
      String place = where + " compares " + type.getSimpleName();
      if (!LOOKED_AT.contains(place)) {
        unknown.add(place);
      }
      return;
    }
    if (!type.getName().startsWith("dev.gossamer.") || type.isEnum() || !seen.add(type)) {
      return;
    }
    for (Class<?> each : all) {
      if (each != type && type.isAssignableFrom(each)) {
        reach(each, where);
      }
    }
    if (type.isRecord()) {
      if (isGenerated(type)) {
        records.add(type.getName());
      }
      for (RecordComponent component : type.getRecordComponents()) {
        reach(
            component.getGenericType(),
            type.getName().substring(type.getName().lastIndexOf('.') + 1)
                + "."
                + component.getName());
      }
    } else if (!type.isInterface() && hasOwnEquals(type)) {
      for (Field field : type.getDeclaredFields()) {
        if (!Modifier.isStatic(field.getModifiers())) {
          reach(field.getGenericType(), type.getSimpleName() + "." + field.getName());
        }
      }
    }
  }

  private static boolean collects(Class<?> type) {
    return Iterable.class.isAssignableFrom(type) || Map.class.isAssignableFrom(type);
  }

  private static boolean isGenerated(Class<?> record) {
    try {
      return Modifier.isFinal(record.getMethod("equals", Object.class).getModifiers());
    } catch (NoSuchMethodException e) {
      throw new AssertionError(e);
    }
  }

  private static boolean hasOwnEquals(Class<?> type) {
    try {
      type.getDeclaredMethod("equals", Object.class);
      return true;
    } catch (NoSuchMethodException e) {
      return false;
    }
  }
}
