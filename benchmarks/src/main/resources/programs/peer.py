"""The work of the targets with asyncio, or uvloop: python3 peer.py asyncio|uvloop."""

import asyncio
import platform
import sys
import time

PEER = sys.argv[1]


def tell(work, seconds, operations):
    print(PEER, work, round(seconds * 1e9 / operations, 1), flush=True)


async def timed(work, operations, body):
    best = []
    for _ in range(3):
        start = time.perf_counter()
        await body()
        best.append(time.perf_counter() - start)
    tell(work, sorted(best)[1], operations)


async def ping_pong(rounds=10_000):
    there, back = asyncio.Queue(1), asyncio.Queue(1)

    async def ping():
        for _ in range(rounds):
            await there.put(1)
            await back.get()

    async def pong():
        for _ in range(rounds):
            await there.get()
            await back.put(1)

    await timed("ping-pong", rounds, lambda: asyncio.gather(ping(), pong()))


async def spawn(tasks=50_000):
    async def one():
        return 1

    async def body():
        return sum([await task for task in [asyncio.create_task(one()) for _ in range(tasks)]])

    await timed("spawn", tasks, body)


async def buffered(elements=50_000):
    async def body():
        queue = asyncio.Queue(64)

        async def produce():
            for _ in range(elements):
                await queue.put(1)

        async def consume():
            for _ in range(elements):
                await queue.get()

        await asyncio.gather(produce(), consume())

    await timed("buffered", elements, body)


async def turn(times=50_000):
    async def body():
        for _ in range(times):
            await asyncio.sleep(0)

    await timed("yield", times, body)


async def mutex(times=50_000):
    lock = asyncio.Lock()

    async def body():
        for _ in range(times):
            await lock.acquire()
            lock.release()

    await timed("mutex", times, body)


async def contended(tasks=4, times=5_000):
    lock = asyncio.Lock()

    async def contend():
        for i in range(times):
            await lock.acquire()
            if i == 0:
                await asyncio.sleep(0)
            lock.release()

    await timed("contended", tasks * times, lambda: asyncio.gather(*[contend() for _ in range(tasks)]))


async def limit(times=10_000):
    async def body():
        for _ in range(times):
            async with asyncio.timeout(60):
                pass

    await timed("timeout", times, body)


async def gather(tasks=1_000):
    async def one():
        return 1

    await timed("gather", 1, lambda: asyncio.gather(*[one() for _ in range(tasks)]))


async def sleepers(tasks=100_000):
    start = time.perf_counter()
    await asyncio.gather(*[asyncio.sleep(1) for _ in range(tasks)])
    tell("sleepers", time.perf_counter() - start - 1, tasks)


async def main():
    for work in (ping_pong, spawn, buffered, turn, mutex, contended, limit, gather, sleepers):
        await work()


if PEER == "uvloop":
    import uvloop

    print("version", PEER, uvloop.__version__)
    uvloop.run(main())
else:
    print("version", PEER, platform.python_version())
    asyncio.run(main())
