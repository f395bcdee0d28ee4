//go:build !race

package ingest_test

const histories = "18"
