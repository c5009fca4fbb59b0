// The work of the targets with goroutines.
package main

import (
	"fmt"
	"runtime"
	"sort"
	"sync"
	"time"
)

func tell(work string, took time.Duration, operations int) {
	fmt.Printf("go %s %.1f\n", work, float64(took.Nanoseconds())/float64(operations))
}

func timed(work string, operations int, body func()) {
	var took []time.Duration
	for i := 0; i < 5; i++ {
		start := time.Now()
		body()
		took = append(took, time.Since(start))
	}
	sort.Slice(took, func(i, j int) bool { return took[i] < took[j] })
	tell(work, took[2], operations)
}

func together(bodies ...func()) {
	var group sync.WaitGroup
	for _, body := range bodies {
		group.Add(1)
		go func(body func()) { defer group.Done(); body() }(body)
	}
	group.Wait()
}

func pingPong(rounds int) {
	there, back := make(chan int), make(chan int)
	together(
		func() {
			for i := 0; i < rounds; i++ {
				there <- 1
				<-back
			}
		},
		func() {
			for i := 0; i < rounds; i++ {
				<-there
				back <- 1
			}
		})
}

func spawn(tasks int) {
	var group sync.WaitGroup
	group.Add(tasks)
	for i := 0; i < tasks; i++ {
		go group.Done()
	}
	group.Wait()
}

func buffered(elements int) {
	channel := make(chan int, 64)
	together(
		func() {
			for i := 0; i < elements; i++ {
				channel <- 1
			}
		},
		func() {
			for i := 0; i < elements; i++ {
				<-channel
			}
		})
}

func turns(times int) {
	for i := 0; i < times; i++ {
		runtime.Gosched()
	}
}

func contended(times int) {
	lock := make(chan int, 1)
	contend := func() {
		for i := 0; i < times; i++ {
			lock <- 1
			if i == 0 {
				runtime.Gosched()
			}
			<-lock
		}
	}
	together(contend, contend, contend, contend)
}

func selecting(elements int) {
	left, right := make(chan int), make(chan int)
	produce := func(to chan int) func() {
		return func() {
			for i := 0; i < elements; i++ {
				to <- 1
			}
		}
	}
	together(produce(left), produce(right), func() {
		for i := 0; i < 2*elements; i++ {
			select {
			case <-left:
			case <-right:
			}
		}
	})
}

func sleep(tasks int) {
	var group sync.WaitGroup
	group.Add(tasks)
	for i := 0; i < tasks; i++ {
		go func() { time.Sleep(time.Second); group.Done() }()
	}
	group.Wait()
}

// The first time is not counted: it has the memory from the system.
func sleepers(tasks int) {
	sleep(tasks)
	start := time.Now()
	sleep(tasks)
	tell("sleepers", time.Since(start)-time.Second, tasks)
}

func main() {
	fmt.Println("version go", runtime.Version())
	processors := runtime.GOMAXPROCS(1) // as one loop
	timed("ping-pong", 200_000, func() { pingPong(200_000) })
	timed("spawn", 300_000, func() { spawn(300_000) })
	timed("buffered", 1_000_000, func() { buffered(1_000_000) })
	timed("yield", 1_000_000, func() { turns(1_000_000) })
	timed("contended", 400_000, func() { contended(100_000) })
	timed("select", 200_000, func() { selecting(100_000) })
	runtime.GOMAXPROCS(processors)
	timed("buffered-two-threads", 1_000_000, func() { buffered(1_000_000) })
	sleepers(1_000_000)
}
