// Package cashflow tells when money moves: what can still be corrected and
// until when, when CJ is expected to pay what, when a member can be paid for a
// sale, and what paying earlier would cost. It also sets the programme as CJ
// sees it beside the sum of the members.
//
// It must not know where sales are kept, nor what time it is: today is told.
// Days are YYYY-MM-DD in the workspace's time zone, and no sum mixes
// currencies.
package cashflow
