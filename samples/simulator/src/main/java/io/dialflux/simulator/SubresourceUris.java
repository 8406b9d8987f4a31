package io.dialflux.simulator;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The object {@code subresource_uris}: one template of text, filled with each call's SID. */
final class SubresourceUris {
  private static final List<String> NAMES =
      List.of(
          "Notifications",
          "Recordings",
          "Payments",
          "Events",
          "Siprec",
          "Streams",
          "Transcriptions",
          "UserDefinedMessageSubscriptions",
          "UserDefinedMessages",
          "TwimlSession");
  private static final String HOLE = "*".repeat(CallSids.LENGTH);

  private final byte[] template;
  private final int[] holes;

  SubresourceUris(String path) {
    String text =
        NAMES.stream()
            .map(name -> "\"" + snake(name) + "\":\"" + path + HOLE + "/" + name + ".json\"")
            .collect(Collectors.joining(",", "{", "}"));
    this.template = JsonBytes.ascii(text);
    this.holes = new int[NAMES.size()];
    int from = 0;
    for (int i = 0; i < holes.length; i++) {
      holes[i] = text.indexOf(HOLE, from);
      from = holes[i] + HOLE.length();
    }
  }

  void write(JsonBytes json, String sid) {
    json.template(template, holes, sid);
  }

  private static String snake(String name) {
    return name.replaceAll("(?<=.)([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }
}
