package io.dialflux.call;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;

/** Reads a page of calls token by token; what else the envelope holds is passed over. */
final class PageReader {
  private final List<Call> calls = new ArrayList<>();
  private @Nullable PageToken next;

  private String name = "";
  private int skipped;
  private boolean inCalls;
  private boolean sawCalls;
  private @Nullable CallReader call;

  static CallPage page(byte[] json) {
    try (JsonParser parser = CallReader.JSON.createParser(ObjectReadContext.empty(), json)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new IllegalArgumentException("json is no object");
      }
      PageReader reader = new PageReader();
      while (!reader.accept(CallReader.next(parser), parser)) {}
      if (!reader.sawCalls) {
        throw new IllegalArgumentException("json has no calls");
      }
      return CallPage.of(reader.calls, reader.next);
    } catch (JacksonException malformed) {
      throw CallReader.malformed(malformed);
    }
  }

  /**
   * Takes the next token after the page's opening brace.
   *
   * @return true once it was the closing one
   */
  private boolean accept(JsonToken token, JsonParser parser) {
    if (call != null) {
      if (call.accept(token, parser)) {
        calls.add(new Call(call));
        call = null;
      }
    } else if (skipped > 0) {
      skipped += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
    } else if (inCalls) {
      switch (token) {
        case START_OBJECT -> call = new CallReader();
        case END_ARRAY -> inCalls = false;
        default -> throw new IllegalArgumentException("json has calls that are no objects");
      }
    } else {
      switch (token) {
        case PROPERTY_NAME -> name = parser.currentName();
        case START_ARRAY, START_OBJECT -> {
          inCalls = token == JsonToken.START_ARRAY && name.equals("calls");
          sawCalls |= inCalls;
          skipped = inCalls ? 0 : 1;
        }
        case END_OBJECT -> {
          return true;
        }
        case VALUE_STRING -> {
          if (name.equals("next_page_uri")) {
            next = PageToken.parse(parser.getString());
          }
        }
        default -> {}
      }
    }
    return false;
  }
}
