package dev.catenary.bridge

import java.util.concurrent.CompletionStage
import java.util.concurrent.Executor
import java.util.function.BiConsumer
import java.util.function.BiFunction
import java.util.function.Consumer
import java.util.function.Function

/** The methods of [CompletionStage], one line each: the JDK's own stage does the work. */
internal abstract class StageFace<T> : CompletionStage<T> {
    protected abstract fun stage(): CompletionStage<T>

    override fun <U> thenApply(fn: Function<in T, out U>): CompletionStage<U> = stage().thenApply(fn)

    override fun <U> thenApplyAsync(fn: Function<in T, out U>): CompletionStage<U> = stage().thenApplyAsync(fn)

    override fun <U> thenApplyAsync(fn: Function<in T, out U>, executor: Executor): CompletionStage<U> =
        stage().thenApplyAsync(fn, executor)

    override fun thenAccept(fn: Consumer<in T>): CompletionStage<Void?> = stage().thenAccept(fn)

    override fun thenAcceptAsync(fn: Consumer<in T>): CompletionStage<Void?> = stage().thenAcceptAsync(fn)

    override fun thenAcceptAsync(fn: Consumer<in T>, executor: Executor): CompletionStage<Void?> =
        stage().thenAcceptAsync(fn, executor)

    override fun thenRun(fn: Runnable): CompletionStage<Void?> = stage().thenRun(fn)

    override fun thenRunAsync(fn: Runnable): CompletionStage<Void?> = stage().thenRunAsync(fn)

    override fun thenRunAsync(fn: Runnable, executor: Executor): CompletionStage<Void?> =
        stage().thenRunAsync(fn, executor)

    override fun <U, V> thenCombine(
        other: CompletionStage<out U>,
        fn: BiFunction<in T, in U, out V>,
    ): CompletionStage<V> = stage().thenCombine(other, fn)

    override fun <U, V> thenCombineAsync(
        other: CompletionStage<out U>,
        fn: BiFunction<in T, in U, out V>,
    ): CompletionStage<V> = stage().thenCombineAsync(other, fn)

    override fun <U, V> thenCombineAsync(
        other: CompletionStage<out U>,
        fn: BiFunction<in T, in U, out V>,
        executor: Executor,
    ): CompletionStage<V> = stage().thenCombineAsync(other, fn, executor)

    override fun <U> thenAcceptBoth(other: CompletionStage<out U>, fn: BiConsumer<in T, in U>): CompletionStage<Void?> =
        stage().thenAcceptBoth(other, fn)

    override fun <U> thenAcceptBothAsync(
        other: CompletionStage<out U>,
        fn: BiConsumer<in T, in U>,
    ): CompletionStage<Void?> = stage().thenAcceptBothAsync(other, fn)

    override fun <U> thenAcceptBothAsync(
        other: CompletionStage<out U>,
        fn: BiConsumer<in T, in U>,
        executor: Executor,
    ): CompletionStage<Void?> = stage().thenAcceptBothAsync(other, fn, executor)

    override fun runAfterBoth(other: CompletionStage<*>, fn: Runnable): CompletionStage<Void?> =
        stage().runAfterBoth(other, fn)

    override fun runAfterBothAsync(other: CompletionStage<*>, fn: Runnable): CompletionStage<Void?> =
        stage().runAfterBothAsync(other, fn)

    override fun runAfterBothAsync(
        other: CompletionStage<*>,
        fn: Runnable,
        executor: Executor,
    ): CompletionStage<Void?> = stage().runAfterBothAsync(other, fn, executor)

    override fun <U> applyToEither(other: CompletionStage<out T>, fn: Function<in T, U>): CompletionStage<U> =
        stage().applyToEither(other, fn)

    override fun <U> applyToEitherAsync(other: CompletionStage<out T>, fn: Function<in T, U>): CompletionStage<U> =
        stage().applyToEitherAsync(other, fn)

    override fun <U> applyToEitherAsync(
        other: CompletionStage<out T>,
        fn: Function<in T, U>,
        executor: Executor,
    ): CompletionStage<U> = stage().applyToEitherAsync(other, fn, executor)

    override fun acceptEither(other: CompletionStage<out T>, fn: Consumer<in T>): CompletionStage<Void?> =
        stage().acceptEither(other, fn)

    override fun acceptEitherAsync(other: CompletionStage<out T>, fn: Consumer<in T>): CompletionStage<Void?> =
        stage().acceptEitherAsync(other, fn)

    override fun acceptEitherAsync(
        other: CompletionStage<out T>,
        fn: Consumer<in T>,
        executor: Executor,
    ): CompletionStage<Void?> = stage().acceptEitherAsync(other, fn, executor)

    override fun runAfterEither(other: CompletionStage<*>, fn: Runnable): CompletionStage<Void?> =
        stage().runAfterEither(other, fn)

    override fun runAfterEitherAsync(other: CompletionStage<*>, fn: Runnable): CompletionStage<Void?> =
        stage().runAfterEitherAsync(other, fn)

    override fun runAfterEitherAsync(
        other: CompletionStage<*>,
        fn: Runnable,
        executor: Executor,
    ): CompletionStage<Void?> = stage().runAfterEitherAsync(other, fn, executor)

    override fun <U> thenCompose(fn: Function<in T, out CompletionStage<U>>): CompletionStage<U> =
        stage().thenCompose(fn)

    override fun <U> thenComposeAsync(fn: Function<in T, out CompletionStage<U>>): CompletionStage<U> =
        stage().thenComposeAsync(fn)

    override fun <U> thenComposeAsync(
        fn: Function<in T, out CompletionStage<U>>,
        executor: Executor,
    ): CompletionStage<U> = stage().thenComposeAsync(fn, executor)

    override fun <U> handle(fn: BiFunction<in T, Throwable?, out U>): CompletionStage<U> = stage().handle(fn)

    override fun <U> handleAsync(fn: BiFunction<in T, Throwable?, out U>): CompletionStage<U> = stage().handleAsync(fn)

    override fun <U> handleAsync(fn: BiFunction<in T, Throwable?, out U>, executor: Executor): CompletionStage<U> =
        stage().handleAsync(fn, executor)

    override fun whenComplete(fn: BiConsumer<in T, in Throwable?>): CompletionStage<T> = stage().whenComplete(fn)

    override fun whenCompleteAsync(fn: BiConsumer<in T, in Throwable?>): CompletionStage<T> =
        stage().whenCompleteAsync(fn)

    override fun whenCompleteAsync(fn: BiConsumer<in T, in Throwable?>, executor: Executor): CompletionStage<T> =
        stage().whenCompleteAsync(fn, executor)

    override fun exceptionally(fn: Function<Throwable, out T>): CompletionStage<T> = stage().exceptionally(fn)

    override fun exceptionallyAsync(fn: Function<Throwable, out T>): CompletionStage<T> = stage().exceptionallyAsync(fn)

    override fun exceptionallyAsync(fn: Function<Throwable, out T>, executor: Executor): CompletionStage<T> =
        stage().exceptionallyAsync(fn, executor)

    override fun exceptionallyCompose(fn: Function<Throwable, out CompletionStage<T>>): CompletionStage<T> =
        stage().exceptionallyCompose(fn)

    override fun exceptionallyComposeAsync(fn: Function<Throwable, out CompletionStage<T>>): CompletionStage<T> =
        stage().exceptionallyComposeAsync(fn)

    override fun exceptionallyComposeAsync(
        fn: Function<Throwable, out CompletionStage<T>>,
        executor: Executor,
    ): CompletionStage<T> = stage().exceptionallyComposeAsync(fn, executor)
}
