/** The program on the first screen of the README. */
@org.jspecify.annotations.NullMarked
package dev.catenary.demos.hello;
