package dev.catenary.testing;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.TestTemplate;

/**
 * A test that runs once under each of some seeds: on a loop that is {@linkplain dev.catenary.LoopOptions#shuffled shuffled} by it.
 * Its class needs the {@link CatenaryExtension}.
 *
 * <p>The seeds are 1, 2, 3 and so on, the same in each run, so that what fails fails again. The failure tells its seed. To run
 * all such tests under one seed only, set the system property or JUnit configuration parameter {@code catenary.seed}.
 */
@Documented
@TestTemplate
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
public @interface SeededTest {
    /** How many seeds; positive. */
    int value() default 10;

    /** These seeds, and no others, if there are any. */
    long[] seeds() default {};
}
