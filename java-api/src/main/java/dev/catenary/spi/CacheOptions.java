package dev.catenary.spi;

import dev.catenary.LoopClock;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/** What a {@link dev.catenary.Cache.Builder} has gathered. */
public record CacheOptions(
        String name,
        Optional<Duration> expireAfterWrite,
        Optional<Duration> expireAfterAccess,
        long maximumSize,
        LoopClock clock) {
    public CacheOptions name(String name) {
        return new CacheOptions(name, expireAfterWrite, expireAfterAccess, maximumSize, clock);
    }

    public CacheOptions expireAfterWrite(Duration age) {
        return new CacheOptions(name, Optional.of(age), expireAfterAccess, maximumSize, clock);
    }

    public CacheOptions expireAfterAccess(Duration idle) {
        return new CacheOptions(name, expireAfterWrite, Optional.of(idle), maximumSize, clock);
    }

    public CacheOptions maximumSize(long size) {
        return new CacheOptions(name, expireAfterWrite, expireAfterAccess, size, clock);
    }

    public CacheOptions clock(LoopClock clock) {
        return new CacheOptions(
                name, expireAfterWrite, expireAfterAccess, maximumSize, Objects.requireNonNull(clock, "clock"));
    }
}
