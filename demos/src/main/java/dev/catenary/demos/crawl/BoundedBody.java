package dev.catenary.demos.crawl;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import org.jspecify.annotations.Nullable;

/** Reads a body up to a limit and hangs up where there is more. */
final class BoundedBody implements BodySubscriber<Content> {
    /** How much of something that is no page is read before hanging up: a kept connection is worth that much. */
    private static final long SKIPPED = 64 * 1024;

    private final CompletableFuture<Content> content = new CompletableFuture<>();
    private final ByteArrayOutputStream read = new ByteArrayOutputStream();
    private final long limit;
    private @Nullable Subscription subscription;

    private BoundedBody(long limit) {
        this.limit = limit;
    }

    /** Whatever it is, the beginning of it. */
    static BodyHandler<Content> beginning(long limit) {
        return answer -> new BoundedBody(limit);
    }

    /** Pages whole if they have at most {@code limit} bytes; else nothing, or what was read until that turned out. */
    static BodyHandler<Content> page(long limit) {
        return answer -> {
            long most = Reply.saysHtml(answer.headers()) ? limit : Math.min(limit, SKIPPED);
            return new BoundedBody(announced(answer.headers()) > most ? 0 : most);
        };
    }

    private static long announced(HttpHeaders headers) {
        try {
            return headers.firstValueAsLong("content-length").orElse(0);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    @Override
    public CompletionStage<Content> getBody() {
        return content;
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        this.subscription = subscription;
        subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        for (var buffer : buffers) {
            if (content.isDone()) return;
            if (read.size() + (long) buffer.remaining() > limit) hangUp();
            else keep(buffer);
        }
    }

    private void keep(ByteBuffer buffer) {
        var bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        read.writeBytes(bytes);
    }

    private void hangUp() {
        if (subscription != null) subscription.cancel();
        content.complete(new Content(read.toByteArray(), false));
    }

    @Override
    public void onError(Throwable failure) {
        content.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        content.complete(new Content(read.toByteArray(), true));
    }
}
