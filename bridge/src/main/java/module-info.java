import dev.catenary.bridge.BridgeProvider;
import dev.catenary.spi.EngineProvider;

/** Joins the Java API of Catenary to its engine. */
module dev.catenary.bridge {
    requires transitive dev.catenary;
    requires transitive kotlin.stdlib;
    requires dev.catenary.core;
    requires kotlinx.coroutines.core;
    requires static transitive org.jspecify;

    exports dev.catenary.kotlin;

    provides EngineProvider with
            BridgeProvider;
}
