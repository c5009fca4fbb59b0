/** Virtual time and scripted interleavings for tests of programs that use Catenary. */
module dev.catenary.testing {
    requires transitive dev.catenary;
    requires static transitive org.assertj.core;
    requires static transitive org.jspecify;
    requires static transitive org.junit.jupiter.api;

    exports dev.catenary.testing;
}
