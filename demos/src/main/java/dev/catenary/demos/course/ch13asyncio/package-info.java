/** Chapter 13 of the tutorial: the parts of asyncio, files, the net, waiting together. */
@NullMarked
package dev.catenary.demos.course.ch13asyncio;

import org.jspecify.annotations.NullMarked;
