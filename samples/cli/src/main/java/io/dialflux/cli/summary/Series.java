package io.dialflux.cli.summary;

import java.util.List;

/**
 * What a plot shows in one colour.
 *
 * @param style the class by which the page's style sheet colours it
 * @param values one for each place of the plot; NaN where there is none
 */
record Series(String style, List<Double> values) {
  double at(int place) {
    return values.get(place);
  }
}
