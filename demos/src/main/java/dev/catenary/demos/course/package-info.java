/** The tutorial "Part four: coroutines and asynchronous programming" in Java, a package for each chapter. */
@NullMarked
package dev.catenary.demos.course;

import org.jspecify.annotations.NullMarked;
