package dev.catenary.spi;

import java.util.ArrayList;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds the one engine, once. */
public final class Engines {
    private static volatile @Nullable Engine engine;

    private Engines() {}

    public static Engine found() {
        var known = engine;
        if (known == null) {
            known = only(ServiceLoader.load(EngineProvider.class, Engines.class.getClassLoader()));
            engine = known;
        }
        return known;
    }

    public static Primitives primitives() {
        return found().primitives();
    }

    /** Split from {@link #found} so that a test can hand in what a class path would hold. */
    static Engine only(Iterable<EngineProvider> providers) {
        var all = new ArrayList<EngineProvider>();
        providers.forEach(all::add);
        if (all.isEmpty())
            throw new IllegalStateException("no Catenary engine found: add dev.catenary:catenary-bridge to the class"
                    + " path or module path, or name a provider in EventLoop.open(provider, options)");
        if (all.size() > 1)
            throw new IllegalStateException("several Catenary engines found: keep one of "
                    + all.stream()
                            .map(provider -> provider.getClass().getName())
                            .sorted()
                            .collect(Collectors.joining(", "))
                    + " on the class path or module path, or name one in EventLoop.open(provider, options)");
        return all.get(0).engine();
    }
}
