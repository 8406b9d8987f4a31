package io.dialflux.simulator;

/** An answer that Twilio gives as an error body. */
final class ApiError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  final int status;
  final int code;
  final String text;

  ApiError(int status, int code, String text) {
    super("status " + status + ", code " + code, null, false, false);
    this.status = status;
    this.code = code;
    this.text = text;
  }

  static ApiError badRequest(int code, String text) {
    return new ApiError(400, code, text);
  }

  static ApiError notFound(String path) {
    return new ApiError(404, 20404, "The requested resource " + path + " was not found");
  }

  static ApiError methodNotAllowed() {
    return new ApiError(405, 20004, "Method not allowed");
  }

  static ApiError unauthenticated() {
    return new ApiError(401, 20003, "Authenticate");
  }
}
