// Package report writes what screens show as files that others read.
//
// It must not know where the figures come from.
package report
