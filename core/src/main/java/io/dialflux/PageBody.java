package io.dialflux;

import io.dialflux.call.CallPage;
import io.dialflux.call.CallPageReader;
import io.dialflux.error.UnreadableResponseException;
import io.dialflux.http.ApiRequest;
import io.dialflux.http.ApiResponse;
import io.dialflux.internal.netty.AnswerReader;
import io.dialflux.internal.netty.ResponseHead;
import org.jspecify.annotations.Nullable;

/** Reads a page as it comes, and hands its calls on at once where somebody takes them. */
final class PageBody implements AnswerReader<ApiResponse> {
  /** 1,000 calls have about 2.1 MB; beyond this it is no page of Twilio's. */
  private static final int MOST = 32 << 20;

  private final ApiRequest request;
  private final ResponseHead head;
  private final PageTaker.@Nullable Try taking;
  private final CallPageReader reader;
  private int size;
  private @Nullable String compared;

  PageBody(ApiRequest request, ResponseHead head, PageTaker.@Nullable Try taking) {
    this.request = request;
    this.head = head;
    this.taking = taking;
    this.reader = taking == null ? new CallPageReader() : taking.reader();
  }

  @Override
  public boolean body(byte[] bytes, int length) {
    size += length;
    try {
      if (size > MOST) {
        throw new IllegalArgumentException("json is too long");
      }
      reader.read(bytes, 0, length);
    } catch (IllegalArgumentException unreadable) {
      throw Failures.unreadable(request, head, unreadable);
    }
    compare();
    if (taking != null) {
      taking.calls(reader.take());
    }
    return true;
  }

  /** Compares the page's own address with the request, as soon as it has been read. */
  private void compare() {
    String uri = reader.uri();
    if (uri == null || uri.equals(compared)) {
      return;
    }
    compared = uri;
    String field = PageMatch.differing(request.path(), uri);
    if (field != null) {
      UnreadableResponseException other = Failures.mismatch(request, head, "another page's", field);
      throw taking == null ? other : taking.mismatch(other);
    }
  }

  @Override
  public ApiResponse end() {
    CallPage page;
    try {
      page = reader.end();
    } catch (IllegalArgumentException unreadable) {
      throw Failures.unreadable(request, head, unreadable);
    }
    compare();
    Object read = taking == null ? page : taking.end(page);
    return new ApiResponse(head.status(), head.headers(), read);
  }

  @Override
  public ApiResponse broken(Throwable cause) {
    throw Failures.unreadable(request, head, cause);
  }
}
