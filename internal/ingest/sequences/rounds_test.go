//go:build !race

package sequences_test

const usual = 25
