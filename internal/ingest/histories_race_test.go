//go:build race

package ingest_test

// A fold is one goroutine, so the race detector has little to see in it and
// makes it thirty times as slow. The others run without it.
const histories = "2"
