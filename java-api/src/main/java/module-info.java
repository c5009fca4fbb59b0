import dev.catenary.spi.EngineProvider;

/** The Java API of Catenary. */
module dev.catenary {
    requires transitive java.management;
    requires static transitive org.jspecify;

    exports dev.catenary;
    exports dev.catenary.insight;
    exports dev.catenary.spi;

    uses EngineProvider;
}
