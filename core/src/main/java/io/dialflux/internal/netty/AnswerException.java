package io.dialflux.internal.netty;

import java.io.IOException;
import java.io.Serial;

/** An answer that did not come as HTTP has it, or not in time; the message quotes nothing of it. */
final class AnswerException extends IOException {
  @Serial private static final long serialVersionUID = 1L;

  AnswerException(String message) {
    super(message);
  }
}
