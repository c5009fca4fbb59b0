package dev.catenary.demos.tutorial;

import dev.catenary.Scope;

/**
 * What a program of a tutorial does, in a scope: that of {@link dev.catenary.Catenary#run} in the program, one of virtual time
 * in its test. What it needs, servers and files, it opens and closes itself.
 */
@FunctionalInterface
public interface Demo {
    void run(Scope scope, Output out) throws Exception;
}
