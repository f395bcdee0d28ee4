// Package whatif replays past sales of an offer under a proposed payout rule:
// what that would have cost, and who would gain or lose.
//
// It must not know where sales are kept, nor how screens show what it finds.
package whatif
