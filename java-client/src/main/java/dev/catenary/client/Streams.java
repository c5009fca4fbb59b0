package dev.catenary.client;

import dev.catenary.AsyncIterator;
import dev.catenary.AsyncStream;
import dev.catenary.Catenary;
import dev.catenary.Generator;
import dev.catenary.Mapping;
import java.util.List;
import java.util.concurrent.Flow;

/** Sequences that are made as they are asked for. */
final class Streams {
    private static final Generator<Integer> NATURALS = (Generator.Emitter<Integer> out) -> {
        for (int i = 1; ; i++) out.emit(i);
    };
    private static final Mapping<Integer, Integer> SQUARE = i -> i * i;

    private Streams() {}

    static List<Integer> evenSquares() throws InterruptedException {
        return Catenary.run(scope -> AsyncStream.generate(NATURALS)
                .map(SQUARE)
                .filter(square -> square % 2 == 0)
                .take(3)
                .toList());
    }

    static int firstTwo() throws InterruptedException {
        return Catenary.run(scope -> {
            try (AsyncIterator<Integer> numbers = AsyncStream.generate(NATURALS).iterator()) {
                return numbers.next().orElseThrow() + numbers.next().orElseThrow();
            }
        });
    }

    static int published() throws InterruptedException {
        return Catenary.run(scope -> {
            Flow.Publisher<Integer> publisher = AsyncStream.of(1, 2, 3, 4).toPublisher();
            return AsyncStream.from(publisher)
                    .mapParallel(2, SQUARE)
                    .buffered(2)
                    .chunked(2)
                    .fold(0, (sum, pair) -> sum + pair.size());
        });
    }
}
