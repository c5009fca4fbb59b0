package dev.catenary.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.catenary.EventLoop;
import dev.catenary.LoopOptions;
import java.lang.reflect.Proxy;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Exactly one engine is found, or an exception says what to do. */
class EnginesTest {
    private static final String FIRST = First.class.getName();
    private static final String SECOND = Second.class.getName();

    @Test
    void theOneEngineIsFound() {
        var provider = new First();

        assertThat(Engines.only(List.of(provider))).isSameAs(provider.engine);
    }

    @Test
    void noEngineIsRefusedWithWhatToAdd() {
        assertThatThrownBy(() -> Engines.only(List.of()))
                .isExactlyInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "no Catenary engine found: add dev.catenary:catenary-bridge to the class path or module path,"
                                + " or name a provider in EventLoop.open(provider, options)");
    }

    @Test
    void severalEnginesAreRefusedByName() {
        assertThatThrownBy(() -> Engines.only(List.of(new Second(), new First())))
                .isExactlyInstanceOf(IllegalStateException.class)
                .hasMessage("several Catenary engines found: keep one of " + FIRST + ", " + SECOND
                        + " on the class path or module path, or name one in EventLoop.open(provider, options)");
    }

    @Test
    void nothingIsFoundWhereThereIsOnlyTheApi() {
        assertThatThrownBy(() -> EventLoop.open("orders"))
                .isExactlyInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("no Catenary engine found");
    }

    @Test
    void namedProviderBypassesTheSearch() {
        var provider = new First();

        assertThat(EventLoop.open(provider, LoopOptions.named("orders"))).isNull();
        assertThat(provider.opened).isEqualTo("orders");
    }

    private static final class First implements EngineProvider {
        private final Engine engine = (Engine) Proxy.newProxyInstance(
                Engine.class.getClassLoader(), new Class<?>[] {Engine.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("open")) opened = ((LoopOptions) arguments[0]).name();
                    return null;
                });

        private String opened = "";

        @Override
        public Engine engine() {
            return engine;
        }
    }

    private static final class Second implements EngineProvider {
        @Override
        public Engine engine() {
            throw new AssertionError("not to be asked");
        }
    }
}
