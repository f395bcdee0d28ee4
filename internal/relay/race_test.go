//go:build race

package relay_test

// raceEnabled loosens what is measured in time: the race detector makes SQLite
// many times slower.
const raceEnabled = true
