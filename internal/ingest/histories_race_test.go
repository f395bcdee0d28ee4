//go:build race

package ingest_test

// A fold is one goroutine, so the race detector has little to see in it. The
// others run without it.
const histories = "2"
