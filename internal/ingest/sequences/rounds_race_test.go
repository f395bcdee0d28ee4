//go:build race

package sequences_test

// A fold is one goroutine, so the race detector has little to see in it.
const usual = 4
