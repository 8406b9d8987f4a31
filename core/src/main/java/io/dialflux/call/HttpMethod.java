package io.dialflux.call;

/** The HTTP method with which Twilio calls an address of yours. */
public enum HttpMethod {
  GET,
  POST
}
