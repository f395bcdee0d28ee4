// Package earnings applies payout rules: from a conversion and the rules in
// force to what the member earned, and why, in words that a manager can check
// by hand.
//
// It must not know where rules and conversions are kept, nor what is paid.
package earnings
