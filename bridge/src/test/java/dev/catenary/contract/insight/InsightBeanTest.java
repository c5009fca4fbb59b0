package dev.catenary.contract.insight;

import static dev.catenary.contract.features.Feature.PS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.catenary.contract.OnEveryCarrier;
import dev.catenary.contract.features.Proves;
import dev.catenary.insight.Insight;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;

/** Insight over JMX. */
class InsightBeanTest extends OnEveryCarrier {
    @Test
    @Proves(PS)
    void attributesAreThoseOfASnapshot() throws Exception {
        var server = MBeanServerFactory.newMBeanServer();
        Insight.register(server);
        var bean = new ObjectName("dev.catenary:type=Insight");

        run(scope -> {
            assertThat(server.getAttribute(bean, "Tree")).asString().contains("task 'main'");
            assertThat(server.getAttribute(bean, "Table")).asString().contains("main");
            assertThat(server.getAttribute(bean, "Json")).asString().startsWith("{\"taken\":");
            assertThat(server.getAttribute(bean, "Waits")).isInstanceOf(String.class);
            assertThat((String[]) server.getAttribute(bean, "Deadlocks")).isEmpty();
            return null;
        });

        assertThatThrownBy(() -> Insight.register(server))
                .isExactlyInstanceOf(IllegalStateException.class)
                .hasMessageContaining("dev.catenary:type=Insight");
    }
}
