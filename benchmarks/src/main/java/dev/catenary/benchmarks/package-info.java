/** Measurements of Catenary, side by side with its peers. */
package dev.catenary.benchmarks;
