// Package affiliate is the domain: offers, members, links, clicks,
// conversions, payout rules, payments, and the rules that hold for each.
//
// It must not know about storage, the network, screens or the time of day: it
// is handed what it needs and answers.
package affiliate
