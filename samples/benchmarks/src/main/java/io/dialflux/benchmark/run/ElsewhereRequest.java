package io.dialflux.benchmark.run;

import com.twilio.constant.EnumConstants;
import com.twilio.http.IRequest;
import com.twilio.http.Request;
import java.net.MalformedURLException;
import java.net.URL;
import java.util.List;
import java.util.Map;

/** A request of the official SDK in all but its scheme, host and port. */
final class ElsewhereRequest extends Request {
  private final Request original;
  private final String origin;

  ElsewhereRequest(Request original, String origin) {
    super(original.getMethod(), original.getUrl());
    this.original = original;
    this.origin = origin;
  }

  @Override
  public URL constructURL() {
    try {
      return new URL(origin + original.constructURL().getFile());
    } catch (MalformedURLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public boolean requiresAuthentication() {
    return original.requiresAuthentication();
  }

  @Override
  public String getAuthString() {
    return original.getAuthString();
  }

  @Override
  public EnumConstants.ContentType getContentType() {
    return original.getContentType();
  }

  @Override
  public void setContentType(EnumConstants.ContentType type) {
    original.setContentType(type);
  }

  @Override
  public String getBody() {
    return original.getBody();
  }

  @Override
  public List<IRequest.FormParameters> getFormParameters() {
    return original.getFormParameters();
  }

  @Override
  public List<String> getUserAgentExtensions() {
    return original.getUserAgentExtensions();
  }

  @Override
  public Map<String, List<String>> getQueryParams() {
    return original.getQueryParams();
  }

  @Override
  public Map<String, List<String>> getPostParams() {
    return original.getPostParams();
  }

  @Override
  public Map<String, List<String>> getHeaderParams() {
    return original.getHeaderParams();
  }
}
