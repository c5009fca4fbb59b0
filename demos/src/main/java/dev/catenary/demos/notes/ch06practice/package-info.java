/** Chapter 6: HTTP requests and files. */
@NullMarked
package dev.catenary.demos.notes.ch06practice;

import org.jspecify.annotations.NullMarked;
