//go:build race

package relay_test

// raceEnabled loosens what is measured in time: the race detector makes
// everything slower, and other packages are tested at the same moment.
const raceEnabled = true
