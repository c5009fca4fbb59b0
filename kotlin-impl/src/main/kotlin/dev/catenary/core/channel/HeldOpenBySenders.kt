package dev.catenary.core.channel

/** Something of which several may hold an end to send by: it is closed when the last of them is. */
public interface HeldOpenBySenders {
    public fun openSender()

    public fun closeSender()
}
