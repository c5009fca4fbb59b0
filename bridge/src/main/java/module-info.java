import dev.catenary.bridge.BridgeProvider;
import dev.catenary.spi.EngineProvider;

/** Joins the Java API of Catenary to its engine. */
@SuppressWarnings("requires-automatic") // optional libraries that have no descriptor yet
module dev.catenary.bridge {
    requires transitive dev.catenary;
    requires transitive kotlin.stdlib;
    requires com.github.benmanes.caffeine;
    requires dev.catenary.core;
    requires kotlinx.coroutines.core;
    requires static transitive org.jspecify;
    requires static jdk.jfr;
    requires static org.slf4j;
    requires static context.propagation;
    requires static kotlin.metadata.jvm;

    exports dev.catenary.context;
    exports dev.catenary.kotlin;

    provides EngineProvider with
            BridgeProvider;
}
