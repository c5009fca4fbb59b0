package dev.catenary.demos.mixed.library;

/** A title, and how many copies of it the library has. */
public record Book(String isbn, String title, int copies) {}
