package io.dialflux.cli;

/**
 * Somebody to call. Holds a phone number; {@link #toString()} does not show it.
 *
 * @param id unique in its list; each lead is tried once, so it names the attempt too
 * @param phone as the list has it, perhaps no phone number at all
 */
record Lead(String id, String name, String phone) {
  @Override
  public String toString() {
    return id;
  }
}
