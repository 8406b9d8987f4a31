package io.dialflux.call;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The names and endings that the subresources of very many calls have in common. More than half of
 * a call's bytes are paths that begin with the call's own: a call keeps these names instead of the
 * paths.
 */
record SubresourceNames(List<String> names, List<String> endings) {
  static final SubresourceNames NONE = new SubresourceNames(List.of(), List.of());

  /** What the paths of a call's subresources begin with. */
  static String base(@Nullable String accountSid, @Nullable String sid) {
    return "/2010-04-01/Accounts/" + accountSid + "/Calls/" + sid;
  }

  /** The path of a call itself, as Twilio writes it. */
  static String uri(@Nullable String accountSid, @Nullable String sid) {
    return base(accountSid, sid) + ".json";
  }

  /** Splits the paths of a call; null where one does not begin with the call's own. */
  static @Nullable SubresourceNames of(String base, Map<String, String> paths) {
    List<String> endings = new ArrayList<>(paths.size());
    for (String path : paths.values()) {
      if (!path.startsWith(base)) {
        return null;
      }
      endings.add(path.substring(base.length()));
    }
    return new SubresourceNames(List.copyOf(paths.keySet()), List.copyOf(endings));
  }

  /** All the paths of a call, put together as they are asked for; unmodifiable. */
  Map<String, String> paths(String base) {
    return new AbstractMap<>() {
      @Override
      public @Nullable String get(@Nullable Object name) {
        int place = names.indexOf(name);
        return place < 0 ? null : base + endings.get(place);
      }

      @Override
      public boolean containsKey(@Nullable Object name) {
        return names.contains(name);
      }

      @Override
      public Set<Entry<String, String>> entrySet() {
        return new AbstractSet<>() {
          @Override
          public Iterator<Entry<String, String>> iterator() {
            return new Iterator<>() {
              private int place;

              @Override
              public boolean hasNext() {
                return place < names.size();
              }

              @Override
              public Entry<String, String> next() {
                if (place == names.size()) {
                  throw new NoSuchElementException();
                }
                return Map.entry(names.get(place), base + endings.get(place++));
              }
            };
          }

          @Override
          public int size() {
            return names.size();
          }
        };
      }
    };
  }
}
