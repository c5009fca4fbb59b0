/** The engine of Catenary; its packages are for the bridge alone. */
@SuppressWarnings("module") // the bridge is compiled later
module dev.catenary.core {
    requires transitive kotlin.stdlib;
    requires transitive kotlinx.coroutines.core;

    exports dev.catenary.core.channel to
            dev.catenary.bridge;
    exports dev.catenary.core.loop to
            dev.catenary.bridge;
    exports dev.catenary.core.scope to
            dev.catenary.bridge;
    exports dev.catenary.core.sync to
            dev.catenary.bridge;
    exports dev.catenary.core.wait to
            dev.catenary.bridge;
}
