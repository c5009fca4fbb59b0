/** Chapter 12 of the tutorial: async and await, and several at once. */
@NullMarked
package dev.catenary.demos.course.ch12asyncawait;

import org.jspecify.annotations.NullMarked;
