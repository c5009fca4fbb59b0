/** What several demos need to speak over the net. */
@NullMarked
package dev.catenary.demos.web;

import org.jspecify.annotations.NullMarked;
