/**
 * A caller in plain Java, in short programs that between them name every public type of the API.
 *
 * <p>This module has no Kotlin plugin, and nothing on its compile path but {@code catenary-api}, without what that brings
 * along: it stops compiling when a type of Kotlin leaks into what it uses of the API. The engine is there when the programs
 * run, and only then. Javac overlooks what nobody uses, so tests look whether a public type is missing here, and whether
 * each signature resolves without Kotlin.
 *
 * <p>{@code dev.catenary.kotlin} shows Kotlin's types by its nature and would spoil that; Java code that uses it is in the
 * tests of {@code bridge} and in the mixed {@code demos}.
 */
package dev.catenary.client;
